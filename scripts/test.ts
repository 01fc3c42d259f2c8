import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { quiet, root } from './lib/local.ts'

// Runs every suite and ends with one line that counts them all. usage: node scripts/test.ts [--all] [suite …]; with
// --all the proofs run in full, by the commands that write their figures.

const OUT = `${root}.wrangler/test`
rmSync(OUT, { recursive: true, force: true })
rmSync(`${root}.wrangler/e2e`, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

type Count = { passed: number; failed: number }
type Suite = { name: string; run(): Promise<Count> }
const env = { ...process.env, ...quiet }

// The small ones wait for each other's clocks and databases more than for a processor: side by side.
const units: Suite[] = ['core', 'workers', 'web', 'scripts', 'tests'].map((name) => ({ name, run: () => vitest(name) }))
const journeys: Suite[] = [{ name: 'journeys', run: playwright }]

const PROOFS: readonly string[] = ['faults', 'isolation', 'kill', 'bench', 'bench-start']
const proofs: Suite[] = PROOFS.map((name) => ({ name, run: () => proof(name) }))

const all = process.argv.includes('--all')
const only = process.argv.slice(2).filter((word) => word !== '--all')
const total: Count = { passed: 0, failed: 0 }
for (const side of [units, journeys, ...(all ? proofs.map((one) => [one]) : [])]) {
  const chosen = side.filter(({ name }) => only.length === 0 || only.includes(name))
  for (const { passed, failed } of await Promise.all(chosen.map(({ run }) => run()))) {
    total.passed += passed
    total.failed += failed
  }
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** Says what it has to say at its end, so that suites that run side by side do not speak at once. */
async function vitest(name: string): Promise<Count> {
  const folder = name === 'core' ? 'packages/core' : name
  const file = `${OUT}/${name}.json`
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const child = spawn('vitest', args, { cwd: `${root}${folder}`, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part))
  const status = await ended(child)
  console.log(`\n── ${name}\n${Buffer.concat(said).toString()}`)
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  return { passed: report.numPassedTests, failed: report.numFailedTests || (status === 0 ? 0 : 1) }
}

async function playwright(): Promise<Count> {
  console.log('\n── journeys')
  const file = `${root}.wrangler/e2e-report.json`
  rmSync(file, { force: true })
  const status = await ended(spawn('playwright', ['test'], { cwd: `${root}web`, env, stdio: 'inherit' }))
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky || (status === 0 ? 0 : 1) }
}

/** A proof in full, one after the other: they measure. It passes when it ends well. */
async function proof(name: string): Promise<Count> {
  console.log(`\n── ${name}`)
  const status = await ended(spawn('node', [`scripts/${name}.ts`], { cwd: root, env, stdio: 'inherit' }))
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function ended(child: ChildProcess): Promise<number> {
  const [status] = (await once(child, 'exit')) as [number | null]
  return status ?? 1
}
