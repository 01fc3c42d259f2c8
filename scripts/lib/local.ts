import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root, with a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the local databases are, below the root. The browser tests keep their own. */
export const STATE = process.env['JICENG_STATE'] ?? '.wrangler/state'

/** What the browser tests look at, and where its databases are. */
export const E2E_PORT = process.env['E2E_PORT'] ?? '8797'
export const E2E_STATE = `.wrangler/e2e/${E2E_PORT}`

/** Silences every look-up the tools would make outside. */
export const quiet = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  TURBO_TELEMETRY_DISABLED: '1',
}

/**
 * The secret that signs session cookies here: made on the first start, kept out of git. The file also says that the
 * product runs on one machine, which opens the local-only doors; a deployment has no such file.
 */
export function localSecret(): string {
  const file = `${root}.dev.vars`
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const secret = /^AUTH_SECRET="([0-9a-f]+)"$/m.exec(text)?.[1] ?? randomBytes(32).toString('hex')
  const wanted = `ENVIRONMENT="local"\nAUTH_SECRET="${secret}"\n`
  if (text !== wanted) writeFileSync(file, wanted, { mode: 0o600 })
  return secret
}
