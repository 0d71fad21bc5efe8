import { describe, expect, it } from 'vitest'
import { detectLanguage, itemLanguage, languageTag } from '../../src/normalise/language.ts'

const FRENCH = 'La nouvelle puce est plus rapide que celle de ses concurrents, mais elle coûte deux fois plus cher.'
const ENGLISH = 'The new chip is faster than those of its rivals, but it costs twice as much.'

describe('the language of a text', () => {
  it.each([
    ['en', ENGLISH],
    ['fr', FRENCH],
    ['es', 'El nuevo chip es más rápido que los de sus rivales, pero cuesta el doble y todavía no hay fecha.'],
    ['de', 'Der neue Chip ist schneller als die der Konkurrenz, kostet aber auch doppelt so viel wie bisher.'],
    ['it', 'Il nuovo chip è più veloce di quelli dei concorrenti, ma costa il doppio e non si sa quando arriva.'],
    ['pt', 'O novo chip é mais rápido do que os dos concorrentes, mas custa o dobro e ainda não tem data.'],
    ['nl', 'De nieuwe chip is sneller dan die van de concurrenten, maar hij kost ook twee keer zo veel.'],
    ['sv', 'Det nya chippet är snabbare än konkurrenternas, men det kostar också dubbelt så mycket.'],
    ['da', 'Den nye chip er hurtigere end konkurrenternes, men den koster også dobbelt så meget efter nytår.'],
    ['no', 'Den nye brikken er raskere enn de til konkurrentene, men blir også dobbelt så dyr etter nyttår.'],
    ['fi', 'Uusi piiri on nopeampi kuin kilpailijoiden, mutta se maksaa myös kaksi kertaa enemmän.'],
    [
      'pl',
      'Nowy układ jest szybszy niż te od konkurencji, ale kosztuje też dwa razy więcej i nie wiadomo, kiedy będzie.',
    ],
    ['cs', 'Nový čip je rychlejší než ty od konkurence, ale stojí dvakrát více a není jasné, kdy přijde.'],
    ['sk', 'Nový čip je rýchlejší ako tie od konkurencie, ale stojí dvakrát viac a nie je jasné, kedy príde.'],
    ['hu', 'Az új chip gyorsabb, mint a versenytársaké, de kétszer annyiba is kerül, és nem tudni, mikor jön.'],
    ['ro', 'Noul cip este mai rapid decât cele ale concurenței, dar costă dublu și nu se știe când apare.'],
    ['tr', 'Yeni çip rakiplerinden daha hızlı, ama iki kat pahalı ve ne zaman geleceği belli değil.'],
    ['id', 'Cip baru ini lebih cepat dari pesaing, tetapi harganya dua kali lipat dan tidak ada tanggal untuk itu.'],
    ['vi', 'Con chip mới nhanh hơn của các đối thủ nhưng đắt gấp đôi và chưa có ngày ra mắt.'],
    ['ca', 'El nou xip és més ràpid que els dels competidors, però costa el doble i encara no hi ha data.'],
    ['ru', 'Новый чип быстрее, чем у конкурентов, но он стоит вдвое дороже, и неизвестно, когда он появится.'],
    ['uk', 'Новий чип швидший, ніж у конкурентів, але він коштує вдвічі дорожче, і невідомо, коли з’явиться.'],
    ['bg', 'Новият чип е по-бърз от тези на конкурентите, но струва двойно и не е ясно кога ще излезе.'],
    ['sr', 'Нови чип је бржи од конкурентских, али је двоструко скупљи и још се не зна када ће изаћи.'],
    ['el', 'Το νέο τσιπ είναι πιο γρήγορο από των ανταγωνιστών, αλλά κοστίζει τα διπλά.'],
    ['he', 'השבב החדש מהיר יותר מאלה של המתחרים אבל עולה פי שניים'],
    ['ar', 'الشريحة الجديدة أسرع من شرائح المنافسين، لكن سعرها كان ضعف ما كان عليه من قبل'],
    ['fa', 'تراشه جدید از رقبا سریع‌تر است، اما قیمت آن دو برابر شده و معلوم نیست که چه زمانی می آید'],
    ['hi', 'नई चिप प्रतिद्वंद्वियों से तेज़ है, लेकिन दोगुनी महंगी भी है'],
    ['th', 'ชิปใหม่เร็วกว่าคู่แข่งแต่ราคาแพงกว่าสองเท่า'],
    ['ko', '새로운 칩은 경쟁사보다 빠르지만 가격은 두 배이다'],
    ['ja', '新しいチップは競合より速いが、価格は二倍である'],
    ['ja', 'OpenAIが新しいAPIを発表、Pythonから使える'],
    ['zh', '新芯片比竞争对手的更快，但价格是两倍，而且还不知道什么时候上市'],
    ['zh', '「绿の茶」牌手机今天在北京发布，售价三千元，很多消费者认为价格太高'],
    ['zh', '新晶片比競爭對手的更快，但價格是兩倍，而且還不知道什麼時候上市'],
  ])('%s: %s', (lang, text) => expect(detectLanguage(text)?.lang).toBe(lang))

  it.each(['', ' \n ', '2026', 'GPT-5.2', 'NVIDIA RTX 5090', '🎉🎉 10:30', 'https://a.example/1'])(
    'is unknown where there is too little of it: “%s”',
    (text) => expect(detectLanguage(text)).toBeUndefined(),
  )

  it('is known by its letters, if no word of it is', () => {
    expect(detectLanguage('Żółw, gęś, źrebię')?.lang).toBe('pl')
    expect(detectLanguage('Fußgänger überführt Größenwahn')?.lang).toBe('de')
  })

  it('is sure where it stands out, and not where relatives share the words', () => {
    expect(detectLanguage(FRENCH)).toEqual({ lang: 'fr', sure: true })
    expect(detectLanguage('Google Chrome avec Gemini')).toEqual({ lang: 'fr', sure: false })
    const shared = 'Det er en dag for alle'
    expect(detectLanguage(shared)?.sure).toBe(false)
    expect(detectLanguage(shared, 'en')?.sure).toBe(true)
  })

  it('is read from the beginning alone, and from text of any length', () => {
    const padding = ' 1234567890'.repeat(50)
    expect(detectLanguage(padding + FRENCH)).toBeUndefined()
    expect(detectLanguage(FRENCH + padding.repeat(2_000))?.lang).toBe('fr')
  })

  it('does not hang on how accents and apostrophes are written', () => {
    const text = 'L’été dernier, l’équipe n’a rien publié'
    const written = [text, text.replaceAll('’', "'"), text.normalize('NFD'), text.toUpperCase()]
    expect(new Set(written.map((spelling) => JSON.stringify(detectLanguage(spelling)))).size).toBe(1)
    expect(detectLanguage(text)).toEqual({ lang: 'fr', sure: true })
  })
})

