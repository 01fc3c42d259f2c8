import { readFileSync, writeFileSync } from 'node:fs'

// The pool of district databases in wrangler.toml: everything below the mark is written by this script.
// usage: node scripts/wrangler-pool.ts COUNT

const MARK = '# ---- pool of district databases, written by scripts/wrangler-pool.ts'
const file = new URL('../wrangler.toml', import.meta.url)
const count = Number(process.argv[2])
if (!Number.isInteger(count) || count < 1 || count > 4900) throw new Error('usage: wrangler-pool.ts COUNT (1 to 4900)')

const block = (slot: number): string => {
  const name = String(slot).padStart(4, '0')
  return `[[d1_databases]]
binding = "TENANT_${name}"
database_name = "jiceng-tenant-${name}"
database_id = "00000000-0000-0000-0001-${String(slot).padStart(12, '0')}"
migrations_dir = "migrations/tenant"
`
}

const head = readFileSync(file, 'utf8').split(MARK)[0]!
const pool = Array.from({ length: count }, (_, index) => block(index + 1)).join('\n')
writeFileSync(file, `${head}${MARK}\n\n${pool}`)
