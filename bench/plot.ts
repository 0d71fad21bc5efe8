/** Drawings of what costs how much against how many there are: SVG that can be read on light and on dark. */
import { scaleLog } from 'd3-scale'
import { line } from 'd3-shape'
import type { Point } from './results.ts'
import { shown } from './table.ts'

const [WIDTH, HEIGHT] = [760, 420]
const MARGIN = { left: 70, right: 250, top: 44, bottom: 48 }
/** Told apart by who sees no colours, too: each has a mark of its own at its points, and its name at its end. */
const COLOURS = ['#3b7dd8', '#c2571a', '#2f8f5b', '#9a4fc4', '#b0852a', '#c43d6b', '#4a8f9e', '#7a7a7a']
const NAMES_APART = 15

/** All series against a number of something; both scales are logarithmic, so that equal steps are equal ratios. */
export function plot(title: string, along: string, points: readonly Point[]): string {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ ms }) => ms)]
  const x = scaleLog()
    .domain([Math.min(...xs), Math.max(...xs)])
    .range([MARGIN.left, WIDTH - MARGIN.right])
  const y = scaleLog()
    .domain([Math.min(...ys) / 1.5, Math.max(...ys) * 1.5])
    .range([HEIGHT - MARGIN.bottom, MARGIN.top])
  const series = [...Map.groupBy(points, (point) => point.series)].map(([name, of]) => ({
    name,
    of: of.toSorted((a, b) => a.x - b.x),
  }))
  const ends = labelPlaces(series.map(({ of }) => y(of.at(-1)?.ms ?? 1)))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>
  text { font: 12px system-ui, sans-serif; fill: #333 }
  .title { font-size: 15px; font-weight: 600 }
  .grid { stroke: #8888; stroke-width: .5 }
  path { fill: none; stroke-width: 2 }
  @media (prefers-color-scheme: dark) { text { fill: #ddd } }
</style>
<text class="title" x="${MARGIN.left}" y="22">${title}</text>
${decades(x.domain())
  .map((at) => tick(x(at), `M${x(at)},${MARGIN.top}V${HEIGHT - MARGIN.bottom}`, shownCount(at), 'x'))
  .join('\n')}
${decades(y.domain())
  .map((at) =>
    tick(y(at), `M${MARGIN.left},${y(at)}H${WIDTH - MARGIN.right}`, `${shown(at).replace(/\.?0+$/, '')} ms`, 'y'),
  )
  .join('\n')}
<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${along}</text>
${series
  .map(({ name, of }, i) =>
    drawn(
      name,
      of.map((point) => [x(point.x), y(point.ms)] as const),
      ends[i] ?? 0,
      i,
    ),
  )
  .join('\n')}
</svg>
`
}

function drawn(name: string, places: readonly (readonly [number, number])[], end: number, i: number): string {
  const colour = COLOURS[i % COLOURS.length]
  const path = line()(places.map(([x, y]) => [round(x), round(y)]))
  const dots = places.map(([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${colour}"/>`).join('')
  const [lastX] = places.at(-1) ?? [0]
  return `<path d="${path}" stroke="${colour}"/>${dots}
<text x="${round(lastX) + 10}" y="${round(end) + 4}"><tspan fill="${colour}">● </tspan>${name}</text>`
}

function tick(at: number, path: string, label: string, axis: 'x' | 'y'): string {
  const place =
    axis === 'x'
      ? `x="${round(at)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle"`
      : `x="${MARGIN.left - 8}" y="${round(at) + 4}" text-anchor="end"`
  return `<path class="grid" d="${path.replace(/[\d.]+/g, (number) => String(round(Number(number))))}"/><text ${place}>${label}</text>`
}

/** Powers of ten within a domain. */
function decades([from = 1, to = 1]: readonly number[]): number[] {
  const [first, last] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)]
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i))
}

/** Where names stand beside the ends of their lines, none upon another. */
function labelPlaces(wanted: readonly number[]): number[] {
  const places = [...wanted]
  const order = wanted.map((_, i) => i).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  for (const [n, i] of order.entries()) {
    const above = places[order[n - 1] ?? -1]
    if (above !== undefined) places[i] = Math.max(places[i] ?? 0, above + NAMES_APART)
  }
  return places
}

function shownCount(value: number): string {
  return value.toLocaleString('en')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
