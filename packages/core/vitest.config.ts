import { defineConfig } from 'vitest/config'

// Pure: a file leaves nothing behind that another could see.
export default defineConfig({ test: { include: ['src/**/*.test.ts'], isolate: false } })
