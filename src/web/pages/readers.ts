/** A reader that takes the address of a feed in one of its own. */
export interface Reader {
  readonly name: string
  readonly url: string
}

/** Where common readers subscribe to a feed: those on the web by their own pages, those on this machine by `feed:`. */
export function readersFor(address: string): readonly Reader[] {
  const written = encodeURIComponent(address)
  return [
    { name: 'Feedly', url: `https://feedly.com/i/subscription/feed/${written}` },
    { name: 'Inoreader', url: `https://www.inoreader.com/?add_feed=${written}` },
    { name: 'NewsBlur', url: `https://www.newsblur.com/?url=${written}` },
    { name: 'The Old Reader', url: `https://theoldreader.com/feeds/subscribe?url=${written}` },
    { name: 'feed:', url: address.replace(/^https?:/, 'feed:') },
  ]
}
