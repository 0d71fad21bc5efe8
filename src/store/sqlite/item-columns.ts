import type { Article, Candidate } from '../../model/item.ts'

/** What of a candidate an item shows, by the names of the statements that write it. */
export function columnsOf({ article, identity, labels, boost }: Candidate) {
  return {
    substance: identity.substance,
    labels: JSON.stringify(labels),
    boost,
    ...contentColumns(article),
  }
}

/** What an article says. */
export function contentColumns(article: Article) {
  return {
    updatedAt: article.updatedAt ?? null,
    lang: article.lang ?? null,
    host: article.url === undefined ? null : new URL(article.url).hostname,
    url: article.url ?? null,
    image: article.image ?? null,
    title: article.title,
    authors: JSON.stringify(article.authors),
    categories: JSON.stringify(article.categories),
    enclosures: JSON.stringify(article.enclosures),
    summary: article.summary,
    contentHtml: article.contentHtml,
    extras: article.extras === undefined ? null : JSON.stringify(article.extras),
  }
}
