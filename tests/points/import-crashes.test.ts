import { expect, test } from 'vitest'
import type { Store } from '@jiceng/core/kernel/store'
import { JOB, workbook } from '@jiceng/core/testing-import'
import { openedDistrict } from '@jiceng/core/testing-world'
import { pointsOf } from '../faults/every-n.ts'
import { importUnderCrashes, rowsOf } from './import-crashes.ts'

test('a file broken off at every call on its way is applied once', async () => {
  const today = '2026-10-08'
  const { store, ctx } = await openedDistrict({ today })
  const brought = { store, id: JOB, workbook: workbook(), today, ctxOf: ctx }
  const { crashes, halfDone, doneTwice } = await importUnderCrashes(brought, pointsOf)
  expect({ halfDone, doneTwice }).toEqual({ halfDone: [], doneTwice: [] })
  expect(crashes).toBeGreaterThan(10)
  expect(await rowsOf(store)).toMatchObject({ unit: 2, electoral_district: 2, mandate: 3, person: 2, point_entry: 3 })
})

test('… and a batch of which the half is kept is noticed', async () => {
  const today = '2026-10-08'
  const { store, ctx } = await openedDistrict({ today })
  const careless: Store = {
    read: (statements) => store.read(statements),
    write: async (statements) => {
      for (const statement of statements) await store.write([statement])
    },
  }
  const brought = { store: careless, id: JOB, workbook: workbook(), today, ctxOf: ctx }
  const { halfDone } = await importUnderCrashes(brought, () => [])
  expect(halfDone).toContain('applying, within the batch')
})
