import { setFlagsFromString } from 'node:v8'

/** What V8 is told to hold back by: of itself it collects garbage once there is as much of it as of anything else. */
export const HEAP_FLAGS = ['--heap-growing-percent=30', '--max-semi-space-size=8'] as const

/** Has this process hold a third less memory, for some per cent more of processor time; before it has allocated much. */
export function boundHeap(): void {
  for (const flag of HEAP_FLAGS) setFlagsFromString(flag)
}
