import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { E2E_STATE, quiet, root } from './lib/local.ts'

// Runs every suite and ends with one line that counts them all. usage: node scripts/test.ts [--all] [suite …]; with
// --all the proofs run in full, by the commands that write their figures.

const OUT = `${root}.wrangler/test`
rmSync(OUT, { recursive: true, force: true })
rmSync(`${root}.wrangler/e2e`, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

type Count = { passed: number; failed: number }
const FAILED: Count = { passed: 0, failed: 1 }
type Suite = { name: string; run(): Promise<Count> }
const env = { ...process.env, ...quiet }

// The small ones wait for each other's clocks and databases more than for a processor: side by side.
const units: Suite[] = ['core', 'workers', 'web', 'scripts', 'tests'].map((name) => ({ name, run: () => vitest(name) }))
const journeys: Suite[] = [{ name: 'journeys', run: playwright }]
// Beside the units, on a copy of what is prepared for the journeys.
const short: Suite[] = [{ name: 'kill', run: async () => ((await prepared) ? proof('kill', '--short') : FAILED) }]

const PROOFS: readonly string[] = [
  'faults',
  'isolation',
  'kill',
  'bench-points',
  'bench-import',
  'bench',
  'bench-start',
]
const proofs: Suite[] = PROOFS.map((name) => ({ name, run: () => proof(name) }))

const all = process.argv.includes('--all')
const only = process.argv.slice(2).filter((word) => word !== '--all')
const isChosen = ({ name }: Suite) => only.length === 0 || only.includes(name)
const prepared = [...journeys, ...short].some(isChosen) ? ready() : undefined
const total: Count = { passed: 0, failed: 0 }
for (const side of [[...units, ...(all ? [] : short)], journeys, ...(all ? proofs.map((one) => [one]) : [])]) {
  const chosen = side.filter(isChosen)
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
  if (!existsSync(file)) return FAILED
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  return { passed: report.numPassedTests, failed: report.numFailedTests || (status === 0 ? 0 : 1) }
}

async function playwright(): Promise<Count> {
  await prepared
  console.log('\n── journeys')
  const file = `${root}.wrangler/e2e-report.json`
  rmSync(file, { force: true })
  const status = await ended(spawn('playwright', ['test'], { cwd: `${root}web`, env, stdio: 'inherit' }))
  if (!existsSync(file)) return FAILED
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky || (status === 0 ? 0 : 1) }
}

/** The pages built, the databases full: what the journeys' server would begin with, made while the units run. */
async function ready(): Promise<boolean> {
  const made = spawn('node', ['scripts/start.ts', '--no-serve'], {
    cwd: root,
    env: { ...env, JICENG_STATE: E2E_STATE },
    stdio: 'inherit',
  })
  return (await ended(made)) === 0
}

/** A proof passes when it ends well. In full one after the other: they measure. */
async function proof(name: string, ...words: string[]): Promise<Count> {
  console.log(`\n── ${name}`)
  const status = await ended(spawn('node', [`scripts/${name}.ts`, ...words], { cwd: root, env, stdio: 'inherit' }))
  return status === 0 ? { passed: 1, failed: 0 } : FAILED
}

async function ended(child: ChildProcess): Promise<number> {
  const [status] = (await once(child, 'exit')) as [number | null]
  return status ?? 1
}
