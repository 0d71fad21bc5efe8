import { defineConfig } from 'vitest/config'

/** What needs Chromium. One file after another: what they measure is not to be disturbed by the others. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
})
