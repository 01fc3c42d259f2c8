import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { run } from '../kernel/command.ts'
import { begin, drawDistrict } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { DEPUTIES, DISTRICTS, ENTRIES, sheet, staged, workbook } from '../testing-import.ts'
import { districtWithDeputies, openedDistrict, replayed } from '../testing-world.ts'
import { apply, reverseImport } from './commands.ts'

describe('import.reverse', () => {
  test('import.reversed, mandate.withdrawn, electoral-district.withdrawn, unit.withdrawn: everything is as before', async () => {
    const { store, database, must, commission } = await openedDistrict()
    const input = await staged(store, workbook())
    await must(apply, input, commission)
    await must(reverseImport, input, commission)
    for (const table of ['unit', 'electoral_district', 'mandate_unit', 'person']) {
      expect(database.prepare(`select count(*) as count from ${table}`).get(), table).toEqual({ count: 0 })
    }
    expect(database.prepare('select sum(toQ4Hundredths) as sum from mandate_year').get()).toEqual({ sum: 0 })
    const fresh = await replayed(database)
    for (const table of ['unit', 'mandate_unit', 'point_entry', 'mandate_year', 'import_outcome']) {
      const all = `select * from ${table}`
      expect(fresh.prepare(all).all(), table).toEqual(database.prepare(all).all())
    }
  })

  test('refused once something was built on it, before it was applied, and twice', async () => {
    const { store, database, must, ctx, commission } = await openedDistrict()
    const input = await staged(store, workbook())
    const refusal = async () => {
      const result = await run(store, reverseImport, input, ctx(commission))
      return result.ok ? 'reversed' : result.problem.code
    }
    expect(await refusal()).toBe('import-not-applied')
    await must(apply, input, commission)
    const seat = database
      .prepare("select unitId, level, mandateId from mandate_unit where level = 'township'")
      .get() as {
      unitId: string
      level: 'township'
      mandateId: string
    }
    await must(record, { ...seat, itemCode: 'survey', occurredOn: '2026-09-20', note: '' }, commission)
    expect(await refusal()).toBe('import-built-on')
  })

  test('a closed quarter of a unit it wrote to keeps it', async () => {
    const { store, must, ctx, commission, of } = await districtWithDeputies()
    const row = ['', '陈静', '北桥街道', '区县级', '', '', '2026-09-16', 'inspection', '']
    const input = await staged(store, [sheet('积分登记', ENTRIES, row)])
    await must(apply, input, commission)
    await must(closePeriod, { ...of, quarter: '2026Q3' }, commission)
    expect(await run(store, reverseImport, input, ctx(commission))).toMatchObject({
      problem: { code: 'import-built-on' },
    })
  })

  test.each([
    ['a board published since with one of its deputies keeps it', '2026Q3', { problem: { code: 'import-built-on' } }],
    ['a board of a quarter before they began does not', '2026Q2', { ok: true }],
  ])('%s', async (_, quarter, outcome) => {
    const { store, must, ctx, commission, of, office } = await districtWithDeputies()
    await must(closePeriod, { ...of, quarter }, office(of.unitId))
    const row = ['', '何田田', '北桥街道', '区县级', '第9选区', '2026-07-01', '2026-12-31', '']
    const place = ['北桥街道', '区县级', '第9选区', '3']
    const input = await staged(store, [sheet('选区', DISTRICTS, place), sheet('代表', DEPUTIES, row)])
    await must(apply, input, commission)
    await must(publish, { ...of, quarter, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
    expect(await run(store, reverseImport, input, ctx(commission))).toMatchObject(outcome)
  })

  test('period.revision-settled: the boards its deputies were missing from are due no more, but for what came beside it', async () => {
    const { store, database, must, commission, administrator, of, office } = await districtWithDeputies()
    const quarter = '2026Q2'
    await must(closePeriod, { ...of, quarter }, office(of.unitId))
    await must(publish, { ...of, quarter, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, administrator)
    const due = () => database.prepare('select quarter, revision, cause from revision_due').all()
    const row = ['', '何田田', '北桥街道', '区县级', '第9选区', '2026-04-01', '2026-12-31', '']
    const sheets = [sheet('选区', DISTRICTS, ['北桥街道', '区县级', '第9选区', '3']), sheet('代表', DEPUTIES, row)]
    const input = await staged(store, sheets)
    await must(apply, input, commission)
    expect(due()).toEqual([{ quarter, revision: 1, cause: 'seat-added' }])
    await must(reverseImport, input, commission)
    expect(due()).toEqual([])
    expect((await replayed(database)).prepare('select * from revision_due').all()).toEqual([])

    const anew = async (n: number, of = sheets) => {
      const again = await staged(store, of, undefined, null, `01890000-0000-7000-8000-00000000000${n}`)
      await must(apply, again, commission)
      return again
    }
    // One that was taken back made nothing due, nor does the other order of two at a time.
    await must(reverseImport, await anew(7), commission)
    expect(due()).toEqual([])
    const first = await anew(8)
    const other = ['', '秦越', '北桥街道', '区县级', '第10选区', '2026-04-01', '2026-12-31', '']
    const beside = [sheet('选区', DISTRICTS, ['北桥街道', '区县级', '第10选区', '3']), sheet('代表', DEPUTIES, other)]
    const second = await anew(6, beside)
    await must(reverseImport, first, commission)
    expect(due()).toEqual([{ quarter, revision: 1, cause: 'seat-added' }])
    await must(reverseImport, second, commission)
    expect(due()).toEqual([])

    const again = await anew(9)
    const term = { startOn: '2026-05-01', endOn: '2026-12-31', ground: 'by_election', namesake: true } as const
    const [drawn] = await must(drawDistrict, { ...of, name: '第8选区', seats: 1 })
    const electoralDistrictId = drawn!.commandId
    await must(begin, { ...of, ...term, name: '许佳宁', electoralDistrictId }, commission)
    await must(reverseImport, again, commission)
    expect(due()).toEqual([{ quarter, revision: 1, cause: 'seat-added' }])
  })
})
