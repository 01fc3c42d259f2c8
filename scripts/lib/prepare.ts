import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { seedDemo } from '../demo/seed.ts'
import { migrate, nameDirectory, openDatabases } from './databases.ts'
import { localSecret, root } from './local.ts'

/** Brings the databases below `state` up to date and fills them with the demo, unless nothing has changed. */
export async function prepare(state: string, say: (text: string) => void, withDemo = true): Promise<void> {
  const stamp = `${root}${state}/prepared`
  const version = migrationsHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return
  const open = await openDatabases(state)
  try {
    await migrate(open)
    await nameDirectory(open.env['DIRECTORY']!, createHash('sha256').update(localSecret()).digest('hex'))
    if (withDemo) await seedDemo(open.env, say)
  } finally {
    await open.dispose()
  }
  writeFileSync(stamp, version)
}

export function migrationsHash(): string {
  const hash = createHash('sha256')
  hash.update(readFileSync(`${root}wrangler.toml`))
  for (const folder of ['directory', 'tenant']) {
    for (const name of readdirSync(`${root}migrations/${folder}`).sort()) {
      hash.update(name).update(readFileSync(`${root}migrations/${folder}/${name}`))
    }
  }
  return hash.digest('hex')
}
