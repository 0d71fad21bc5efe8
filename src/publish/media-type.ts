const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/
/** Of files that feeds enclose, by the end of their name. */
const TYPES = new Map(
  Object.entries({
    avif: 'image/avif',
    gif: 'image/gif',
    jpeg: 'image/jpeg',
    jpg: 'image/jpeg',
    m4a: 'audio/mp4',
    m4v: 'video/mp4',
    mov: 'video/quicktime',
    mp3: 'audio/mpeg',
    mp4: 'video/mp4',
    oga: 'audio/ogg',
    ogg: 'audio/ogg',
    ogv: 'video/ogg',
    opus: 'audio/ogg',
    pdf: 'application/pdf',
    png: 'image/png',
    torrent: 'application/x-bittorrent',
    wav: 'audio/wav',
    webm: 'video/webm',
    webp: 'image/webp',
    zip: 'application/zip',
  }),
)

/** The media type of an enclosure: as it was written where that is one, or what its name says; each must have one. */
export function mediaTypeOf(url: string, written: string | undefined): string {
  const type = written?.trim().toLowerCase()
  if (type !== undefined && MEDIA_TYPE.test(type)) return type
  const [, ending = ''] = /\.(\w+)$/.exec(new URL(url).pathname) ?? []
  return TYPES.get(ending.toLowerCase()) ?? 'application/octet-stream'
}
