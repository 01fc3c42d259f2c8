import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import { ENTRIES, JOB, sheet, staged } from '../testing-import.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { sweepJobs } from './job.ts'

describe('the clock', () => {
  const before = (at: string) => ({ unchecked: at, unstaged: at, undecided: at.replace('2026-10', '2026-09') })
  const jobs = 'select state, stagedRows from import_job'
  const row = ['', '陈静', '北桥街道', '区县级', '第1选区', '', '2026-09-16', 'inspection', '']

  test('finishes a check that was interrupted, and leaves one alone that may be at it', async () => {
    const { store, database, ctx } = await districtWithDeputies()
    const system = ctx({ kind: 'system', id: 'import-sweep' })
    await staged(store, [sheet('积分登记', ENTRIES, row)])
    database.exec("update import_job set state = 'checking', checkedRows = 0; delete from import_quarter")
    expect(await sweepJobs(store, before('2026-10-08T01:00:00.000Z'), system)).toBe('2026-10-08T02:00:00.000Z')
    expect(database.prepare(jobs).get()).toMatchObject({ state: 'checking' })
    expect(await sweepJobs(store, before('2026-10-08T03:00:00.000Z'), system)).toBe(null)
    expect(database.prepare(jobs).get()).toMatchObject({ state: 'checked' })
    expect(database.prepare('select count(*) as count from import_quarter').get()).toEqual({ count: 1 })
  })

  test('forgets an upload that broke off', async () => {
    const { store, database, ctx } = await districtWithDeputies()
    await staged(store, [sheet('积分登记', ENTRIES, row)])
    database.exec("update import_job set state = 'staging', stagedRows = 1")
    await sweepJobs(store, before('2026-10-08T03:00:00.000Z'), ctx({ kind: 'system', id: 'import-sweep' }))
    for (const table of ['import_job', 'import_row', 'import_list', 'import_quarter']) {
      expect(database.prepare(`select count(*) as count from ${table}`).get(), table).toEqual({ count: 0 })
    }
  })

  test('discards what nobody decides, and clears rows a late check left of a decided job', async () => {
    const { store, database, ctx, must, commission, of } = await districtWithDeputies()
    const system = ctx({ kind: 'system', id: 'import-sweep' })
    await staged(store, [sheet('积分登记', ENTRIES, row)])
    const late = { ...before('2026-10-08T03:00:00.000Z'), undecided: '2026-10-08T03:00:00.000Z' }
    await sweepJobs(store, late, system)
    expect(database.prepare('select outcome from import_outcome').get()).toEqual({ outcome: 'discarded' })
    expect(database.prepare("select actor from event where type = 'import.discarded'").get()).toEqual({
      actor: 'system:import-sweep',
    })
    database.exec(`insert into import_quarter values ('${of.unitId}', '${of.level}', '2026Q3', '${JOB}')`)
    await sweepJobs(store, late, system)
    await must(closePeriod, { ...of, quarter: '2026Q3' }, commission)
  })
})
