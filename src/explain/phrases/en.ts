/** What the sentences about an item are made of, in English; those of the other languages have the same names. */
export const en = {
  carries: 'carries it',
  carriesPinned: 'carries it, pinned',
  carriesNot: 'does not carry it',
  noMatch: (part: string) => `does not carry it: ${part === '' ? 'its query' : part} does not match`,
  filtered: 'does not carry it: its query matches, but filters hide it',
  cooler: 'does not carry it: it matches, but other stories are hotter',
  noPlace: (source: string) =>
    `does not carry it: it matches, but newer ones of ${source} have all the places of that source; the feed’s page has it`,
  tooOld: (newer: number, atLeast: boolean, limit: number) =>
    `does not carry it: it matches, but ${atLeast ? 'at least ' : ''}${newer} newer ones stand before it, and the feed holds ${limit}`,
  formerTopic: 'was given to it when it was recorded, and does not match any more',
  matches: 'matches',
  unrecorded: '; it was not given to it when it was recorded',
  aloneByHand: 'is a story of its own, by hand',
  inByHand: 'is in its story by hand',
  alone: 'is a story of its own',
  began: 'began its story',
  joined: (score: string, threshold: string, parts: string) =>
    `joined its story with ${score} of the ${threshold} that it takes: ${parts}`,
  hidOnce: (source: string) => `hid what ${source} carries when it was recorded, and would not any more`,
  notThen: '; it did not when it was recorded',
  hides: (source: string, why: string) => `hides what ${source} carries: ${why}`,
  tags: (label: string) => `tags it “${label}”`,
  boosts: (factor: number) => `multiplies its relevance by ${factor}`,
  hiddenBy: (filter: string, why: string) => `Hidden by the filter “${filter}”: ${why}`,
  words: (count: string) => `${count} words`,
  days: (count: number) => `${count} days`,
  hours: (count: number) => `${count} hours`,
  failed: {
    include: 'it does not match what the filter includes',
    exclude: 'it matches what the filter excludes',
    minWords: 'its text is shorter',
    maxAge: 'it was older than that when it came to us',
  },
  because: (reasons: string) => `: ${reasons}`,
  found: (text: string, field: string) => `“${text}” in the ${field}`,
}
