import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { quiet, root } from './lib/local.ts'

// Everything that has to be clean before anything lands, side by side. Says only what was found, and how long it took.

type Step = { name: string; command: readonly [string, ...string[]]; folder?: string; afterPages?: true }

// TypeScript twice: 6 for those who ask it questions (svelte-check, the reference of the answers), 7 for types alone. One
// checker, since two would work out the same types twice.
const tsc = (project: string): Step => ({
  name: `tsc ${project}`,
  command: ['node', `${root}node_modules/@typescript/native/bin/tsc`, '-p', project, '--checkers', '1'],
})

// What the pages are made of besides their files: messages as functions, types of the routes.
const pages: Step = { name: 'pages', command: ['npm', 'run', '--silent', 'made'], folder: 'web' }

// The longest first.
const steps: readonly Step[] = [
  { name: 'eslint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'svelte-check', command: ['npm', 'run', '--silent', 'check'], folder: 'web', afterPages: true },
  { name: 'house rules', command: ['node', 'scripts/check.ts'], afterPages: true },
  { name: 'oxlint', command: ['oxlint', '--deny-warnings', '--format=unix'], afterPages: true },
  { name: 'prettier', command: ['prettier', '--check', '.', '--log-level=warn'] },
  ...['tsconfig.workers.json', 'tsconfig.node.json', 'packages/spreadsheet'].map(tsc),
]

// The native checkers clear up less often: a third of their time otherwise.
const env = { ...process.env, ...quiet, GOGC: '400' }
const waiting = [...steps]
const failed: string[] = []
const began = performance.now()
const pagesMade = run(pages)
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work))
console.log(`${failed.length === 0 ? 'clean' : `not clean: ${failed.join(', ')}`}, ${seconds(began)} s`)
process.exitCode = failed.length === 0 ? 0 : 1

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    if (step.afterPages) await pagesMade
    await run(step)
  }
}

async function run({ name, command: [program, ...words], folder = '' }: Step): Promise<void> {
  const start = performance.now()
  const child = spawn(program, words, { cwd: `${root}${folder}`, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status === 0) return
  failed.push(name)
  console.log(`\n── ${name}, ${seconds(start)} s\n${Buffer.concat(said).toString()}`)
}

function seconds(start: number): number {
  return Math.round((performance.now() - start) / 1000)
}
