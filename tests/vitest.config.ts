import { defineConfig } from 'vitest/config'

// Proofs over the whole program: each for some seconds here, in full by the command that writes its figures.
export default defineConfig({
  cacheDir: '../node_modules/.vite/tests',
  test: { root: import.meta.dirname, include: ['**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
})
