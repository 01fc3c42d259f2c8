import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Bindings } from '../src/env.ts'

type Test = Bindings & { DIRECTORY_MIGRATIONS: D1Migration[]; EMPTY: D1Database }
type D1Migration = Parameters<typeof applyD1Migrations>[1][number]

test('0006: the tenant table is made anew with its rows, and what points at them still does', async () => {
  const { EMPTY: database, DIRECTORY_MIGRATIONS: all } = env as unknown as Test
  const at = all.findIndex(({ name }) => name.startsWith('0006'))
  await applyD1Migrations(database, all.slice(0, at))
  await database.batch([
    database.prepare(`insert into tenant values ('t1', 'qinghe', '500199', '青禾区', 'trial', 1, '2026-10-01')`),
    database.prepare(`insert into slot values (1, 't1')`),
    database.prepare(`insert into membership values ('m1', 't1', 'u1', '["working_body"]', null, null)`),
    database.prepare(`insert into invitation values ('i1', 't1', '["working_body"]', null, null)`),
  ])
  await applyD1Migrations(database, all)
  expect(await database.prepare('select id, status, slot from tenant').all()).toMatchObject({
    results: [{ id: 't1', status: 'trial', slot: 1 }],
  })
  expect((await database.prepare('pragma foreign_key_check').all()).results).toEqual([])
  const orphan = database.prepare(`insert into slot values (2, 'nobody')`).run()
  await expect(orphan).rejects.toThrow(/FOREIGN KEY/)
  await database.prepare(`update tenant set status = 'live'`).run()
  const second = `insert into tenant values ('t2', 'two', '500199', '青禾区', 'live', 2, '2026-10-01')`
  await expect(database.prepare(second).run()).rejects.toThrow(/UNIQUE constraint failed: tenant.areaCode/)
})
