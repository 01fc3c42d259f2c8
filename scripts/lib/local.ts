import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root, with a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the local databases are, below the root. The browser tests keep their own. */
export const STATE = process.env['JICENG_STATE'] ?? '.wrangler/state'

/** Silences every look-up the tools would make outside. */
export const quiet = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  TURBO_TELEMETRY_DISABLED: '1',
}

/** The secret that signs session cookies here: made on the first start, kept out of git. */
export function localSecret(): string {
  const file = `${root}.dev.vars`
  if (!existsSync(file)) writeFileSync(file, `AUTH_SECRET="${randomBytes(32).toString('hex')}"\n`, { mode: 0o600 })
  const secret = /^AUTH_SECRET="([0-9a-f]+)"$/m.exec(readFileSync(file, 'utf8'))?.[1]
  if (secret === undefined) throw new Error('.dev.vars holds no AUTH_SECRET; delete it to have one made')
  return secret
}
