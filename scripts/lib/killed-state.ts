import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { root } from './local.ts'

/** The file of a district below `state`, as whoever was killed left it. */
export function databaseOf(state: string, district: string): DatabaseSync {
  const folder = `${root}${state}/v3/d1/miniflare-D1DatabaseObject`
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.sqlite'))) {
    const database = new DatabaseSync(join(folder, name))
    const isDistrict = database.prepare(`select 1 from sqlite_schema where name = 'district'`).get()
    if (isDistrict && database.prepare('select 1 from district where name = ?').get(district)) return database
    database.close()
  }
  throw new Error(`no database of ${district}`)
}

/** Commands that left no event. */
export const missing = (database: DatabaseSync, commandIds: readonly string[]): string[] =>
  (
    database
      .prepare('select value from json_each(?) where value not in (select commandId from event)')
      .all(JSON.stringify(commandIds)) as { value: string }[]
  ).map(({ value }) => value)

/** Entries without their event, events without their entry, and faults SQLite itself finds. */
export function totalsThatDiffer(database: DatabaseSync): number {
  const [check] = database.prepare('pragma integrity_check').all() as { integrity_check: string }[]
  const { torn } = database
    .prepare(
      `select (select count(*) from event where type = 'points.recorded'
          and commandId || '/' || n not in (select id from point_entry))
        + (select count(*) from point_entry
          where id not in (select commandId || '/' || n from event where type like 'points.%' or type like 'import.%'))
        + (select count(*) from event e where n > 0 and not exists
          (select 1 from event f where f.commandId = e.commandId and f.n = e.n - 1)) as torn`
    )
    .get() as { torn: number }
  return torn + (check!.integrity_check === 'ok' ? 0 : 1)
}

/** Notices of these circulars that were neither delivered nor given to a person as undelivered. */
export const unfinishedNotices = (database: DatabaseSync, circularIds: readonly string[]): number =>
  (
    database
      .prepare(
        `select count(*) as open from notice where circularId in (select value from json_each(?))
          and status not in ('delivered', 'undelivered')`
      )
      .get(JSON.stringify(circularIds)) as { open: number }
  ).open
