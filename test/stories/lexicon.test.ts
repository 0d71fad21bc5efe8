import { describe, expect, it } from 'vitest'
import { conceptsIn } from '../../src/stories/lexicon.ts'

/** A concept, and sentences of our own that speak of it. */
const SAME: readonly (readonly [key: string, french: readonly string[], english: readonly string[]])[] = [
  ['c:chip', ['Des puces rares', 'les semi-conducteurs', 'un semiconducteur'], ['Rare chips', 'the semiconductor']],
  ['e:layoff', ['500 licenciements', 'elle licencie'], ['500 layoffs', 'It lays off many', 'job cuts']],
  [
    'e:acqui',
    ['Le rachat de Acme', 'Acme rachète Foo', 'l’acquisition'],
    ['Acme acquires Foo', 'a takeover', 'buys Foo'],
  ],
  ['e:fine', ['une amende', 'des amendes'], ['a fine', 'fined by the court']],
  ['e:investigat', ['une enquête ouverte', 'enquêtent'], ['a probe', 'investigators', 'an inquiry']],
  ['e:attack', ['une attaque', 'attaqués'], ['an attack', 'attacked']],
  ['e:election', ['les élections', 'un scrutin'], ['the elections', 'voters']],
  ['c:supreme_court', ['la Cour suprême'], ['the Supreme Court']],
  ['e:approve', ['donne son feu vert'], ['gives the green light', 'approves']],
  ['c:datacenter', ['des centres de données'], ['data centres', 'a data center']],
  ['p:germany', ['en Allemagne', 'deux Allemandes'], ['in Germany', 'a German firm']],
  ['p:iran', ['des Iraniennes'], ['Iranian women']],
  ['p:united_states', ['aux États-Unis', 'une Américaine'], ['in the US', 'the U.S. economy', 'Americans']],
  ['p:white_house', ['la Maison-Blanche'], ['the White House']],
  ['p:european_union', ['la Commission européenne', 'l’UE'], ['the European Commission', 'the EU']],
  ['p:south_korea', ['en Corée du Sud', 'le sud-coréen'], ['in South Korea', 'South Korean']],
  ['p:united_nations', ['l’ONU', 'les Nations unies'], ['the UN', 'United Nations']],
  ['p:nato', ['l’OTAN'], ['NATO']],
]

describe('the concepts of a text', () => {
  it.each(SAME.flatMap(([key, french]) => french.map((text) => [text, key])))('in French: %s: %s', (text, key) => {
    expect(conceptsIn(text, 'fr')).toContain(key)
  })

  it.each(SAME.flatMap(([key, , english]) => english.map((text) => [text, key])))('in English: %s: %s', (text, key) => {
    expect(conceptsIn(text, 'en')).toContain(key)
  })

  it('are what capitals mean, and not the small words', () => {
    expect(conceptsIn('They told us who it was', 'en')).toEqual([])
    expect(conceptsIn('The WHO warns', 'en')).toContain('p:world_health_organization')
  })

  it('are the longest phrase: a green light is no light', () => {
    expect(conceptsIn('feu vert', 'fr')).toEqual(['e:approve'])
    expect(conceptsIn('North Korea', 'en')).toEqual(['p:north_korea'])
  })

  it('are not read in a language that the lexicon does not have, nor in the other one', () => {
    expect(conceptsIn('Die Puces von Paris', 'de')).toEqual([])
    expect(conceptsIn('puces', undefined)).toEqual([])
    expect(conceptsIn('licenciements', 'en')).toEqual([])
  })

  it('are no parts of names, which French alone tells by their capitals', () => {
    expect(conceptsIn('Que vaut Burger King à Lyon', 'fr')).toEqual([])
    expect(conceptsIn('Ce roi et son jeu. Guerre ouverte', 'fr')).toEqual(['c:king', 'c:game', 'c:war', 'e:open'])
    expect(conceptsIn('La folie du Bitcoin en Chine, selon un PDG', 'fr')).toEqual(['p:bitcoin', 'p:china', 'c:ceo'])
  })

  it('come each once, of bounded text', () => {
    expect(conceptsIn('puce puces puce', 'fr')).toEqual(['c:chip'])
    const started = performance.now()
    expect(conceptsIn('feu vert '.repeat(100_000), 'fr')).toEqual(['e:approve'])
    expect(performance.now() - started).toBeLessThan(500)
  })
})
