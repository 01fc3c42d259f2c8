// Installs what the lock file names, once. Runs on any Node from 20 with no node_modules, so it uses
// built-ins only. Does nothing when the installation is already the lock file's.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const lock = createHash('sha256')
  .update(readFileSync(root + 'package-lock.json'))
  .digest('hex')
const stamp = root + 'node_modules/.setup-stamp'
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) process.exit(0)

const env = { ...process.env }
// npm hands these to its children, and a nested npm would install into the wrong place because of them.
const inherited =
  /^npm_(package|lifecycle|command|execpath|node_execpath|config_(workspace|prefix|local_prefix|global))/i
for (const name of Object.keys(env)) if (inherited.test(name)) delete env[name]

console.log('Installing packages (first time about a minute) …')
const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
  cwd: root,
  stdio: 'inherit',
  env,
  shell: process.platform === 'win32',
})
if (status !== 0) process.exit(status ?? 1)
writeFileSync(stamp, lock)
