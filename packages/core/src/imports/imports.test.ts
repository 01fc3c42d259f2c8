import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { ask, run } from '../kernel/command.ts'
import {
  DEPUTIES,
  DISTRICTS,
  ENTRIES,
  inputOf,
  JOB,
  linesOf,
  OPENINGS,
  sheet,
  staged,
  TERM,
  UNITS,
  where,
  workbook,
} from '../testing-import.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, openedDistrict, replayed } from '../testing-world.ts'
import { apply, discard, reverseImport } from './commands.ts'
import { checkJob, choose } from './job.ts'
import { importTemplate, jobList, listJobs, oneJob } from './queries.ts'
import { type Choice, type Finding } from './schema.ts'
import type { Store } from '../kernel/store.ts'

describe('import.apply', () => {
  test('import.applied: one batch, the rows and events of the ordinary commands, opening points with their source', async () => {
    const world = await openedDistrict()
    const { store, database, must, ctx, commission } = world
    const input = await staged(store, workbook())
    const one = await ask(store, oneJob, { jobId: JOB }, ctx(commission))
    expect(one).toMatchObject({
      value: {
        state: 'checked',
        faultCount: 0,
        summary: { units: 2, districts: 2, deputies: 3, openings: 1, entries: 2, known: 0 },
      },
    })
    expect(await linesOf(world, 'sums')).toMatchObject([
      { name: '陈静', hundredths: 750, entries: 2 },
      { name: '𠮷野禾', hundredths: 300, entries: 1 },
    ])
    const facts = await must(apply, input, commission)
    const types = facts.map(({ type }) => type)
    expect(types).toEqual([
      'import.applied',
      ...['unit.established', 'unit.established'],
      ...['electoral-district.drawn', 'electoral-district.drawn'],
      ...['mandate.begun', 'mandate.begun', 'mandate.begun'],
      'points.opened',
      ...['points.recorded', 'points.recorded'],
    ])
    expect(database.prepare('select q2Hundredths, q3Hundredths, toQ3Hundredths from mandate_year').all()).toEqual([
      { q2Hundredths: 0, q3Hundredths: 300, toQ3Hundredths: 300 },
      { q2Hundredths: 450, q3Hundredths: 300, toQ3Hundredths: 750 },
    ])
    expect(database.prepare('select note from point_note order by note').all()).toEqual([
      { note: '区登记册第12页' },
      { note: '老旧小区视察' },
    ])
    expect(database.prepare('select count(distinct personId) as people from mandate').get()).toEqual({ people: 2 })
    expect(JSON.stringify(database.prepare('select * from event').all())).not.toMatch(/陈静|登记册|老旧小区/)
    expect(database.prepare('select count(*) as count from import_row').get()).toEqual({ count: 0 })
    const fresh = await replayed(database)
    for (const table of [
      'unit',
      'electoral_district',
      'mandate',
      'mandate_unit',
      'point_entry',
      'mandate_year',
      'import_outcome',
    ]) {
      const all = `select * from ${table}`
      expect(fresh.prepare(all).all(), table).toEqual(database.prepare(all).all())
    }
  })

  test('a deputy brought from a past day makes the published boards due too', async () => {
    const world = await districtWithDeputies()
    const { store, database, must, commission, of, office } = world
    const board = { ...of, quarter: '2026Q3' }
    await must(closePeriod, board, office(of.unitId))
    await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
    const row = ['', '何田田', '北桥街道', '区县级', '第9选区', ...TERM, '']
    const place = ['北桥街道', '区县级', '第9选区', '3']
    const input = await staged(store, [sheet('选区', DISTRICTS, place), sheet('代表', DEPUTIES, row)])
    await must(apply, input, commission)
    const due = () => database.prepare('select quarter, revision, cause from revision_due').all()
    expect(due()).toEqual([{ quarter: '2026Q3', revision: 1, cause: 'seat-added' }])
    await must(reverseImport, await inputOf(store), commission)
    expect(due()).toEqual([])
  })

  test('exactly once: a retry answers the same, another press and a rival are refused, a clash applies once', async () => {
    const { store, database, ctx, commission, administrator } = await openedDistrict()
    const input = await staged(store, workbook())
    const shared = racing(store, 2)
    const mine = ctx(commission)
    const results = await Promise.all([run(shared, apply, input, mine), run(shared, apply, input, ctx(administrator))])
    expect(results.map((result) => result.ok).sort()).toEqual([false, true])
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'import-applied' } })
    const again = await run(store, apply, input, mine)
    expect(again.ok).toBe(results[0].ok)
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 3 })
  })

  test('a quarter closed between check and apply is found by the command itself', async () => {
    const world = await districtWithDeputies()
    const { store, database, must, ctx, commission, of } = world
    const row = ['', '陈静', '北桥街道', '区县级', '第1选区', '', '2026-09-16', 'inspection', '']
    const input = await staged(store, [sheet('积分登记', ENTRIES, row)])
    const close = { ...of, quarter: '2026Q3' }
    expect(await run(store, closePeriod, close, ctx(commission))).toMatchObject({
      problem: { code: 'import-waiting', blockedBy: { kind: 'import', id: JOB } },
    })
    const unitOffice = await run(store, closePeriod, close, ctx(world.office(of.unitId)))
    expect(unitOffice).toMatchObject({ problem: { code: 'import-waiting' } })
    expect(unitOffice).not.toHaveProperty('problem.blockedBy')
    database.exec('delete from import_quarter')
    await must(closePeriod, close, commission)
    expect(await run(store, apply, input, ctx(commission))).toMatchObject({
      problem: { code: 'import-to-check-again' },
    })
    await checkJob(store, JOB, '2026-10-08')
    expect(await linesOf(world, 'faults')).toMatchObject([{ sheet: '积分登记', row: 2, column: 7, title: '日期' }])
    expect(await run(store, apply, await inputOf(store), ctx(commission))).toMatchObject({
      problem: { code: 'import-not-clean' },
    })
    expect(database.prepare('select count(*) as count from point_entry').get()).toEqual({ count: 0 })
  })

  test('5,000 rows in one batch of few statements', async () => {
    const { store, database, ctx, commission } = await openedDistrict()
    const rows = Array.from({ length: 5_000 }, (_, n) => [
      ...[n % 2 ? 'A1' : 'A2', '', '', n % 2 ? '区县级' : '', '', ''],
      ...[`2026-0${(n % 9) + 1}-1${n % 10}`, 'survey', `第${n}条`],
    ])
    const [, units, districts, deputies] = workbook()
    const input = await staged(store, [units!, districts!, deputies!, sheet('积分登记', ENTRIES, ...rows)])
    const batches: number[] = []
    const counted: Store = {
      read: (statements) => store.read(statements),
      write: (statements) => (batches.push(statements.length), store.write(statements)),
    }
    expect(await run(counted, apply, input, ctx(commission))).toMatchObject({ ok: true })
    expect(batches).toHaveLength(1)
    expect(batches[0]).toBeLessThan(100)
    expect(database.prepare('select count(*) as count, sum(hundredths) as sum from point_entry').get()).toEqual({
      count: 5_000,
      sum: 500_000,
    })
  })
})

