import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const at = (path: string) => new URL(path, import.meta.url).pathname

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      main: at('./src/main.ts'),
      wrangler: { configPath: at('../wrangler.toml') },
      miniflare: {
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
  test: { include: ['test/**/*.test.ts'], setupFiles: [at('./test/setup.ts')] },
})