describe('the language of an item', () => {
  it.each([
    ['its own, whatever else is said', { declared: 'de', feed: 'en', source: 'es', text: FRENCH }, 'de'],
    ['the feed’s, if the text agrees', { feed: 'fr', source: 'en', text: FRENCH }, 'fr'],
    ['the feed’s, if the text says nothing', { feed: 'fr', source: 'en', text: 'RTX 5090' }, 'fr'],
    ['the text’s, if that is surely another than the feed’s', { feed: 'en', source: 'en', text: FRENCH }, 'fr'],
    ['the source’s, if the feed is silent', { source: 'fr', text: 'RTX 5090' }, 'fr'],
    ['the text’s, if that is surely another than the source’s', { source: 'fr', text: ENGLISH }, 'en'],
    ['the source’s, if the text is not surely another', { source: 'en', text: 'Chrome avec Gemini' }, 'en'],
    ['what the text looks like, if nobody says', { text: 'Chrome avec Gemini' }, 'fr'],
    ['none, if nobody and nothing says', { text: 'RTX 5090' }, undefined],
    ['with the feed’s region', { feed: 'fr-ca', source: 'fr', text: FRENCH }, 'fr-ca'],
    ['with the source’s region', { source: 'fr-ca', text: FRENCH }, 'fr-ca'],
    ['without the region of another language', { feed: 'en-gb', text: FRENCH }, 'fr'],
  ])('is %s', (_, said, expected) => expect(itemLanguage(said)).toBe(expected))

  it.each([
    ['fr', 'Test : le Black Friday des smartphones'],
    ['fr', 'Google Cloud Next : les annonces de l’événement what’s new'],
    ['fr', 'Call of Duty Modern Warfare'],
    ['fr', 'OpenAI lance GPT-5 for Developers'],
    ['fr', 'Le machine learning et le deep learning en open source'],
    ['fr', 'Bug bounty, zero-day, buffer overflow'],
    ['en', 'Los Angeles and San Francisco'],
    ['en', 'Oscar de la Renta'],
    ['en', 'Pokémon café opens'],
    ['en', 'La La Land'],
    ['en', 'Le Monde sues Perplexity'],
    ['en', 'U.K. vs E.U.: A. O. Smith Jr. and Z. K. Doe'],
    ['en', 'Charles de Gaulle to São Paulo in ten hours'],
    ['de', 'Apple Keynote: iPhone Air im Hands-on'],
    ['ja', 'Apple Vision Pro'],
    ['ja', '東京大学、新型半導体開発'],
    ['zh', '人工智能の時代'],
  ])('is still %s: %s', (feed, text) => expect(itemLanguage({ feed, text })).toBe(feed))

  it.each([
    ['en', 'fr', 'Pourquoi les GPU sont si chers en France'],
    ['en', 'fr', 'L’Europe veut ses propres semi-conducteurs'],
    ['en', 'de', 'Warum die Bahn nicht mehr pünktlich wird'],
    ['en', 'ja', '東京大学が新型半導体を開発'],
    ['en', 'zh', '华为发布新款手机芯片'],
    ['en', 'ru', 'Почему это не работает и что с этим делать'],
    ['fr', 'en', 'Why the chips are so expensive in Europe'],
    ['ja', 'en', 'Why the chips are so expensive in Japan'],
    ['nb', 'en', 'Why the chips are so expensive in Norway'],
    ['en', 'fr', 'L’IA qu’Apple n’aime pas'],
    ['en', 'fr', "'Pourquoi' ou 'toujours' ?"],
    ['zh', 'ja', 'これは新しい半導体のニュースです'],
    ['ja', 'zh', '他们说这是今年最重要的消息，因为公司已经决定在明年春天关闭全部工厂，员工都不知道以后怎么办'],
  ])('is not %s but %s: %s', (feed, lang, text) => expect(itemLanguage({ feed, text })).toBe(lang))

  it.each([
    ['no', 'Den nye er ikke for alle, men det er den som er med i dag'],
    ['nb', 'Den nye er ikke for alle, men det er den som er med i dag'],
    ['nn', 'Ho er ikkje heime, og det veit alle som er her'],
    ['da', 'Den nye er ikke for alle, men det er den som er med i dag'],
    ['gl', 'O novo goberno non quere falar do que pasou onte'],
    ['gl', 'Os veciños de Vigo piden máis trens para a costa'],
    ['pt', 'Ele disse que a nova lei entra em vigor para todos'],
    ['es', 'Barcelona es una ciudad de la costa'],
    ['ca', 'La casa de la costa de Barcelona'],
    ['id', 'Kerajaan akan membuka sekolah pada tahun depan'],
    ['ms', 'Pemerintah akan membuka sekolah pada tahun depan'],
    ['cs', 'To je ten a ta je tu'],
    ['sk', 'To je ten a ta je tu'],
    ['bg', 'Нова цена за бензин на пазара'],
    ['mk', 'Нова цена за бензин на пазарот'],
    ['be', 'Новы закон на мове краіны'],
    ['hr', 'Vlada je odlučila da se to ne radi'],
    ['sr', 'Vlada je odlučila da se to ne radi'],
    ['af', 'Die nuwe wet is van krag in Kaapstad'],
  ])('does not go from %s to a relative: %s', (feed, text) => expect(itemLanguage({ feed, text })).toBe(feed))

  it.each([
    ['lb', 'Déi nei Regierung huet d’Gesetz iwwer d’Steieren an der Chamber gestëmmt'],
    ['oc', 'Lo novèl govèrn a decidit de far una lei per las lengas de la region'],
    ['mr', 'नवीन कायदा आजपासून लागू होणार आहे'],
    ['yi', 'די נייע רעגירונג האט געמאכט א געזעץ'],
  ])('is believed where we do not know it: %s', (feed, text) => expect(itemLanguage({ feed, text })).toBe(feed))
})

