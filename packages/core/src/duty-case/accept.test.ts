import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { approve, propose } from '../circular/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { transfer } from '../mandate/commands.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { record } from '../points/commands.ts'
import { TALK, worldWithCase } from '../testing-duty-case.ts'
import { racing } from '../testing-race.ts'
import { majorityRefusal } from './checks.ts'
import { accept, advise, inform, interview, observe, open, receive } from './commands.ts'
import { caseRecord } from './queries.ts'

describe('duty-case.accept', () => {
  test.each([
    ['district', 'standing_committee', 35, 18, null],
    ['district', 'standing_committee', 35, 17, 'no-majority'],
    ['district', 'standing_committee', 34, 17, 'no-majority'],
    ['district', 'standing_committee', 34, 18, null],
    ['district', 'standing_committee', 1, 1, null],
    ['district', 'standing_committee', 45, 23, null],
    ['district', 'standing_committee', 46, 40, 'more-members-than-the-law-allows'],
    ['district', 'standing_committee', 20, 21, 'more-votes-than-members'],
    ['district', 'congress', 60, 60, 'wrong-body'],
    ['township', 'standing_committee', 30, 30, 'wrong-body'],
    ['township', 'congress', 63, 32, null],
    ['township', 'congress', 63, 31, 'no-majority'],
    ['township', 'congress', 64, 32, 'no-majority'],
    ['township', 'congress', 161, 100, 'more-members-than-the-law-allows'],
    ['township', 'congress', 49, 49, 'fewer-than-seated'],
  ] as const)('of a %s deputy by the %s: %i members, %i for it → %s', (level, body, memberCount, voteCount, code) => {
    const no = majorityRefusal({ level, body, memberCount, voteCount }, level === 'township' ? 50 : 0)
    expect(no?.problem.code ?? null).toBe(code)
    const zh = no?.problem.because?.article.zh ?? null
    expect(zh === null ? null : /^《(选举法》第(五十五|十二)条|地方组织法》第四十七条)$/.test(zh)).toBe(no && true)
  })

  test('shows the arithmetic: whoever is away counts as well', () => {
    const asked = { level: 'district', body: 'standing_committee', memberCount: 35, voteCount: 17 } as const
    expect(majorityRefusal(asked, 0)?.problem).toMatchObject({
      because: { arithmetic: '2 × 17 = 34 ≤ 35' },
      title: { zh: '未过全体的半数：全体35人，至少要18票' },
    })
  })

  test('by more than half of the deputies of a township, of whom there are as many as sit there', async () => {
    const { must, on, refusal, store, ctx, commission, colleague } = await worldWithCase()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const of = { unitId: town!.commandId, level: 'township' as const }
    const [drawn] = await must(drawDistrict, { ...of, name: '镇第1选区', seats: 3 })
    const electoralDistrictId = drawn!.commandId
    const term = {
      electoralDistrictId,
      startOn: '2021-11-20',
      endOn: '2026-12-31',
      ground: 'general_election' as const,
    }
    const mandates: string[] = []
    for (const name of ['苏兰', '韩青', '罗云'])
      mandates.push((await must(begin, { ...of, ...term, name }))[0]!.commandId)
    const board = { ...of, quarter: '2026Q3' }
    await must(closePeriod, board)
    await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
    const content = { revision: 1, recipientIds: [], title: '通报', reason: '年度通报', basis: '《代表法》第五十八条' }
    const telling = { ...board, ...content, electoralDistrictIds: [electoralDistrictId] }
    const [proposed] = await must(propose, telling, commission)
    const told = { ...board, circularId: proposed!.commandId }
    await must(approve, { ...told, edition: 1, recipientIds: [] }, colleague)

    const mandateId = mandates[0]!
    const reason = '两次无故缺席会议以外的活动'
    const [opened] = await on('2026-10-08', open, { mandateId, ground: 'other', period: '2026', reason })
    const it = { mandateId, caseId: opened!.commandId }
    await on('2026-10-08', interview, { ...it, ...TALK })
    await on('2026-10-08', inform, { ...it, circularId: told.circularId })
    await on('2026-10-08', observe, { ...it, goals: '参加小组活动', untilOn: '2026-11-08' })
    await on('2026-11-08', advise, { ...it, advisedOn: '2026-11-08', record: '建议考虑辞职' })
    await on('2026-11-09', receive, { ...it, receivedOn: '2026-11-09', documentNumber: '1' })
    const acceptance = {
      ...it,
      ...of,
      body: 'congress' as const,
      decidedOn: '2026-11-20',
      decision: '柳荫人大〔2026〕2号',
    }
    const no = (change: object) =>
      refusal('2026-11-20', accept, { ...acceptance, memberCount: 3, voteCount: 2, ...change })
    expect(await no({ memberCount: 2 })).toMatchObject({ code: 'fewer-than-seated', because: { arithmetic: '2 < 3' } })
    expect(await no({ voteCount: 1 })).toMatchObject({ code: 'no-majority' })
    expect(await no({ body: 'standing_committee' })).toMatchObject({ code: 'wrong-body' })
    const before = await ask(store, caseRecord, { caseId: it.caseId }, ctx(commission))
    expect(before.ok && before.value.accepting).toEqual({ body: 'congress', membersMax: 160, seated: 3 })
    expect(await no({})).toBe(null)
  })

  test('refuses what stands against the end of a mandate, as mandate.end does', async () => {
    const { to, on, refusal, of, mandateId, acceptance } = await worldWithCase()
    await to('resigned')
    const no = (change: object, today = '2026-11-20') => refusal(today, accept, { ...acceptance, ...change })
    expect(await no({ unitId: 'elsewhere' })).toMatchObject({ status: 404 })
    expect(await no({ level: 'township' })).toMatchObject({ status: 404 })
    expect(await no({ decidedOn: '2026-11-11' })).toMatchObject({ code: 'day-out-of-order' })
    expect(await no({ decidedOn: '2026-11-21' })).toMatchObject({ code: 'day-out-of-order' })
    expect(await no({ decidedOn: '2026-12-31' }, '2026-12-31')).toMatchObject({
      code: 'outside-the-mandate',
      because: { article: { zh: expect.stringContaining('《代表法》第六十二条') as string } },
    })
    const later = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-11-25', note: '' }
    await on('2026-11-26', record, later)
    expect(await no({}, '2026-11-26')).toMatchObject({
      code: 'entries-after-the-end',
      errors: [{ pointer: '/decidedOn' }],
    })
    expect(await no({ voteCount: 12 })).toMatchObject({ code: 'no-majority' })
  })

  test('against a move or an entry after the end at that moment: one of the two is refused', async () => {
    for (const rival of ['move', 'entry']) {
      const { to, must, store, at, administrator, of, mandateId, acceptance, database } = await worldWithCase()
      await to('resigned')
      const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
      const seat = { ...of, mandateId }
      const shared = racing(store, 2)
      const day = '2026-11-25'
      const other = { ...at('2026-11-26', administrator) }
      const results = await Promise.all([
        run(shared, accept, acceptance, at('2026-11-26')),
        rival === 'move'
          ? run(shared, transfer, { ...seat, toUnitId: town!.commandId, fromOn: day, reason: '迁居' }, other)
          : run(shared, record, { ...seat, itemCode: 'inspection', occurredOn: day, note: '' }, other),
      ])
      expect(
        results.filter((one) => one.ok),
        rival
      ).toHaveLength(1)
      const { endOn } = database.prepare('select endOn from mandate where id = ?').get(mandateId) as { endOn: string }
      expect(endOn).toBe(results[0].ok ? '2026-11-20' : '2026-12-31')
    }
  })
})
