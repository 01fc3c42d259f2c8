import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { quiet, root } from '../../scripts/lib/local.ts'

// Workers as wrangler would deploy them: one file each.

export const OUT = `${root}.wrangler/bench`
const bundle = promisify(execFile)

/** The path of the bundle. `entry`: another than the configuration's own. */
export async function built(name: string, config: string, entry?: string): Promise<string> {
  const folder = `${OUT}/${name}`
  mkdirSync(folder, { recursive: true })
  const args = ['deploy', ...(entry === undefined ? [] : [entry]), '-c', config, '--dry-run', '--outdir', folder]
  await bundle('wrangler', args, { cwd: root, env: { ...process.env, ...quiet } })
  const file = (entry ?? (config === 'wrangler.toml' ? 'workers/src/main.ts' : '_worker.js')).split('/').at(-1)!
  return `${folder}/${file.replace(/\.ts$/, '.js')}`
}