describe('a language tag', () => {
  it.each([
    ['fr', 'fr'],
    ['FR', 'fr'],
    [' fr-FR\n', 'fr-fr'],
    ['fr_FR', 'fr-fr'],
    ['fr_FR.UTF-8', 'fr-fr'],
    ['de_DE@euro', 'de-de'],
    ['zh-Hant-TW', 'zh-hant-tw'],
    ['zh-cmn-Hans', 'zh-hans'],
    ['es-419', 'es-419'],
    ['de-DE-1996', 'de-de-1996'],
    ['nb', 'nb'],
    ['no', 'no'],
    ['iw', 'he'],
    ['fr-fr-fr', 'fr'],
    ['fra', 'fr'],
    ['fre', 'fr'],
    ['eng', 'en'],
    ['eng-GB', 'en-gb'],
    ['deu', 'de'],
    ['ger', 'de'],
    ['jpn', 'ja'],
    ['gsw', 'gsw'],
    ['french', 'fr'],
    ['English', 'en'],
    ['English (US)', 'en'],
    ['Français', 'fr'],
    ['Deutsch', 'de'],
    ['日本語', 'ja'],
    ['Norwegian', 'no'],
    ['en-us, fr', 'en-us'],
    ['en;q=0.8', 'en'],
    ['fr/en', 'fr'],
    ['French, English', 'fr'],
    ['x-default, fr', 'fr'],
    ['x-default', undefined],
    ['und', undefined],
    ['und-Latn', undefined],
    ['mul', undefined],
    ['zxx', undefined],
    ['mis', undefined],
    ['i-default', undefined],
    ['a', undefined],
    ['Klingonese', undefined],
    ['1', undefined],
    ['fr-<script>', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('“%s” is %s', (written, tag) => expect(languageTag(written)).toBe(tag))

  it('is found in no time in a text that goes on', () => {
    expect(languageTag('x,'.repeat(1_000_000))).toBeUndefined()
    expect(languageTag(`fr-${'a-'.repeat(1_000_000)}`)).toBeUndefined()
  })
})
