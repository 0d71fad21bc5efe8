/** What headlines say that tell of no event but of things to buy: they share names and words with all that is about those. */
const OFFERS: readonly RegExp[] = [
  /\b(?:bons? plans?|promos?|promotions?|offerts?|offertes?|remises?|soldes?|code promo|meilleurs? (?:prix|offres?)|plus bas prix|précommand\w+|rabais)\b/iu,
  /\b(?:deals|discounts?|coupons?|pre-?orders?|lowest price|on sale|best price|gift guide)\b|% off\b|[$£€]\d+ off\b|\bsave (?:up to )?[$£€\d]|\bdeal:/iu,
  /(?:^|\s)-\s?\d+\s?%/u,
  /\b(?:vs\.?|versus|comparatif|notre sélection|top \d+|les \d+ meilleur\w*|prise en main|on a testé)\b|^test\b/iu,
  /\b(?:how to watch|hints and answers|\d+ best)\b|\breview:|\bbest .{0,40}\b(?:of|for|in) 20\d\d/iu,
]
const MAX_LENGTH = 300

/** Whether a headline is of an offer, a comparison or a guide, and so of no event that others could report. */
export function isOffer(title: string): boolean {
  const read = title.slice(0, MAX_LENGTH)
  return OFFERS.some((genre) => genre.test(read))
}
