import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { localSecret, root } from './local.ts'

/** Brings the databases below `state` up to date and fills them with the demo, unless nothing has changed. */
export async function prepare(state: string, say: (text: string) => void, withDemo = true): Promise<void> {
  const folder = `${root}${state}`
  const stamp = `${folder}/prepared`
  const version = migrationsHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return
  // Only here: reading these takes seconds, and most starts find everything as it was.
  const [{ migrate, nameDirectory, openDatabases }, { seedDemo }] = await Promise.all([
    import('./databases.ts'),
    import('../demo/seed.ts'),
  ])
  const unfinished = beginFirst(folder)
  const open = await openDatabases(state)
  try {
    await migrate(open)
    await nameDirectory(open.env['DIRECTORY']!, createHash('sha256').update(localSecret()).digest('hex'))
    if (withDemo) await seedDemo(open.env, open.bucket, say)
  } finally {
    await open.dispose()
  }
  rmSync(unfinished, { force: true })
  writeFileSync(stamp, version)
}

/**
 * Marks a folder that is new until its first start is through. One that broke off before is thrown away: nobody has
 * entered anything yet, and half a demo would stay half for ever.
 */
export function beginFirst(folder: string): string {
  const unfinished = `${folder}/unfinished`
  if (existsSync(unfinished)) rmSync(folder, { recursive: true })
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(unfinished, '')
  }
  return unfinished
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
