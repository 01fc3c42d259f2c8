import { describe, expect, test } from 'vitest'
import type * as z from 'zod'
import { publish, withdraw as withdrawBoard } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { recordLate } from '../revision/commands.ts'
import { closed, published, settings } from '../testing-objection.ts'
import { racing } from '../testing-race.ts'
import { file, register, withdraw } from './commands.ts'
import { myObjections } from './mine.ts'
import { listObjections } from './queries.ts'
import type { withdrawObjection } from './schema.ts'

type Back = z.infer<typeof withdrawObjection>

const countOf = (database: { prepare(sql: string): { get(): unknown } }) =>
  database.prepare('select count(*) as count from objection').get()

describe('objection.file', () => {
  test('objection.filed: within the window, to any row of the own unit’s board, and what was written is in no event', async () => {
    const { must, database, named, wrong, deputy, other } = await published()
    await must(file, named, deputy)
    await must(file, wrong, other)
    // 8 October 2026 and ten working days after it.
    expect(database.prepare('select number, status, entryId, itemCode, dueOn from objection').all()).toEqual([
      { number: 1, status: 'open', entryId: named.entryId, itemCode: 'inspection', dueOn: '2026-10-21' },
      { number: 2, status: 'open', entryId: null, itemCode: null, dueOn: '2026-10-21' },
    ])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('没有参加')
  })

  test('after the window it is refused with the arithmetic, on its last day it is not', async () => {
    const { store, database, later, whole, deputy } = await published()
    expect(await run(store, file, whole, later(deputy, '2026-10-15'))).toMatchObject({
      problem: {
        ...{ status: 409, code: 'objections-over' },
        because: { arithmetic: '2026-10-08 → 2026-10-14; 2026-10-15 > 2026-10-14' },
      },
    })
    expect(countOf(database)).toEqual({ count: 0 })
    expect(await run(store, file, whole, later(deputy, '2026-10-14'))).toMatchObject({ ok: true })
  })

  test('a board that is not published, superseded or withdrawn takes none', async () => {
    const before = await closed()
    expect(await run(before.store, file, before.whole, before.ctx(before.deputy))).toMatchObject({
      problem: { code: 'not-published' },
    })
    const { store, must, ctx, of, board, whole, deputy, otherId, commission, colleague, administrator } =
      await published()
    const late = { ...of, mandateId: otherId, itemCode: 'survey', occurredOn: '2026-09-17', reason: '漏登' }
    await must(recordLate, late, commission)
    await must(publish, { ...board, ...settings, reason: '补登' }, administrator)
    expect(await run(store, file, whole, ctx(deputy))).toMatchObject({ problem: { code: 'already-superseded' } })
    const approval = { reason: '有误', approverName: '赵立新', approverOffice: '副主任' }
    await must(withdrawBoard, { ...board, revision: 2, ...approval }, colleague)
    expect(await run(store, file, { ...whole, revision: 2 }, ctx(deputy))).toMatchObject({
      problem: { code: 'already-withdrawn' },
    })
    expect(await run(store, file, { ...whole, revision: 3 }, ctx(deputy))).toMatchObject({ problem: { status: 404 } })
  })

  test.each([
    ['a row the board does not have', { mandateId: 'nobody' }, 'not-on-the-board'],
    ['an entry that does not exist', { entryId: 'nothing/0', aboutOn: '2026-09-16' }, 'no-such-entry'],
    ['a missing item the rules do not have', { kind: 'missing' as const, itemCode: 'nothing' }, 'no-such-item'],
    [
      'a missing item on a day of another quarter',
      { kind: 'missing' as const, itemCode: 'survey', aboutOn: '2026-06-30' },
      'outside-the-quarter',
    ],
  ])('refuses %s and changes nothing', async (_, change, code) => {
    const { store, database, ctx, wrong, deputy } = await published()
    expect(await run(store, file, { ...wrong, ...change }, ctx(deputy))).toMatchObject({
      problem: { status: 422, code, errors: [{ detail: expect.anything() as unknown }] },
    })
    expect(countOf(database)).toEqual({ count: 0 })
  })

  test('nobody names an entry in another’s record, repeats an objection under way or has more than the limit', async () => {
    const { store, must, ctx, board, named, whole, wrong, deputy, other } = await published()
    expect(await run(store, file, named, ctx(other))).toMatchObject({ problem: { code: 'no-such-entry' } })
    await must(file, whole, deputy)
    expect(await run(store, file, whole, ctx(deputy))).toMatchObject({ problem: { code: 'already-objected' } })
    for (let number = 1; number <= 20; number++) {
      if (number > 1) await must(file, wrong, deputy)
      await must(withdraw, { ...board, number, reason: '' }, deputy)
    }
    expect(await run(store, file, whole, ctx(deputy))).toMatchObject({ problem: { code: 'too-many-objections' } })
    await must(file, whole, other)
  })

  test('a deputy of another unit learns nothing, and no office files for one', async () => {
    const { store, ctx, of, whole, commission, visitor } = await published()
    const stranger: Actor = { kind: 'deputy', id: 'x', name: '外人', personId: 'x' }
    expect(await run(store, file, whole, ctx(stranger))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, file, whole, ctx(commission))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, file, whole, ctx(visitor))).toMatchObject({ problem: { status: 401 } })
    const mine = { level: of.level, quarter: '2026Q3' }
    expect(await ask(store, myObjections, mine, ctx(stranger))).toMatchObject({ problem: { status: 404 } })
  })

  test('an objection and the revision that ends its board never both win', async () => {
    for (const order of [0, 1]) {
      const { store, must, database, ctx, of, board, whole, deputy, otherId, commission, administrator } =
        await published()
      const late = { ...of, mandateId: otherId, itemCode: 'survey', occurredOn: '2026-09-17', reason: '漏登' }
      await must(recordLate, late, commission)
      const shared = racing(store, 2)
      const acts = [
        () => run(shared, file, whole, ctx(deputy)),
        () => run(shared, publish, { ...board, ...settings, reason: '补登' }, ctx(administrator)),
      ]
      const [one, two] = order === 0 ? acts : acts.toReversed()
      const results = await Promise.all([one!(), two!()])
      const isRefused = results.some((result) => !result.ok && result.problem.code === 'already-superseded')
      expect(countOf(database)).toEqual({ count: isRefused ? 0 : 1 })
    }
  })
})

