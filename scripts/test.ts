import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { quiet, root } from './lib/local.ts'

// Runs every suite and ends with one line that counts them all.

const OUT = `${root}.wrangler/test`
rmSync(OUT, { recursive: true, force: true })
rmSync(`${root}.wrangler/e2e`, { recursive: true, force: true })
mkdirSync(OUT, { recursive: true })

type Count = { passed: number; failed: number }
const env = { ...process.env, ...quiet }

const suites: { name: string; run(): Count }[] = [
  { name: 'core', run: () => vitest('packages/core') },
  { name: 'workers', run: () => vitest('workers') },
  { name: 'web', run: () => vitest('web') },
  { name: 'scripts', run: () => vitest('scripts') },
  { name: 'journeys', run: playwright },
]

const only = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0 }
for (const { name, run } of suites) {
  if (only.length > 0 && !only.includes(name)) continue
  console.log(`\n── ${name}`)
  const { passed, failed } = run()
  total.passed += passed
  total.failed += failed
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

function vitest(folder: string): Count {
  const file = `${OUT}/${folder.replaceAll('/', '-')}.json`
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { status } = spawnSync('vitest', args, { cwd: `${root}${folder}`, env, stdio: 'inherit' })
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  return { passed: report.numPassedTests, failed: report.numFailedTests || (status === 0 ? 0 : 1) }
}

function playwright(): Count {
  const file = `${root}.wrangler/e2e-report.json`
  rmSync(file, { force: true })
  const { status } = spawnSync('playwright', ['test'], { cwd: `${root}web`, env, stdio: 'inherit' })
  if (!existsSync(file)) return { passed: 0, failed: 1 }
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky || (status === 0 ? 0 : 1) }
}
