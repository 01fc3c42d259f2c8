import { defineConfig } from 'vitest/config'

export default defineConfig({
  // A cache beside the tests would be one more node_modules.
  cacheDir: '../node_modules/.vite/scripts',
  test: { root: import.meta.dirname, include: ['**/*.test.ts'] },
})
