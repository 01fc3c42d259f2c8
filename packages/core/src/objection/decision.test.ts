import { describe, expect, test } from 'vitest'
import { publish } from '../board/commands.ts'
import { publishedBoard } from '../board/published.ts'
import { ofQuarter } from '../history/queries.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { recordLate, reverseLate } from '../revision/commands.ts'
import { answered, closed, published, settings } from '../testing-objection.ts'
import { replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { decide, file, register, withdraw } from './commands.ts'
import { myObjections } from './mine.ts'
import { listObjections } from './queries.ts'

describe('objection.decide', () => {
  test('objection.decided: neither by who closed, nor by who published, nor by a unit’s office', async () => {
    const { store, must, ctx, board, whole, deputy, of, office, administrator, commission } = await published()
    await must(file, whole, deputy)
    const decision = { ...board, number: 1, ...answered }
    expect(await run(store, decide, decision, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
    const closer = { ...office(of.unitId), roles: ['deputies_commission' as const], unitId: null }
    for (const signer of [administrator, closer]) {
      expect(await run(store, decide, decision, ctx(signer))).toMatchObject({
        problem: {
          ...{ status: 409, code: 'own-board' },
          because: { article: { zh: '《代表法》第五十八条；本区履职积分办法（本区设定）' } },
        },
      })
    }
    expect(await run(store, decide, { ...decision, number: 2 }, ctx(commission))).toMatchObject({
      problem: { status: 404 },
    })
    await must(decide, decision, commission)
    expect(await run(store, decide, decision, ctx(commission))).toMatchObject({ problem: { code: 'already-decided' } })
  })

  test('an empty reason, and an empty answer for the public, are no decision', () => {
    const decision = { unitId: 'u', level: 'district', quarter: '2026Q3', number: 1, ...answered }
    expect(decide.input.safeParse(decision).success).toBe(true)
    expect(decide.input.safeParse({ ...decision, answer: ' ' }).success).toBe(false)
    expect(decide.input.safeParse({ ...decision, publicAnswer: '' }).success).toBe(false)
  })

  test('whoever recorded the entry does not decide, nor who recorded any of a row called wrong without naming one', async () => {
    const {
      store,
      must,
      ctx,
      of,
      mandateId,
      board,
      wrong,
      whole,
      deputy,
      other,
      colleague,
      commission,
      administrator,
    } = await closed()
    const late = { ...of, mandateId, itemCode: 'survey', occurredOn: '2026-09-20', reason: '漏登' }
    const [own] = await must(recordLate, late, commission)
    await must(publish, { ...board, ...settings }, administrator)
    await must(file, { ...wrong, entryId: `${own!.commandId}/0`, aboutOn: '2026-09-20' }, deputy)
    await must(file, wrong, other)
    await must(file, { ...wrong, kind: 'missing' }, other)
    await must(file, whole, other)
    const decision = (number: number) => ({ ...board, number, ...answered })
    for (const number of [1, 2]) {
      expect(await run(store, decide, decision(number), ctx(commission))).toMatchObject({
        problem: { status: 409, code: 'own-entry' },
      })
      await must(decide, decision(number), colleague)
    }
    for (const number of [3, 4]) await must(decide, decision(number), commission)
  })

  test('an entry somebody else made of the row is no bar to deciding on one that is named', async () => {
    const { must, of, mandateId, board, named, deputy, commission } = await published()
    const late = { ...of, mandateId, itemCode: 'survey', occurredOn: '2026-09-20', reason: '漏登' }
    await must(recordLate, late, commission)
    await must(file, named, deputy)
    await must(decide, { ...board, number: 1, ...answered }, commission)
  })

  test('a key decides nothing', async () => {
    const { store, must, ctx, board, whole, deputy } = await published()
    await must(file, whole, deputy)
    const key: Actor = {
      ...{ kind: 'api-key', id: 'k', name: '办公系统', memberId: 'm', roles: ['deputies_commission'], unitId: null },
      permissions: ['objection.decide'],
    }
    expect(await run(store, decide, { ...board, number: 1, ...answered }, ctx(key))).toMatchObject({
      problem: { status: 404 },
    })
  })
})

describe('what becomes of it', () => {
  test('upheld, it waits for the ledger and then for the next revision, and who may act is told', async () => {
    const { store, must, ctx, of, mandateId, board, named, deputy, commission, colleague, administrator } =
      await published()
    await must(file, named, deputy)
    const waiting = async (actor: Actor) => {
      const answer = await ask(store, today, { quarter: '2026Q3' }, ctx(actor))
      return answer.ok ? answer.value.objections : null
    }
    const line = { ...board, unitName: '北桥街道', status: 'open', count: 1, dueOn: '2026-10-21' }
    expect(await waiting(commission)).toEqual([line])
    expect(await waiting(administrator)).toEqual([])
    await must(decide, { ...board, number: 1, ...answered }, commission)
    const correction = async () => {
      const answer = await ask(store, listObjections, board, ctx(commission))
      return answer.ok ? answer.value.objections[0]?.correction : null
    }
    expect(await correction()).toBe('ledger')
    expect(await waiting(administrator)).toEqual([{ ...line, status: 'upheld' }])
    const taken = { ...of, mandateId, entryId: named.entryId, occurredOn: '2026-09-16', reason: '异议成立' }
    await must(reverseLate, taken, colleague)
    expect(await correction()).toBe('board')
    await must(publish, { ...board, ...settings, reason: '第1号异议成立' }, administrator)
    expect(await correction()).toBe('done')
    expect(await waiting(administrator)).toEqual([])
  })

  test('what was missing is put right by an entry of that item and day, made since', async () => {
    const { store, must, ctx, of, mandateId, board, wrong, deputy, commission, colleague } = await published()
    const missing = { ...wrong, kind: 'missing' as const, itemCode: 'survey', aboutOn: '2026-09-20' }
    await must(file, missing, deputy)
    await must(decide, { ...board, number: 1, ...answered }, commission)
    const read = () => ask(store, listObjections, board, ctx(commission))
    expect(await read()).toMatchObject({ value: { objections: [{ correction: 'ledger' }] } })
    await must(
      recordLate,
      { ...of, mandateId, itemCode: 'survey', occurredOn: '2026-09-20', reason: '漏登' },
      colleague
    )
    expect(await read()).toMatchObject({ value: { objections: [{ correction: 'board' }] } })
  })

  test('the public reads how many came, each decision and the answer written for it, and no name', async () => {
    const { store, must, ctx, of, board, whole, byPhone, deputy, other, office, commission, visitor } =
      await published()
    const read = () => ask(store, publishedBoard, { ...board, revision: 1 }, ctx(visitor))
    expect(await read()).toMatchObject({ value: { objections: { received: 0, decided: [] } } })
    await must(register, byPhone, office(of.unitId))
    await must(file, whole, deputy)
    await must(file, whole, other)
    await must(withdraw, { ...board, number: 3, reason: '' }, other)
    await must(decide, { ...board, number: 1, ...answered }, commission)
    const answer = await read()
    expect(answer).toMatchObject({
      value: {
        objections: {
          received: 2,
          decided: [{ number: 1, revision: 1, outcome: 'upheld', decidedOn: '2026-10-08', answer: '经核对，多登一次' }],
        },
      },
    })
    const text = JSON.stringify(answer)
    for (const own of ['周立', '13900000000', answered.answer, whole.text]) expect(text).not.toContain(own)
  })

  test('the office reads everything of it, another unit’s nothing, and a deputy the own', async () => {
    const { store, must, ctx, of, board, named, byPhone, deputy, other, office, commission } = await published()
    await must(file, named, deputy)
    await must(register, byPhone, office(of.unitId))
    await must(decide, { ...board, number: 1, ...answered }, commission)
    expect(await ask(store, listObjections, board, ctx(office(of.unitId)))).toMatchObject({
      value: {
        board: { revision: 1, open: { raisedIn: 'board', objectionsUntilOn: '2026-10-14' } },
        objections: [
          { number: 2, objectorName: '周立', channel: 'phone', name: null, isOwnBoard: true },
          { number: 1, name: '陈静', item: '视察、调研、执法检查', text: named.text, answer: answered.answer },
        ],
      },
    })
    expect(await ask(store, listObjections, board, ctx(office('elsewhere')))).toMatchObject({
      problem: { status: 404 },
    })
    const input = { level: of.level, quarter: '2026Q3' }
    expect(await ask(store, myObjections, input, ctx(deputy))).toMatchObject({
      value: {
        boards: [
          {
            open: { raisedIn: 'board' },
            // In stroke order the deputy comes last.
            rows: [{ isOwn: false }, { isOwn: false }, { isOwn: true }],
            objections: [{ number: 1, status: 'upheld', answer: answered.answer, name: '陈静' }],
          },
        ],
        entries: [{ id: named.entryId }],
      },
    })
    expect(await ask(store, myObjections, input, ctx(other))).toMatchObject({
      value: { boards: [{ objections: [] }], entries: [] },
    })
  })

  test('it stands in the quarter’s history, and replay gives the same rows', async () => {
    const { store, must, ctx, of, board, whole, byPhone, database, deputy, office, commission } = await published()
    await must(file, whole, deputy)
    await must(register, byPhone, office(of.unitId))
    await must(withdraw, { ...board, number: 1, reason: '' }, deputy)
    await must(decide, { ...board, number: 2, ...answered, outcome: 'dismissed' }, commission)
    expect(await ask(store, ofQuarter, board, ctx(commission))).toMatchObject({
      value: {
        items: [
          { words: { zh: '决定异议' }, actorName: '何敏' },
          { words: { zh: '撤回异议' } },
          { words: { zh: '登记异议' }, actorName: '罗敏' },
          { words: { zh: '代表提出异议' } },
          { type: 'board.published' },
          { type: 'period.closed' },
        ],
      },
    })
    const again = await replayed(database)
    expect(again.prepare('select * from objection').all()).toEqual(database.prepare('select * from objection').all())
  })
})