describe('objection.register', () => {
  test('objection.registered: by the unit’s office or a district’s, also without a name; the day it came in counts', async () => {
    const { store, must, database, later, ctx, of, byPhone, office } = await published()
    expect(await run(store, register, byPhone, later(office(of.unitId), '2026-10-16'))).toMatchObject({ ok: true })
    await must(register, { ...byPhone, objectorName: '', objectorContact: '' }, office(of.unitId))
    expect(database.prepare('select number, kind from objection_note order by number, kind').all()).toEqual([
      { number: 1, kind: 'objector-contact' },
      { number: 1, kind: 'objector-name' },
      { number: 1, kind: 'text' },
      { number: 2, kind: 'text' },
    ])
    const text = JSON.stringify(database.prepare('select data from event').all())
    for (const own of ['周立', '13900000000', '代表之家']) expect(text).not.toContain(own)
    expect(await run(store, register, byPhone, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
  })

  test.each([
    ['tomorrow', '2026-10-09', 'in-the-future'],
    ['before publication', '2026-10-07', 'before-publication'],
  ])('refuses one that came in %s', async (_, receivedOn, code) => {
    const { store, database, ctx, byPhone, commission } = await published()
    expect(await run(store, register, { ...byPhone, receivedOn }, ctx(commission))).toMatchObject({
      problem: { status: 422, code },
    })
    expect(countOf(database)).toEqual({ count: 0 })
  })

  test('refuses one that came in after the window, whenever it is put down', async () => {
    const { store, later, byPhone, commission } = await published()
    const input = { ...byPhone, receivedOn: '2026-10-15' }
    expect(await run(store, register, input, later(commission, '2026-10-16'))).toMatchObject({
      problem: { code: 'objections-over' },
    })
  })

  test('an office names the entry, of those of a row of its own board that stand', async () => {
    const { store, must, ctx, of, board, byPhone, entryId, mandateId, otherId, office, database } = await published()
    const entriesOf = async (about: string, actor = office(of.unitId)) => {
      const read = await ask(store, listObjections, { ...board, about }, ctx(actor))
      return read.ok && read.value.entries.map(({ id, item }) => [id, item])
    }
    expect(await entriesOf(mandateId)).toEqual([[entryId, '视察、调研、执法检查']])
    expect(await entriesOf(otherId)).toEqual([])
    const [elsewhere] = await must(establish, { kind: 'street', name: '南桥街道' })
    const south = { ...board, unitId: elsewhere!.commandId, about: mandateId }
    expect(await ask(store, listObjections, south, ctx(office(south.unitId)))).toMatchObject({ value: { entries: [] } })
    const named = { ...byPhone, mandateId, kind: 'wrong' as const, entryId, aboutOn: '2026-09-16' }
    const another = { ...named, mandateId: otherId }
    expect(await run(store, register, another, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'no-such-entry', errors: [{ pointer: '/entryId' }] },
    })
    await must(register, named, office(of.unitId))
    expect(database.prepare('select entryId, itemCode from objection').all()).toEqual([
      { entryId, itemCode: 'inspection' },
    ])
  })
})

describe('objection.withdraw', () => {
  test('objection.withdrawn: a deputy takes back the own, an office what was registered, with a reason', async () => {
    const { store, must, ctx, of, board, whole, byPhone, deputy, other, office } = await published()
    await must(file, whole, deputy)
    await must(register, byPhone, office(of.unitId))
    const [own, registered] = [1, 2].map((number) => ({ ...board, number, reason: '' })) as [Back, Back]
    expect(await run(store, withdraw, own, ctx(other))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, withdraw, own, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, withdraw, registered, ctx(deputy))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, withdraw, registered, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'reason-needed' },
    })
    await must(withdraw, own, deputy)
    expect(await run(store, withdraw, own, ctx(deputy))).toMatchObject({ problem: { code: 'already-decided' } })
    await must(withdraw, { ...board, number: 2, reason: '来电人说已看明白' }, office(of.unitId))
  })
})
