import { parentPort, workerData } from 'node:worker_threads'
import { TributaryError } from '../errors.ts'
import type { Topic } from '../model/feed.ts'
import type { Answer } from './answer.ts'
import { digest, type Fetched } from './digest.ts'

const topics = workerData as readonly Topic[]

parentPort?.on('message', async (fetched: Fetched) => parentPort?.postMessage(await answer(fetched)))
// Loading all of this took its time, which is no document's fault: the clock of the first one starts now.
parentPort?.postMessage('ready')

async function answer(fetched: Fetched): Promise<Answer> {
  try {
    return { kind: 'read', digest: await digest(fetched, topics) }
  } catch (problem) {
    if (problem instanceof TributaryError) return { kind: 'unreadable', message: problem.message }
    return { kind: 'broken', why: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) }
  }
}
