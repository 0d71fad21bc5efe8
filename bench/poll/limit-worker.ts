/** The parse worker of limit.ts: gzipped bytes in, rows out. */
import { parentPort } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { scan } from './scan.ts'

parentPort?.on('message', ({ id, body }: { id: number; body: Uint8Array }) => {
  parentPort?.postMessage({ id, items: scan(gunzipSync(body).toString()) })
})
