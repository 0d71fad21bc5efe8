import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A picture of hills under a sky as PNG, some kB; each `seed` has colours and a skyline of its own. */
export function picture(seed: number, width = 480, height = 270): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits, a palette, nothing interlaced.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette(seed)),
    chunk('IDAT', deflateSync(rows(seed, width, height), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SKY = 24
const HILLS = 4

/** The sky from above to below, then the hills from the farthest to the nearest, then a sun. */
function palette(seed: number): Buffer {
  const hue = (seed * 47) % 360
  const sky = Array.from({ length: SKY }, (_, i) => rgb(hue, 0.45, 0.62 + (0.3 * i) / SKY))
  const hills = Array.from({ length: HILLS }, (_, i) => rgb((hue + 25) % 360, 0.35, 0.52 - 0.12 * i))
  return Buffer.from([...sky, ...hills, rgb((hue + 180) % 360, 0.7, 0.85)].flat())
}

function rows(seed: number, width: number, height: number): Buffer {
  const all = Buffer.alloc((width + 1) * height)
  const sun = { x: width * (0.2 + ((seed * 29) % 60) / 100), y: height * 0.32, r: height * 0.11 }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const inSun = (x - sun.x) ** 2 + (y - sun.y) ** 2 < sun.r ** 2
      const hill = hillAt(seed, x / width, y / height)
      const sky = inSun ? SKY + HILLS : Math.min(SKY - 1, Math.floor((y / height) * 1.4 * SKY))
      all[y * (width + 1) + 1 + x] = hill === undefined ? sky : SKY + hill
    }
  return all
}

/** The nearest hill at a place of the picture (0 to 1 each way). */
function hillAt(seed: number, x: number, y: number): number | undefined {
  for (let hill = HILLS - 1; hill >= 0; hill -= 1) {
    const wave = Math.sin(x * (3 + hill * 1.7) + seed * (hill + 1)) + 0.4 * Math.sin(x * 11 + seed + hill * 2)
    if (y > 0.48 + hill * 0.14 + 0.07 * wave) return hill
  }
  return undefined
}

/** Red, green and blue (0 to 255) of a hue in degrees, a saturation and a lightness from 0 to 1. */
function rgb(hue: number, saturation: number, lightness: number): number[] {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  return [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  })
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
