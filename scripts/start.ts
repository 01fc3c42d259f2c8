import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { localSecret, quiet, root, STATE } from './lib/local.ts'
import { prepare } from './lib/prepare.ts'
import { demoAccounts, demoDeputy, demoNewcomer, demoOperator, DEMO_PASSWORD } from './demo/accounts.ts'

// Builds, migrates, seeds and serves the whole product on one port of this machine. usage: node scripts/start.ts
// [--no-serve]; with --no-serve everything is ready for the next start, which then takes seconds.

const PORT = process.env['PORT'] ?? '8787'
const URL_BASE = `http://127.0.0.1:${PORT}`
const READY_TRIES = 240
const READY_WAIT_MS = 500
const TICK_MS = 10_000

const env = { ...process.env, ...quiet }
localSecret()

step('Building the pages')
const build = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], {
  cwd: root,
  env,
  stdio: 'inherit',
})
if (build.status !== 0) process.exit(build.status ?? 1)

step('Preparing the databases')
await prepare(STATE, (text) => step(text))
if (process.argv.includes('--no-serve')) process.exit(0)

step('Starting')
const server = spawn(
  'wrangler',
  [
    'dev',
    '-c',
    'web/wrangler.toml',
    '-c',
    'wrangler.toml',
    '--ip',
    '127.0.0.1',
    '--port',
    PORT,
    '--persist-to',
    STATE,
    '--inspector-port',
    '0',
    '--log-level',
    'error',
    '--show-interactive-dev-session=false',
  ],
  { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] }
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(server))
server.on('exit', (code) => process.exit(code ?? 0))

await ready()
const signIn = ({ account, what }: { account: string; what: string }) =>
  `    ${account.padEnd(24)} ${DEMO_PASSWORD}   ${what}`
console.log(`
  基层人大云 is running:  ${URL_BASE}

  Demo district 青禾区 (all data invented · 演示数据):  ${URL_BASE}/qinghe
${[...demoAccounts, demoDeputy].map(signIn).join('\n')}
  Another that has just signed up:  ${URL_BASE}/baishi
${signIn(demoNewcomer)}
  Platform operator:  ${URL_BASE}/operator
${signIn(demoOperator)}
  Mail the product would send:  ${URL_BASE}/outbox
  Start over with empty data:   npm run reset
`)
const clock = setInterval(() => void tick(), TICK_MS)
clock.unref()

function step(text: string): void {
  console.log(`· ${text} …`)
}

function stop(child: ChildProcess): void {
  child.kill('SIGTERM')
}

async function ready(): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries++) {
    const answer = await fetch(`${URL_BASE}/api/openapi.json`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, READY_WAIT_MS))
  }
  console.error('The server did not answer in two minutes.')
  stop(server)
  process.exit(1)
}

/** Locally no cron fires by itself: this is the clock. A missed tick is caught up by the next. */
async function tick(): Promise<void> {
  await fetch(`${URL_BASE}/api/local/tick`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined)
}
