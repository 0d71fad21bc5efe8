/**
 * What a language is known by: first the letters that it has beyond the plain ones of its script (“-”: none), then the
 * commonest words of its headlines and leads, without those that are names as well or that technical prose in any
 * language borrows. Of two that fit alike, the one that stands first is meant.
 */
export const SIGNS: Readonly<Record<string, string>> = {
  en: `- about after against all also amid among an and any are as at back be been before being better between both but
    by called can could days did do does down during each even every find first for from get go good had has have he
    her here him his how if in into is it its just last latest like long made make making many may might more most
    much must new no not now of off on only or other our out over own people returns right run 's says see should
    show since so some still such take than that the their them then there these they this those through time to
    today too two under until up used using want was way we week well were what when where which while who why will
    with within without work working would year years you your`,
  fr: `éèêëàâçùûîïôœ alors ans après au aucun aussi autre autres aux avait avant avec avoir avril à baisse bien c' ce
    celle celui ces cet cette chez comme comment contre ça d' dans de depuis dernier dernière des deux déjà désormais
    dont du elle elles en encore entre entreprises est et été être faire fait faut février grâce hausse ici il ils j'
    jamais janvier je jeux jour jours juillet juin jusqu' l' la le les leur leurs lors mais même moins mois n' ne ni
    nos notre nous nouveau nouveaux nouvelle nouvelles novembre octobre on ont ou où par pas pendant peu peut peuvent
    plus plusieurs pour pourquoi pourrait premier première prix qu' quand que quelques qui quoi s' sa sans se selon
    semaine septembre ses sécurité si son sont sortie sous sur toujours tous tout toute toutes très un une
    utilisateurs va vers veut voici vos votre vous`,
  es: `áéíóúñü ahora al año así bien cada como con contra cuando de del desde día donde dos durante el ella en entre es
    eso esta estas está están este estos fue gran ha hace hacer han hasta hay juego la las le les lo los más mejor
    mejores mi millones muy nadie ni no nos nueva nuevas nuevo nuevos otra otro para pasado pero personas poco por
    porque puede que se ser si sido sin sobre son su sus también tiene tienen todos tras un una unos vez ya`,
  de: `äöüß aber als am an auch auf aus bei beim bis damit das dass dem den der des die diese dieser doch durch ein eine
    einem einen einer eines er erste es für gegen gibt haben hat heute ihr ihre im immer in ist jetzt kann kein keine
    können man mehr mit muss nach neue neuen nicht noch nun nur oder ohne sein seine sich sie sind so soll um und
    unter über viele vom von vor war warum was wegen wenn werden wie will wir wird wurde zu zum zur zwei zwischen`,
  it: `àèéìòù ad al all' alla alle anche ancora anni c' che ci come con contro cui d' da dai dall' dalla degli dei del
    dell' della delle deve di dopo dove due era essere è fa gli ha hanno il in l' la le lo loro ma mesi nel nell'
    nella nelle nessun non nuova nuovo oggi ogni per più poi può quando quanto questa questi se sempre senza si sia
    solo sono sta stata stati stato su sua sul sulla suoi tutte tutti un un' una vita`,
  pt: `áâãàçéêíóôõú ainda ano anos ao aos as até às bem cada com como contra da das de depois deve diz do dois dos
    durante ele em entre esta está este é foi já lhe mais mas mesmo muito na nas não nesta no nos nova novo numa os
    ou outros para pela pelas pelo pode polícia por quando que quer são se sem ser será seu seus sobre sua tem tempo
    têm toda todos três um uma vai`,
  nl: `ëéïö aan al alle als altijd bij bijvoorbeeld dag dan dat de deze die dit door een eerste en er gaan gaat geen
    grote hebben heeft het hier hij hoe in is jaar je kan komt laatste maar mee meer mensen met moet moeten naar niet
    niets nog of om onder ook op over per sinds staat steeds te tegen toch tot uit van vanaf vandaag veel voor
    wanneer was wat weer wel werd wil worden wordt ze zijn zoals zonder`,
  ru: `ёийщъыьэюя а будет бы были было быть в во все года году для до его за и из или их к как какой которые который
    которых лет ли между может можно мы на не но новый о об он от по под после почему при с своего так то только у
    уже через что это этой я`,
  pl: `ąćęłńóśźż aby ale bez być czy dla dlaczego do ich jak jako jednak jego jest jeśli już każdy które którego lat lub
    ma mają między może można na nie niż nowe nowy od oraz po pod przed przez przy roku są się ta tego tej ten to
    tych tylko we więcej za ze że`,
  uk: `ґєийіїщьюя а або але без була було бути в вже вони всі від для до з за й його коли лише може можна між на не
    немає новий перед при проти під після року років своїх та так у це цього ця через чи чому що щоб я як яка яке
    яких які є і їх її із`,
  ar: `ةىيكأإؤئ التي الذي أن أو أي إلى إن بها بين حول دون ذلك على عن عند غير في فيه فيها قد كان كانت كل كما لا لم له ليس
    ما مع من هذا هذه هي وفي ولا`,
  tr: `çğıöşüâ ama ancak arasında bir böyle bu bunun çok da daha de değil en gibi göre her hiç için iki ile ise kadar
    karşı kendi mı nasıl ne neden olan olarak oldu olduğu olmak olması önce sadece son sonra şekilde şu tarafından
    tüm üzerinde üzerine var ve veya ya yeni yer yok yıl`,
  id: `- ada adalah akan anda atas atau bahwa baru bisa dalam dan dapat dari dengan di harus ini itu juga karena ke
    ketika lebih mengapa mereka oleh pada saat sebagai sebuah secara semua serta tahun tak tanpa telah terhadap tidak
    untuk yang`,
  vi: `àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ bị các cách cả chỉ cho có cũng của hay khi
    không là lại mình một nào này người như những phải ra số sự theo trong và vào về việc với đã để đó được`,
  fa: `پچژگکی از است آن این با باید بر برای به بین تا خود در دیگر را روی شد شده شود می نمی نیست ها های هر همه هیچ و پیش
    کرد کرده کند کنند که یا یک`,
  ur: `ٹڈڑپچژگکںےہھی اس ان اور اپنی اپنے ایک بھی تو جا جس جو سکتا سے لئے لیے میں نہیں نے وہ پر کا کر کرنے کو کوئی کہ کی
    کیا کے گئے ہو ہوئے ہی ہیں ہے یہ`,
  sv: `åäöé alla att av än är år där de del den denna det detta du efter ej eller en ett finns för från genom han har
    hur in ingen inte kan kommer kunde måste med mellan men mer mot när någon nya och om över på säger så sig sin
    sina sitt som till under ut utan vara varför vid vilka`,
  ro: `ăâîșşțţ această acest aceste al ale ani ar are au ca care când cât că ce cu cum dacă de despre din după este fără
    fi fie fost în între la lor lui mai nici nou noua nu pe pentru prin sa sau să se spus sub sunt și toate un unei
    unor unui va`,
  cs: `áčďéěíňóřšťúůýž aby ale bez bude by byl byla bylo být do jak jako je jeho jejich jen ještě jsme jsou když která
    které který let má mezi může na nebo není než od po pod podle pro proč proti před při roku se si své tak také
    tento této to už ve více za ze že`,
  hu: `áéíóöőúüű akár aki alatt amely arra az azt által be csak de egy el ellen ez ezt és ha hogy is itt jó kell ki le
    lehet lesz lett maga magyar már meg miatt miért minden mint most nem nincs olyan pedig sem szerint több után új
    vagy van vannak volt`,
  af: `ëêéèïôû aan ander as by dat deur die dit en het hierdie hoe hom hulle in is jaar kan kon meer met moet na nie
    nuwe of om ook oor op sal se sê sy te teen tot van vir waar wat wees word`,
  be: `ёійўыьэюя ад але без больш была было быў быць гадоў гэта гэтага гэты да дзе для ён з за каб калі на над не ні па
    пасля пры сваю так толькі у ўжо ўсе ці што яго як якая які якія яны і іх`,
  bg: `ийщъьюя ако без беше бъде в вече време всички във година години да до е за защо и или има какво като когато което
    към може на не но от още по повече през при с са само се си срещу със тази тези това този трябва че ще`,
  ca: `àèéíïòóúüç al als amb any anys aquest aquesta aquests ara cap contra d' de del dels després el els en entre està
    és fa fins ha han hi l' la les li més no nou nova per però perquè pot quan que què s' sense ser seu seus seva si
    són també tots un una`,
  da: `æøåé af alle at år blev blevet da de den der det efter eller en er et flere for fra før ham har hvis hvor hvordan
    hvorfor ikke ind kan kun kunne med mellem men mere mod når nu nye og om over på så selv sig siger sin sit skal
    som til ud uden under var ved vil være`,
  et: `äöõüšž aasta aastal aga eest ega ei enne et ja järgi juba ka kas kohta koos kui kuidas kus läbi mida miks mille
    nad nagu need nii ning olla oma on pole rohkem seda see selle siis ta tema uus vaid vastu välja või`,
  eu: `ñ ala arte baina baino bat batean bere berri beste bezala da dago daude dela den dira direla ditu dituzte du duen
    dute egin egiten ere eta ez gabe gainera gehiago gero hau hori horrek ondoren urte urteko zen`,
  fi: `äö aikana ei eivät ennen että hänen he heidän itse ja jälkeen jo joka jonka jos jossa jotka kaikki kanssa koko
    koska kuin kuinka kun mikä miksi mitä mukaan mutta myös ne niin ole oli olisi olla on ovat pois saa se sekä sen
    sitä tai tämä tämän tässä tulee uuden uusi vain voi vuoden vuonna yli`,
  fil: `ñ ako ako'y ang at ay ba bagong dahil dapat din hindi ilang isang ito ka kanilang kanyang kapag kaya kung lamang
    lang mag maging mga mo muna na nang nasa ng ngunit ni nila nito niya`,
  gl: `áéíóúñ anos ao as así á ás cando co como con contra da das de despois do dos en entre esta está este é foi hai
    lle máis na nin no os ou para pero pode pola polo por que se sen ser seu seus sobre son súa tamén ten todo tras
    un unha xa`,
  hr: `čćđšž ali bi bila bilo bio biti će da godine ili iz između je jer još kada kako kao koja koje kojem koji koju li
    mogu može na nakon ne nema nije od ova po pod prema pri prije protiv sa samo se su sve što tako te to uz već više
    za zašto zbog`,
  is: `áðéíóúýþæö af að á ára ef eftir eins ekki er eru eða frá fyrir hafa hann hefur hver í með nýja og sagði segir sem
    sér til um úr var vera verður við yfir þar þau það þá þegar þeirra þess þetta því`,
  lt: `ąčęėįšųūž ar arba bei bet buvo būti daugiau dėl gali ir iš į jau jei jis jo jos jų kad kai kaip kodėl kuris
    metais metų nėra nors nuo pagal per po prieš savo su ši šis tai taip tiek tik už visi yra`,
  lv: `āčēģīķļņšūž ar arī bet bez gada gadā gan ir ja jau kad kas kā kāpēc ko lai nav nevar no par pēc pie pret savu
    starp šis šī šo tas tā tādu tiek tikai to tomēr un uz vai vairāk var viņa visi`,
  mk: `ѓѕијљњќџ ако без беше биде бидејќи веќе во ги го година години да дали е за зошто и или им има ќе како кога кое
    кои кон која меѓу може на не нема но оваа овие од повеќе пред преку при се сите со тоа уште што`,
  ms: `- ada adalah akan anda antara atas atau bagi bahawa baru boleh dalam dan dapat dari daripada dengan di ia ialah
    ini jika juga kepada kerana lebih oleh pada sebagai sebelum secara selepas semasa semua seperti tahun tanpa telah
    tetapi tidak untuk yang`,
  no: `æøåé alle at av år bare ble blir da de den denne det dette du eller en er et etter for fra ha han har hvis hvor
    hvordan hvorfor ikke kan kun kunne må med mellom mer mot når noen nye og også om over på seg sier sin sitt skal
    slik som til under ut uten ved vi være`,
  sk: `áäčďéíĺľňóôŕšťúýž aby aj ako ale alebo bez bol bude by byť či do ešte ich je jeho ktorá ktoré ktorí ktorý majú má
    medzi na nie od po podľa pre prečo pred pri proti rokov roku sa sú tiež to už viac vo za že`,
  sl: `čšž ali bi bila bilo biti bo brez če da do ima in iz je kako kar ker ki kot lahko leta letos med na naj ne ni
    niso od pa po pred pri se so ta tako to tudi več za zakaj zaradi`,
  sq: `ëç dhe do duke edhe është gjatë ishte janë jo ka kanë këtë kjo kundër kur ky mbi me më mos mund në nëse nga një
    nuk para pas për por prej se si sipas të tha tij vetëm`,
  sr: `ђијљњћџčćđšž bila bilo bio će da godine ili je jer još kao koja koji li može na nakon ne nije od ovo posle pre
    protiv sa se su već više za zašto zbog а али би била било био бити већ више године да до за зашто због и из или
    када како као која које који коју ли могу може на након не нема није о ова ове ово од по под пре према против с
    са само све се су у што је јер још ће`,
}
