import { expect, it } from 'vitest'
import { type Features, featuresOf } from '../../src/stories/features.ts'
import { featuresKept, keptFeatures } from '../../src/stories/kept-features.ts'

const LEAD = 'The firm said on Tuesday that it would raise $7 billion for its plants in Dresden, Arizona and Kumamoto.'

/** Lists whose order tells nothing are put in order. */
function inOrder({ names, rubric, ...rest }: Features) {
  return { ...rest, names: names.toSorted(), rubric: rubric.toSorted() }
}

it.each([
  { title: 'TSMC raises $7 billion for GPT-5 chips', lang: 'en', url: 'https://news.example/1' },
  { title: 'Rennes. Le marché de Noël revient samedi', lang: 'fr' },
  { title: 'AI中国 and Σοφίας: «OpenAI’s» plan', lang: 'en', url: 'https://news.example/2' },
  { title: '', lang: 'en' },
  { title: '{"title":1}', lang: 'de' },
])('keeps what articles are compared by: $title', ({ title, lang, url }) => {
  const article = { title, summary: LEAD, lang, categories: [], ...(url === undefined ? {} : { url }) }
  const features = featuresOf(article, '')
  expect(inOrder(featuresKept(keptFeatures(features)))).toEqual(inOrder(features))
})

it('keeps an outlet of several lines', () => {
  const features = { ...featuresOf({ title: 'A title', summary: '', categories: [] }, ''), outlet: 'One\n\nTwo' }
  expect(featuresKept(keptFeatures(features))).toEqual(features)
})

it('reads what older versions kept', () => {
  const features = featuresOf({ title: 'Six missing as ship hits bridge', summary: LEAD, categories: [] }, '')
  expect(featuresKept(JSON.stringify(features))).toEqual(features)
})

it('is much shorter than JSON', () => {
  const lead = 'A container ship without power hit one of the pillars of the Harlow Point bridge early on Tuesday. '
  const features = featuresOf(
    { title: 'Six Missing As Ship Hits Harlow Bridge', summary: lead.repeat(4), categories: [] },
    '',
  )
  expect(keptFeatures(features).length).toBeLessThan(JSON.stringify(features).length * 0.6)
})
