import { defineConfig } from 'vitest/config'

// What is tested here is plain functions: without the plugins of the build they start at once.
export default defineConfig({ test: { include: ['src/**/*.test.ts'] } })
