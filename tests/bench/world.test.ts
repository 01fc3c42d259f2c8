import { expect, test } from 'vitest'
import { dayOf } from '@jiceng/core/kernel/calendar'
import { memoryStore } from '@jiceng/core/testing'
import { replayed } from '@jiceng/core/testing-world'
import { fillDistrict } from './world.ts'

test('the rows that are made in bulk are those the events give', async () => {
  const { database } = memoryStore('tenant', 'bench')
  await fillDistrict(database, 'bench', { units: 2, deputiesAUnit: 4, entries: 400 }, dayOf(Date.now()))
  const again = await replayed(database)
  const rows = (of: typeof database, table: string) => of.prepare(`select * from ${table} order by 1, 2, 3`).all()
  for (const table of ['point_entry', 'item_balance', 'mandate_year', 'mandate', 'mandate_unit', 'board_revision']) {
    expect(rows(again, table).length, table).toBeGreaterThan(0)
    expect(rows(again, table), table).toEqual(rows(database, table))
  }
})
