import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Those in test/browser need Chromium: `npm run test:browser`.
  test: { include: ['test/**/*.test.ts'], exclude: ['test/browser/**'], testTimeout: 30_000 },
})
