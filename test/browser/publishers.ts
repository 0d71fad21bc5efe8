import { type Article, rss } from '../support/feeds.ts'
import type { Origin } from '../support/origin.ts'
import { COLUMN, HEADLINES } from './headlines.ts'
import { picture } from './picture.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** The moment to which the hours of the headlines count back. */
export const NOON = Date.parse('2026-11-01T12:00:00Z')

/** An article that all outlets have. */
export const TOLD_EVERYWHERE = 'Orvane picks Dunkirk for a 4.2 billion euro chip plant'
/** The article that is edited, as it was first. */
export const EDITED = 'The quiet return of the village telephone box'
/** The end of the title of the article whose HTML means harm. */
export const HOSTILE = 'article that means harm'

export interface Publisher {
  /** Texts of the edited article, in turn. */
  readonly edits: readonly string[]
  edit(text: string): void
  /** One more article of The Meridian, of a moment. */
  publish(title: string, at: number): void
}

/** What tells the time, and lets it pass. */
export interface Passing {
  now(): number
  advance(ms: number): void
}

/** Who publishes what in the world: answers by the time that `clock` tells, and each answer takes some of it. */
export function publishing(origin: Origin, busy: Origin, clock: Passing): Publisher {
  let answers = 0
  const now = () => {
    answers += 1
    clock.advance(40 + ((answers * 67) % 180))
    return clock.now()
  }
  const more: Article[] = []
  let text = ''
  for (const [nth, [id, headlines]] of Object.entries(HEADLINES).entries()) {
    const french = ['le-fil', 'quai-nord', 'la-puce'].includes(id)
    const lang = french ? 'fr' : 'en'
    const dated = headlines.map((headline, i) => {
      const at = NOON - headline.hoursAgo * HOUR
      const picturePath = `/pictures/${id}-${i}.png`
      if (headline.picture === true) origin.serve(picturePath, png(nth * 5 + i * 7 + 1))
      const of = (html: string): Article => ({
        title: headline.title,
        guid: `${id}-${i}`,
        link: `https://${id}.example/${i}`,
        date: new Date(at).toUTCString(),
        html,
        ...(headline.picture === true ? { picture: origin.url + picturePath } : {}),
      })
      return { at, of, headline }
    })
    origin.serve(`/${id}`, () => {
      const moment = now()
      const out = dated
        .filter(({ at }) => at <= moment)
        .map(({ of, headline: { title, lead } }) =>
          of(bodyOf(lead, /Orvane/.test(title) ? LONG[id] : undefined, title === EDITED ? text : '')),
        )
      return { body: rss([...(id === 'meridian' ? more : []), ...out, ...adsOf(id)], { lang, title: id }) }
    })
  }
  origin.serve('/column', () => ({ body: rss(columns(now()), { title: 'Column' }) }))
  origin.serve('/hostile', () => ({ body: rss([hostile(origin.url)], { title: 'Harm' }) }))
  origin.serve('/wide.png', png(3, 1600, 200))
  origin.serve('/torn', { body: torn() })
  const mill = { body: rss([article('The mill has a new wheel', 'old-mill', 140)]) }
  origin.serve('/new-mill', mill)
  origin.serve('/old-mill', () =>
    now() < NOON - 2 * DAY ? mill : { status: 301, headers: { Location: `${origin.url}/new-mill` } },
  )
  origin.serve('/broken', () =>
    now() < NOON - 2 * DAY
      ? { body: rss(RADIO.map((title, i) => article(title, 'broken', 60 + i * 21))) }
      : { status: 503, body: 'The database is asleep' },
  )
  busy.serve('/busy', { status: 429, headers: { 'Retry-After': '7200' } })
  return {
    edits: [
      'Forty councils have put in a line again.',
      'Forty-three councils have put in a line again, and two of them a bookshelf.',
    ],
    edit: (words) => {
      text = words
    },
    publish: (title, at) =>
      void more.unshift({
        title,
        guid: title,
        link: `https://meridian.example/${more.length}-more`,
        date: new Date(at).toUTCString(),
        html: '<p>It came while you were reading.</p>',
      }),
  }
}

/** What a station had on, before its server fell silent. */
const RADIO = [
  'Radio: the last broadcast from the lightship',
  'An hour of fog signals, in stereo',
  'The shipping forecast, read by its first listener',
  'How a valve set heard the moon',
  'Morse for beginners, third lesson',
]