describe('the check', () => {
  test('lists everything at once, by sheet, row and column, and changes nothing', async () => {
    const world = await districtWithDeputies()
    const { store, database } = world
    const events = database.prepare('select count(*) as count from event').get()
    const chen = ['', '陈静', '北桥街道', '区县级', '第1选区', '']
    const sheets = [
      sheet('街镇', UNITS, ['北桥街道', '镇'], ['', '乡'], ['长'.repeat(500), '镇'], ['新河镇', '村']),
      sheet('选区', DISTRICTS, ['北桥街道', '乡镇级', '第九选区', '1'], ['无此镇', '区县级', '第一选区', '4']),
      sheet(
        '代表',
        DEPUTIES,
        ['', '<b>马</b>', '北桥街道', '区县级', '第1选区', '1899-12-31', '2999-01-01', ''],
        ['', '王五', '北桥街道', '区县级', '第1选区', ...TERM, ''],
        ['', '王五', '北桥街道', '区县级', '没有的选区', ...TERM, '任命']
      ),
      sheet(
        '期初积分',
        OPENINGS,
        [...chen, '2026Q5', '没有的项目', '3.333', ''],
        [...chen, '2026Q4', 'inspection', '3', '册']
      ),
      sheet(
        '积分登记',
        ENTRIES,
        [...chen, '2026-02-30', 'inspection', ''],
        [...chen, '2026-10-09', 'inspection', ''],
        [...chen, '2020-01-01', 'inspection', ''],
        [...chen, '2026-09-16', 'karaoke', ''],
        ['', '查无此人', '', '', '', '', '2026-09-16', 'inspection', ''],
        ['', '', '', '', '', '', '2026-09-16', 'inspection', ''],
        [...chen, '2026-09-16', 'inspection', '\u202e反向']
      ),
    ]
    sheets[4]!.faults.push({ row: 2, column: 9, code: 'formula-without-value' })
    const input = await staged(store, sheets)
    expect(where(await linesOf<Finding>(world, 'faults'))).toEqual([
      '街镇 2:2 类型',
      '街镇 3:1 名称',
      '街镇 4:1 名称',
      '街镇 5:2 类型',
      '选区 2:2 级别',
      '选区 3:1 街镇',
      '选区 3:4 名额',
      '代表 2:2 姓名',
      '代表 2:6 任期起',
      '代表 2:7 任期止',
      '代表 3:5 选区',
      '代表 4:8 产生方式',
      '期初积分 2:7 季度',
      '期初积分 2:9 分数',
      '期初积分 2:10 来源',
      '期初积分 3:7 季度',
      '积分登记 2:9 说明',
      '积分登记 3:7 日期',
      '积分登记 4:7 日期',
      '积分登记 5:8 积分项目',
      '积分登记 6:2 姓名',
      '积分登记 7:2 姓名',
      '积分登记 8:9 说明',
    ])
    expect(await linesOf<Finding>(world, 'faults:选区')).toHaveLength(3)
    expect(await run(store, apply, input, world.ctx(world.commission))).toMatchObject({
      problem: { code: 'import-not-clean' },
    })
    expect(database.prepare('select count(*) as count from event').get()).toEqual(events)
  })

  test.each([
    ['no sheet it knows', [sheet('Sheet1', ['a', 'b'])], 'Sheet1 0:0 '],
    ['a missing column', [sheet('街镇', ['名称'])], '街镇 1:0 '],
  ])('refuses %s', async (_, sheets, at) => {
    const world = await openedDistrict()
    await staged(world.store, sheets)
    expect(where(await linesOf<Finding>(world, 'faults'))).toEqual([at])
  })

  test('faults are turned a hundred at a time, or read many pages at once', async () => {
    const { store, ctx, commission } = await openedDistrict()
    await staged(store, [sheet('街镇', UNITS, ...Array.from({ length: 250 }, (_, n) => [`第${n}村`, '村']))])
    const asked = async (page: number, pages?: number) => {
      const read = await ask(store, jobList, { jobId: JOB, kind: 'faults', page, pages }, ctx(commission))
      if (!read.ok) throw new Error(read.problem.code)
      return { count: read.value.faults.length, next: read.value.next, first: read.value.faults[0]?.found }
    }
    expect(await asked(0)).toEqual({ count: 100, next: 1, first: '村' })
    expect(await asked(2)).toEqual({ count: 50, next: null, first: '村' })
    expect(await asked(0, 2)).toMatchObject({ count: 200, next: 2 })
    expect(await asked(0, 50)).toMatchObject({ count: 250, next: null })
  })

  test('the template is made of the rules of the last quarter that is over', async () => {
    const { store, ctx, commission } = await openedDistrict()
    const given = await ask(store, importTemplate, {}, ctx(commission))
    expect(given).toMatchObject({ value: { empty: false, quarter: '2026Q3' } })
    expect(given.ok && given.value.items.find(({ code }) => code === 'inspection')).toMatchObject({ hundredths: 300 })
  })

  test('a CSV is known by its headings, English ones too', async () => {
    const world = await openedDistrict()
    await staged(world.store, [sheet('Sheet1', ['Unit name*', 'Kind'], ['Liuyin', 'Town'])])
    expect(await ask(world.store, oneJob, { jobId: JOB }, world.ctx(world.commission))).toMatchObject({
      value: { summary: { units: 1 }, faultCount: 0 },
    })
  })

  test('namesakes are listed with their candidates, and one choice decides all their rows', async () => {
    const world = await openedDistrict()
    const { store, must, database, commission } = world
    const [, units, districts] = workbook()
    const both = (code: string) => [code, '陈静', '柳荫镇', '区县级', '第一选区', ...TERM, '']
    const line = ['', '陈静', '', '', '', '', '2026-09-16', 'inspection', '']
    await staged(store, [
      units!,
      districts!,
      sheet('代表', DEPUTIES, both('1'), both('2')),
      sheet('积分登记', ENTRIES, line, line),
    ])
    const [choice] = await linesOf<Choice>(world, 'choices')
    expect(choice).toMatchObject({ sheet: '积分登记', row: 2, rowCount: 2, chosen: null })
    const second = choice!.candidates[1]!.mandateId
    await choose(store, JOB, [{ key: choice!.key, mandateId: second }], '2026-10-08')
    await must(apply, await inputOf(store), commission)
    expect(database.prepare('select mandateId, count(*) as count from point_entry group by mandateId').all()).toEqual([
      { mandateId: second, count: 2 },
    ])
  })

  test('a unit office brings its own unit only, and sees its own jobs only', async () => {
    const { store, ctx, office, of, ...world } = await districtWithDeputies()
    const rows = [
      ['', '陈静', '北桥街道', '区县级', '', '', '2026-09-16', 'inspection', ''],
      ['', '陈静', '别的街道', '区县级', '', '', '2026-09-16', 'inspection', ''],
    ]
    const sheets = [sheet('街镇', UNITS, ['新河镇', '镇']), sheet('积分登记', ENTRIES, ...rows)]
    const input = await staged(store, sheets, '2026-10-08', of.unitId)
    const own = await ask(store, listJobs, {}, ctx(office(of.unitId)))
    expect(own).toMatchObject({ value: { jobs: [{ id: JOB, faultCount: 2, state: 'checked' }] } })
    expect(await ask(store, listJobs, {}, ctx(office('elsewhere')))).toMatchObject({ value: { jobs: [] } })
    expect(await ask(store, oneJob, { jobId: JOB }, ctx(office('elsewhere')))).toMatchObject({ ok: false })
    expect(await run(store, discard, { jobId: JOB }, ctx(office('elsewhere')))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, apply, input, ctx(world.visitor))).toMatchObject({ problem: { status: 401 } })
  })
})

describe('import.discard', () => {
  test('import.discarded: the rows are gone and closing no longer waits', async () => {
    const { store, database, must, ctx, commission, of } = await districtWithDeputies()
    const row = ['', '陈静', '北桥街道', '区县级', '', '', '2026-09-16', 'inspection', '']
    const input = await staged(store, [sheet('积分登记', ENTRIES, row)])
    await must(discard, { jobId: JOB }, commission)
    expect(database.prepare('select count(*) as count from import_row').get()).toEqual({ count: 0 })
    expect(await run(store, apply, input, ctx(commission))).toMatchObject({ problem: { code: 'import-discarded' } })
    await must(closePeriod, { ...of, quarter: '2026Q3' }, commission)
  })
})
