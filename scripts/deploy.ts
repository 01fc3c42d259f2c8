import { spawnSync } from 'node:child_process'
import { quiet, root } from './lib/local.ts'

// Deploys both Workers; with --dry-run it only builds them.

const dryRun = process.argv.includes('--dry-run')
const env = { ...process.env, ...quiet }
const steps: [string, string[]][] = [
  ['turbo', ['run', 'build', '--output-logs=errors-only']],
  ['wrangler', ['deploy', '-c', 'wrangler.toml', ...flags('.wrangler/out/api')]],
  ['wrangler', ['deploy', '-c', 'web/wrangler.toml', ...flags('.wrangler/out/web')]],
]

function flags(outdir: string): string[] {
  return dryRun ? ['--dry-run', '--outdir', outdir] : []
}

for (const [command, args] of steps) {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