const png = (seed: number, width?: number, height?: number) => ({
  body: picture(seed, width, height),
  headers: { 'Content-Type': 'image/png' },
})

function article(title: string, id: string, hoursAgo: number): Article {
  const date = new Date(NOON - hoursAgo * HOUR).toUTCString()
  return { title, guid: title, link: `https://${id}.example/${hoursAgo}`, date, html: `<p>${title}.</p>` }
}

/** Longer texts, of the articles that all outlets have; others have no more than their first sentence, as many feeds do. */
const LONG: Readonly<Record<string, string>> = {
  'le-fil': `<p>Le site, une friche de quarante hectares derrière le terminal méthanier, a été préféré à Rostock et à Gênes. L’État apporte
900 millions d’euros, sous réserve de l’accord de Bruxelles.</p><h2>Un chantier de trois ans</h2><p>Les pieux seront battus dès mars. L’eau, dont
la gravure est gourmande, viendra pour les deux tiers d’une station d’épuration.</p><blockquote><p>« Nous cherchions un quai, du courant et des
soudeurs. Nous avons trouvé les trois. »</p></blockquote><ul><li>2027 : salles blanches</li><li>2028 : premières machines</li><li>2029 :
production</li></ul>`,
  meridian: `<p>The site, forty hectares of wasteland behind the gas terminal, was preferred to Rostock and Genoa. The state pays 900 million euros, if
Brussels agrees.</p><h2>Three years of building</h2><p>Piles will be driven from March. Two thirds of the water, of which etching takes much, will
come from a sewage works.</p><blockquote><p>“We looked for a quay, a current and people who can weld. We found all three.”</p></blockquote>`,
}

function bodyOf(lead: string, more: string | undefined, added: string): string {
  return `<p>${lead}</p>${added === '' ? '' : `<p>${added}</p>`}${more ?? ''}`
}

/** What filters hide. */
function adsOf(id: string): Article[] {
  if (id === 'la-puce') return [article('Bon plan : un casque à moitié prix', id, 17)]
  return id === 'chipwatch' ? [article('Deal of the day: a soldering iron', id, 18)] : []
}

/** Two a week, for half a year. */
function columns(now: number): Article[] {
  const all = Array.from({ length: 52 }, (_, i) => ({
    ...article(`${COLUMN[i % COLUMN.length] ?? ''} (${52 - i})`, 'column', 150 + i * 84),
    html: '<p>A column about what the week has left on the shelf.</p>',
  }))
  return all.filter(({ date }) => Date.parse(date ?? '') <= now)
}

/** Cut off in the middle, with a mark that is no XML. */
function torn(): string {
  const whole = rss([article('Un moulin & sa farine', 'torn', 120), article('Le bac reprend du service', 'torn', 125)])
  return whole.replace('&amp;', '&').replace('</channel></rss>', '')
}

/** All that a publisher could try on a page. */
function hostile(origin: string): Article {
  return {
    title: `<script>alert("title")</script> & an <em>emphatic</em> ${HOSTILE}`,
    guid: 'hostile-1',
    link: 'https://hostile.example/1?"><script>alert(1)</script>',
    date: new Date(NOON - 40 * HOUR).toUTCString(),
    html: `<script>document.title = 'taken over'</script><img src="${origin}/wide.png" width="1600" onerror="alert(1)">
<style>body { display: none }</style><link rel="stylesheet" href="${origin}/evil.css"><base href="https://evil.example/">
<p style="position:fixed;inset:0;width:5000px" onclick="alert(1)" id="main" class="skip">A paragraph that wants the whole screen.</p>
<a href="javascript:alert(1)">A link that is script</a> <iframe src="https://evil.example/frame"></iframe>
<form action="https://evil.example/"><input name="q" autofocus><button>Search</button></form>
<h1>A second title</h1><h4>A heading too deep</h4><p>${'Unbreakable'.repeat(40)}</p>
<table><tr>${'<td>a wide cell of a wide table</td>'.repeat(20)}</tr></table><pre>${'a line that never ends '.repeat(30)}</pre>
<ul>text <li>one<li>two</ul></article></main><p dir="rtl" lang="ar">نص من اليمين إلى اليسار</p><svg onload="alert(1)"></svg>
<meta http-equiv="refresh" content="0;url=https://evil.example/"><marquee>moving</marquee><video src="${origin}/none.mp4" autoplay></video>`,
  }
}
