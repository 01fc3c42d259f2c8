import { defineConfig } from '@playwright/test'
import { E2E_PORT as PORT, E2E_STATE } from '../scripts/lib/local.ts'
import { chromiumPath } from './tests/chromium.ts'

export default defineConfig({
  testDir: 'tests',
  testMatch: '*.journey.ts',
  timeout: 240_000,
  expect: { timeout: 15_000 },
  // Files side by side: a journey waits for the server more than it works.
  workers: 2,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../.wrangler/e2e-report.json' }]],
  outputDir: '../.wrangler/e2e-results',
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // A step that waits longer has failed; the whole journey's time need not pass first.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    // Without a film: filming every step costs more than the steps.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: await chromiumPath(),
      // Without a locale of its own a machine has no letters for the name of a downloaded file.
      env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
      args: [
        ...['--no-sandbox', '--disable-quic', '--disable-dev-shm-usage', '--disable-background-networking'],
        ...['--disable-component-update', '--no-first-run', '--disable-gpu'],
      ],
    },
  },
  webServer: {
    command: 'node ../scripts/start.ts',
    env: { ...process.env, PORT, JICENG_STATE: E2E_STATE },
    url: `http://127.0.0.1:${PORT}/api/openapi.json`,
    timeout: 240_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
