// Adds to pages that work without it: keys, copying, news. It asks nobody but the service it came from.
const NEWS_EVERY_MS = 60_000
const START_AGAIN_MS = 2_000
const NEWEST = 20

const all = (selector) => [...document.querySelectorAll(selector)]
const titles = () => all('main :is(.item, .outlet, .tried) :is(h2, h3) a')
const stillMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** Goes to the title that is `by` further than the one that has the focus. */
function step(by) {
  const links = titles()
  const at = links.findIndex((link) => link.closest('li')?.contains(document.activeElement))
  const next = links[Math.min(links.length - 1, Math.max(0, at === -1 && by < 0 ? 0 : at + by))]
  next?.focus({ preventScroll: true })
  next?.closest('li')?.scrollIntoView({ block: 'center', behavior: stillMotion.matches ? 'auto' : 'smooth' })
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest('li')?.querySelector('h2 a, h3 a')?.click(),
  g: () => scrollTo({ top: 0, behavior: stillMotion.matches ? 'auto' : 'smooth' }),
  '/': () => document.getElementById('q')?.focus(),
  '?': () => document.querySelector('dialog.keys')?.showModal(),
}

addEventListener('keydown', (event) => {
  const typing = event.target instanceof Element && event.target.closest('input, select, textarea, dialog')
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return
  event.preventDefault()
  KEYS[event.key]()
})

for (const button of all('[data-copy]')) {
  // The clipboard is there for pages from https or this machine only.
  if (navigator.clipboard === undefined) continue
  button.hidden = false
  const said = button.textContent
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    button.textContent = button.dataset.done
    setTimeout(() => {
      button.textContent = said
    }, START_AGAIN_MS)
  })
}

/** Says how many articles have come since, beside the page and not in it: nothing that is being read moves. */
async function announce(bar) {
  const answer = await fetch(`${bar.dataset.news}${bar.dataset.news.includes('?') ? '&' : '?'}limit=${NEWEST}`, {
    cache: 'no-cache',
  })
  if (!answer.ok) return
  const { items } = await answer.json()
  const here = new Set(all('[data-ids]').flatMap((item) => item.dataset.ids.split(' ')))
  const known = items.findIndex(({ id }) => here.has(id.replace(/.*\//, '')))
  const count = known === -1 ? items.length : known
  if (count === 0) return
  const link = Object.assign(document.createElement('a'), { href: location.href.replace(/#.*/, '') })
  link.textContent = count === 1 ? bar.dataset.one : bar.dataset.many.replace('#', String(count))
  bar.replaceChildren(link)
}

for (const bar of all('[data-news]')) {
  const look = () => document.visibilityState === 'visible' && announce(bar).catch(() => undefined)
  setInterval(look, NEWS_EVERY_MS)
  document.addEventListener('visibilitychange', look)
}

// The first polls take seconds: what they bring is shown as it comes.
if (document.querySelector('[data-starting]')) setTimeout(() => location.reload(), START_AGAIN_MS)
