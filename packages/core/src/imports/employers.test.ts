import { describe, expect, test } from 'vitest'
import { run } from '../kernel/command.ts'
import { detach, register } from '../recipient/commands.ts'
import { DEPUTIES, linesOf, sheet, staged, TERM, where, workbook } from '../testing-import.ts'
import { districtWithDeputies, openedDistrict, replayed } from '../testing-world.ts'
import { apply, reverseImport } from './commands.ts'
import type { Finding, WorkbookSheet } from './schema.ts'

describe('employers', () => {
  const EMPLOYERS = ['单位名称', '通信地址', '联系人', '联系电话']
  const WITH_EMPLOYER = [...DEPUTIES, '用人单位']
  const brought = (): WorkbookSheet[] => {
    const [, units, districts] = workbook()
    const chen = ['A2', '陈静', '柳荫镇', '区县级', '第一选区', ...TERM, '', '青禾区第一中学']
    return [
      units!,
      districts!,
      sheet('用人单位', EMPLOYERS, ['青禾区第一中学', '北桥路1号', '田雨', '023-5550100'], ['清源水务', '', '', '']),
      sheet('代表', WITH_EMPLOYER, chen, ['A1', '𠮷野禾', '柳荫镇', '区县级', '第一选区', ...TERM, '', '清源水务']),
    ]
  }

  test('come with their deputies, and recipient.withdrawn takes them back; the contact is in no event', async () => {
    const { store, database, must, ctx, commission } = await openedDistrict()
    const input = await staged(store, brought())
    await must(apply, input, commission)
    const told = database.prepare(
      `select r.name, p.name as deputy from recipient r join recipient_mandate b on b.recipientId = r.id
        join mandate m on m.id = b.mandateId join person p on p.id = m.personId order by r.name`
    )
    expect(told.all()).toEqual([
      { name: '清源水务', deputy: '𠮷野禾' },
      { name: '青禾区第一中学', deputy: '陈静' },
    ])
    expect(database.prepare('select address, person, phone from recipient_contact').all()).toEqual([
      { address: '北桥路1号', person: '田雨', phone: '023-5550100' },
    ])
    expect(JSON.stringify(database.prepare('select * from event').all())).not.toMatch(/田雨|北桥路|5550100/)
    const [one] = (await must(reverseImport, input, commission)).slice(0, 1)
    expect(one!.type).toBe('import.reversed')
    for (const table of ['recipient', 'recipient_mandate', 'recipient_contact']) {
      expect(database.prepare(`select count(*) as count from ${table}`).get(), table).toEqual({ count: 0 })
    }
    const fresh = await replayed(database)
    expect(fresh.prepare('select * from recipient').all()).toEqual([])
    expect(await run(store, apply, input, ctx(commission))).toMatchObject({ problem: { code: 'import-reversed' } })
  })

  test('known ones are not registered twice, and a known deputy may come to work for one', async () => {
    const world = await districtWithDeputies()
    const { store, must, database, commission } = world
    const [school] = await must(register, { kind: 'employer', name: '青禾区第一中学' }, commission)
    const { startOn, endOn } = database.prepare('select startOn, endOn from mandate').get() as Record<string, string>
    const deputy = ['', '陈静', '北桥街道', '区县级', '第1选区', startOn!, endOn!, '']
    const sheets = [
      sheet('用人单位', EMPLOYERS, ['青禾区第一中学', '别的地址', '', '']),
      sheet('代表', WITH_EMPLOYER, [...deputy, '青禾区第一中学'], [...deputy, '没有的单位']),
    ]
    await staged(store, sheets)
    expect(where(await linesOf<Finding>(world, 'faults'))).toEqual(['代表 3:9 用人单位'])
    database.exec('delete from import_row; delete from import_list; delete from import_job')
    sheets[1]!.rows.pop()
    const input = await staged(store, sheets)
    expect(await linesOf<Finding>(world, 'faults')).toEqual([])
    await must(apply, input, commission)
    expect(database.prepare('select recipientId from recipient_mandate').all()).toEqual([
      { recipientId: school!.commandId },
    ])
    expect(database.prepare('select * from recipient_contact').all()).toEqual([])
    await must(detach, { ...world.of, recipientId: school!.commandId, mandateId: world.mandates[0]! }, commission)
    expect(await run(store, reverseImport, input, world.ctx(commission))).toMatchObject({
      problem: { code: 'import-built-on' },
    })
  })
})
