import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFigures } from './lib/figures.ts'
import { startServer } from './lib/killed-server.ts'
import { root } from './lib/local.ts'

// usage: node scripts/bench-start.ts — `npm start` in a fresh clone, to the printed address, and once more. What is in
// npm's cache already is not fetched again.

const COMMAND = 'node scripts/bench-start.ts'
const PORT = '8799'
const STATE = '.wrangler/state'
const SECOND_MAX = 15
const WHY_SLOW = 'Nothing is built or prepared: what is left is wrangler bundling both Workers and starting workerd.'

const folder = join(mkdtempSync(join(tmpdir(), 'jiceng-')), 'clone')
const cloned = spawnSync('git', ['clone', '--quiet', root, folder], { stdio: 'inherit' })
if (cloned.status !== 0) process.exit(1)

async function seconds(): Promise<number> {
  const from = performance.now()
  const server = await startServer(PORT, STATE, { folder, command: ['npm', 'start', '--silent'] })
  const taken = (performance.now() - from) / 1000
  server.kill()
  return Math.round(taken * 10) / 10
}

const [first, second] = [await seconds(), await seconds()]
const figures = [
  { name: 'first-start-seconds', value: first, unit: 's', target: '≤ 180' },
  {
    ...{ name: 'second-start-seconds', value: second, unit: 's', target: `≤ ${SECOND_MAX}` },
    ...(second > SECOND_MAX ? { why: WHY_SLOW } : {}),
  },
]
rmSync(folder, { recursive: true, force: true })
await writeFigures('bench.json', COMMAND, figures)
