import type { DatabaseSync } from 'node:sqlite'
import type { D1Database } from '@cloudflare/workers-types'
import { insertMany } from '@jiceng/core/kernel/insert'

const STATEMENTS_A_BATCH = 8

/** Copies every row of a database in memory into an empty, migrated D1 database, parents before children. */
export async function copyTables(from: DatabaseSync, to: D1Database): Promise<void> {
  const tables = from.prepare("select name from sqlite_master where type = 'table' order by rowid").all()
  for (const { name } of tables as { name: string }[]) {
    const rows = from.prepare(`select * from ${name}`).all() as Record<string, unknown>[]
    const statements = insertMany(name, rows).map(({ sql, parameters }) => to.prepare(sql).bind(...parameters))
    for (let at = 0; at < statements.length; at += STATEMENTS_A_BATCH) {
      await to.batch(statements.slice(at, at + STATEMENTS_A_BATCH))
    }
  }
}
