import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Servers of recipients as they are met: named by the first label of their host, reached by the real fetch. */
const receivers = (request: Request): Response => {
  switch (new URL(request.url).hostname.split('.')[0]) {
    case 'ok':
      return new Response('{"received":true}')
    case 'moved':
      return new Response(null, { status: 307, headers: { location: 'http://127.0.0.1:8787/api/local/mails' } })
    case 'gone':
      return new Response(null, { status: 410 })
    case 'busy':
      return new Response('later', { status: 429, headers: { 'retry-after': '7200' } })
    case 'huge':
      return new Response(new Uint8Array(10_000_000).fill(65))
    case 'hangs':
      return new Promise<Response>(() => undefined) as unknown as Response
    default:
      throw new Error('no such host')
  }
}

const at = (path: string) => new URL(path, import.meta.url).pathname

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      main: at('./src/main.ts'),
      wrangler: { configPath: at('../wrangler.toml') },
      miniflare: {
        outboundService: receivers,
        // One more database, for migrations to be tried on.
        d1Databases: { EMPTY: 'empty' },
        bindings: {
          AUTH_SECRET: 'a secret of the tests, 32 characters at least',
          ENVIRONMENT: 'local',
          SLOT_COUNT: 3,
          DIRECTORY_MIGRATIONS: await readD1Migrations(at('../migrations/directory')),
          TENANT_MIGRATIONS: await readD1Migrations(at('../migrations/tenant')),
        },
      },
    })),
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [at('./test/setup.ts')],
    // One workerd for all files: starting one for each took twice the time of the tests.
    ...{ isolate: false, fileParallelism: false },
    // Hashing passwords takes a while by intent, on a busy machine many seconds.
    ...{ testTimeout: 60_000, hookTimeout: 60_000 },
  },
})
