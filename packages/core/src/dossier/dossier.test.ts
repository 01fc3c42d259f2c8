import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import { prepareYear, publishYear } from '../annual-board/commands.ts'
import { annualState } from '../annual-board/state.ts'
import { exempt } from '../assessment/commands.ts'
import { propose, approve } from '../erasure/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import type { Part } from '../kernel/sectioned-paper.ts'
import { transfer } from '../mandate/commands.ts'
import { file } from '../objection/commands.ts'
import { begin, drawDistrict, establish } from '../people/commands.ts'
import { record, reverse } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { recordVoters } from '../reception/commands.ts'
import { register } from '../term/commands.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { terms, wholeYear } from '../testing-annual-board.ts'
import { worldWithCase } from '../testing-duty-case.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { ledgerParts } from './ledger.ts'
import { mandateDossier } from './queries.ts'
import { ENTRIES_MAX } from './schema.ts'

const OTHERS = ['丁文博', '马晓岚', '王素梅']

const textOf = (part: Part): string =>
  part.kind === 'table'
    ? [part.columns, ...part.rows].map((row) => row.join('|')).join('\n')
    : part.kind === 'text'
      ? part.text
      : part.label

/** A deputy with a board, a circular and a case, an entry that was taken back, an activity and a reception. */
async function world() {
  const made = await worldWithCase()
  const { must, of, office, mandateId, mandates, database, store, at, board } = made
  const unit = office(of.unitId)
  const entry = { ...of, mandateId, itemCode: 'suggestion', note: '加装电梯' }
  await must(record, { ...entry, mandateId: mandates[1]!, itemCode: 'training', occurredOn: '2025-02-03' }, unit)
  const [wrong] = await must(record, { ...entry, occurredOn: '2026-10-02' }, unit)
  await must(record, { ...entry, itemCode: 'training', occurredOn: '2026-10-02', note: '培训' }, unit)
  const taken = { ...of, mandateId, entryId: `${wrong!.commandId}/0`, occurredOn: '2026-10-02', reason: '登记错人' }
  await must(reverse, taken, unit)
  const attendance = [
    { mandateId, presence: 'leave' as const },
    { mandateId: mandates[1]!, presence: 'present' as const },
  ]
  await must(hold, { ...of, itemCode: 'inspection', title: '视察', occurredOn: '2026-10-03', attendance }, unit)
  const received = { ...of, place: '北桥代表之家', voterCount: 7, occurredOn: '2026-10-05' }
  await must(recordVoters, { ...received, mandateIds: [mandateId, mandates[1]!] }, unit)
  const personOf = (id: string) =>
    (database.prepare('select personId from mandate where id = ?').get(id) as { personId: string }).personId
  const deputy = (id: string): Actor => ({ kind: 'deputy', id: `account-${id}`, name: '陈静', personId: personOf(id) })
  const about = { ...board, revision: 1, entryId: null, aboutOn: null, itemCode: null, kind: 'other' as const }
  const she = deputy(mandateId)
  await must(file, { ...about, mandateId, text: '公示有误' }, she)
  await must(file, { ...about, mandateId: mandates[1]!, text: '他的一行有误' }, she)
  await must(file, { ...about, mandateId, text: '她的一行有误' }, deputy(mandates[1]!))
  const dossier = (actor: Actor, id = mandateId, today = '2026-10-08') =>
    ask(store, mandateDossier, { mandateId: id }, at(today, actor as never))
  /** The sections by what they are called, each as one text. */
  const told = async (actor: Actor, today?: string) => {
    const found = await dossier(actor, mandateId, today)
    if (!found.ok) throw new Error(found.problem.code)
    const { sections, ...paper } = found.value.paper
    const named = sections.map(({ title, parts }) => [title.split('、')[1]!, parts.map(textOf).join('\n')] as const)
    return {
      ...paper,
      titles: named.map(([title]) => title),
      of: Object.fromEntries(named),
      all: JSON.stringify(found),
    }
  }
  return { ...made, unit, she, deputy, personOf, dossier, told }
}

describe('dossier.of-mandate', () => {
  test('a term’s board is told as a term, beside the years it is made of', async () => {
    const { published, must, commission, administrator, mandates, store, ctx } = await wholeYear()
    await published()
    const days = { startOn: '2021-11-20', endOn: '2026-12-31' }
    await must(register, { congresses: [{ congressId: DISTRICT_PLACE, ordinal: 18 }], ...days })
    const ofTerm = { level: 'district', year: '2021-2026' } as const
    await must(prepareYear, { ...ofTerm, plannedOn: '2026-10-08' }, commission)
    const frozen = await ask(store, annualState, ofTerm, ctx(commission))
    const root = (frozen.ok && frozen.value.draft?.root) || ''
    await must(publishYear, { ...ofTerm, ...terms, root }, administrator)
    const found = await ask(store, mandateDossier, { mandateId: mandates[0]! }, ctx(commission))
    const said = found.ok ? found.value.paper.sections.flatMap(({ parts }) => parts.map(textOf)).join('\n') : ''
    expect(said).toContain('\n2025年度 全区|1|')
    expect(said).toContain('\n第十八届任期（2021—2026年） 全区|1|')
  })

  test('tells a mandate from its first day: how it came to be, days served, attendance, points, what was owed', async () => {
    const { told, commission } = await world()
    const { by, opening, of, titles } = await told(commission)
    expect(by).toBe('青禾区人民代表大会代表　陈静（第1选区）')
    expect(opening).toContain('《代表法》第五十八条')
    expect(titles).toEqual([
      ...['代表资格', '任职和出席', '出席人民代表大会会议', '积分和年度评定', '应完成的事项', '接待选民', '积分登记'],
      ...['核对意见和公示异议', '公示', '通报', '履职跟进'],
    ])
    expect(of['代表资格']).toContain('产生方式|换届选举\n任期|2021年11月20日至2026年12月31日\n现状|在任')
    expect(of['代表资格']).toContain('北桥街道|2021年11月20日|至今')
    // From 20 November 2021: 42 days of that year, and 281 of the one that runs.
    expect(of['任职和出席']).toContain('2021年|42／365|0|0|0|0')
    expect(of['任职和出席']).toContain('2026年（至今）|281／365|1|0|1|0')
    expect(of['任职和出席']).toContain('合计|1784／1784|1|0|1|0')
    expect(of['积分和年度评定']).toContain('2021年、2022年、2023年、2024年尚未开始积分登记')
    expect(of['积分和年度评定']).toContain('2025年||0|0|0|')
    expect(of['应完成的事项']).toContain('2025年|代表小组活动|第一季度0／1；第二季度0／1；第三季度0／1；第四季度0／1|4')
    expect(of['应完成的事项']).toContain('第三季度0／1；第四季度0／1（未结束）|3')
    expect(of['接待选民']).toContain('2026年10月5日|北桥代表之家|7')
    expect(of['公示']).toMatch(/2026年第三季度 北桥街道\|1\|2026年10月8日\|[0-9a-f]{8}\|最新/)
  })

  test('of a mandate that begins later in the year it tells no days, and owes nothing', async () => {
    const { must, of, dossier, commission } = await world()
    const [drawn] = await must(drawDistrict, { ...of, name: '第9选区', seats: 1 })
    const seat = { ...of, electoralDistrictId: drawn!.commandId, ground: 'by_election' as const, namesake: true }
    const days = { startOn: '2026-10-28', endOn: '2026-12-31' }
    const [begun] = await must(begin, { ...seat, ...days, name: '秦越' })
    const found = await dossier(commission, begun!.commandId)
    const said = found.ok ? found.value.paper.sections.flatMap(({ parts }) => parts.map(textOf)).join('\n') : ''
    expect(said).toContain('任期尚未开始')
    expect(said).not.toMatch(/-\d|2026年\|/)
    expect(found.ok && found.value.paper.sections.map(({ title }) => title)).not.toContain('四、应完成的事项')
  })

  test('a year within which rules or the record began is held to its part: what it asks, and since when', async () => {
    const minimums = [{ itemCode: 'survey', per: 'year' as const, times: 4, article: '本区设定' }]
    const ruleSets = [{ ...presetRuleSet('2025Q2'), minimums }]
    const { must, of, mandates, store, ctx, commission } = await districtWithDeputies({ ruleSets })
    const owed = async () => {
      const found = await ask(store, mandateDossier, { mandateId: mandates[1]! }, ctx(commission))
      const section = found.ok && found.value.paper.sections.find(({ title }) => title.endsWith('应完成的事项'))
      return section ? section.parts.map(textOf).join('\n') : null
    }
    const entry = { ...of, mandateId: mandates[0]!, itemCode: 'survey', note: '' }
    await must(record, { ...entry, occurredOn: '2025-08-03' })
    // 184 of 365 days of four times.
    expect(await owed()).toMatch(/^自2025年7月1日起计[^]*2025年\|.*\|全年0／2\|2/)
    // 275 of them: from the first day of rules.
    await must(record, { ...entry, occurredOn: '2025-04-03' })
    expect(await owed()).toMatch(/^自2025年4月1日起计[^]*2025年\|.*\|全年0／3\|3/)
  })

  test('a reversal stands below what it took back, whatever was entered between', async () => {
    const { told, commission } = await world()
    const { of } = await told(commission)
    expect(of['积分登记']).toContain('2026年第四季度：登记2笔，冲正1笔，按上限计2分')
    expect(of['积分登记']).toMatch(
      /10月2日\|提出建议（已冲正）\|3\|加装电梯\|罗敏\n2026年10月2日\|冲正上一笔（2026年10月8日登记）\|−3\|登记错人\|罗敏/
    )
  })

  test('a ledger longer than a paper holds says that it was cut', () => {
    const entry = {
      ...{ quarter: '2026Q3', occurredOn: '2026-09-01', itemCode: 'inspection', hundredths: 300, reversesId: null },
      ...{ recordedAt: '2026-09-01T02:00:00.000Z', note: null, recorder: null },
    }
    const entries = Array.from({ length: ENTRIES_MAX + 1 }, (_, n) => ({ ...entry, id: String(n) }))
    const lines = (count: number) => ledgerParts(entries.slice(0, count), [], () => 0)
    const listed = (parts: Part[]) =>
      parts.reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length : 0), 0)
    expect(lines(ENTRIES_MAX).map(textOf).join('')).not.toContain('只列')
    expect(textOf(lines(ENTRIES_MAX + 1)[0]!)).toBe('只列最早的5000笔。')
    expect(listed(lines(ENTRIES_MAX + 1))).toBe(ENTRIES_MAX)
  })

  test('is the deputy’s own and that of the office which keeps the record now; a unit that kept it has none', async () => {
    const { dossier, she, deputy, mandates, unit, commission, office, must, of, mandateId, on } = await world()
    for (const actor of [she, unit, commission]) expect(await dossier(actor)).toMatchObject({ ok: true })
    expect(await dossier(deputy(mandates[1]!))).toMatchObject({ problem: { status: 404 } })
    expect(await dossier(office('elsewhere'))).toMatchObject({ problem: { status: 404 } })
    expect(await dossier(commission, 'nobody')).toMatchObject({ problem: { status: 404 } })
    expect(await dossier({ ...commission, roles: ['working_body'] })).toMatchObject({ problem: { status: 403 } })
    const [south] = await must(establish, { kind: 'street', name: '南桥街道' })
    const move = { ...of, mandateId, toUnitId: south!.commandId, fromOn: '2026-10-10', reason: '工作单位迁移' }
    await on('2026-10-09', transfer, move)
    const to = office(south!.commandId)
    expect(await dossier(unit, mandateId, '2026-10-09')).toMatchObject({ ok: true })
    expect(await dossier(to, mandateId, '2026-10-09')).toMatchObject({ problem: { status: 404 } })
    expect(await dossier(unit, mandateId, '2026-10-10')).toMatchObject({ problem: { status: 404 } })
    expect(await dossier(to, mandateId, '2026-10-10')).toMatchObject({ value: { unitName: '南桥街道' } })
    // After the mandate: whoever kept it last.
    expect(await dossier(unit, mandateId, '2027-03-01')).toMatchObject({ problem: { status: 404 } })
    expect(await dossier(to, mandateId, '2027-03-01')).toMatchObject({ ok: true })
  })

  test('circulars are for the offices that list them, within their reach, and cases for who follows deputies up', async () => {
    const made = await world()
    const { told, she, unit, commission, administrator, to, must, of, mandateId, on, office } = made
    await to('interviewed')
    const committee: Actor = { ...commission, roles: ['committee_office'] }
    const key: Actor = {
      ...{ kind: 'api-key', id: 'k', name: '密钥', memberId: 'm', roles: ['tenant_administrator'], unitId: null },
      permissions: ['dossier.of-mandate'],
    }
    expect((await told(commission)).of['履职跟进']).toContain('约谈2026年10月8日|已约谈')
    expect((await told(administrator)).titles.slice(-2)).toEqual(['通报', '履职跟进'])
    for (const one of [committee, key, unit]) {
      const { titles, of: said, all } = await told(one)
      expect(titles.at(-1)).toBe('通报')
      expect(said['通报']).toContain('2026年第三季度|2026年10月8日|1份／0份|待张贴')
      expect(all).not.toContain('已约谈')
    }
    const own = await told(she)
    expect(own.titles.at(-1)).toBe('公示')
    expect(own.all).not.toContain('待张贴')
    const [south] = await must(establish, { kind: 'street', name: '南桥街道' })
    const move = { ...of, mandateId, toUnitId: south!.commandId, fromOn: '2026-10-10', reason: '工作单位迁移' }
    await on('2026-10-09', transfer, move)
    // The circular named the deputy, and is the other unit's: of others it says nothing.
    expect((await told(office(south!.commandId), '2026-10-10')).of['通报']).toBe('本街镇的通报没有写到本代表。')
    expect((await told(commission, '2026-10-10')).of['通报']).toContain('1份／0份')
  })

  test('whoever was left out of a year has a state and no grade; on what ground, the offices know', async () => {
    const { told, she, unit, must, mandateId } = await world()
    await must(exempt, { mandateId, year: '2026', ground: 'illness', reason: '长期住院' })
    expect((await told(unit)).of['积分和年度评定']).toContain('不评定（长期病休）')
    const own = (await told(she)).of['积分和年度评定']
    expect(own).toContain('|不评定')
    expect(own).not.toContain('长期病休')
  })

  test('nothing of another deputy is in it: no name, and no objection about another’s row', async () => {
    const { told, she, commission } = await world()
    const [all, own] = [await told(commission), await told(she)]
    for (const name of OTHERS) expect(all.all).not.toContain(name)
    const objections = (of: Record<string, string>) => of['核对意见和公示异议']!.match(/办理中/g)
    expect(objections(all.of)).toHaveLength(2)
    expect(objections(own.of)).toHaveLength(1)
  })

  test('of somebody erased there is none', async () => {
    const { mandateId, administrator, at, on, to, store, database } = await worldWithCase()
    await to('accepted')
    const dossier = () => ask(store, mandateDossier, { mandateId }, at('2027-10-09'))
    expect(await dossier()).toMatchObject({ ok: true })
    const { personId } = database.prepare('select personId from mandate where id = ?').get(mandateId) as {
      personId: string
    }
    await on('2027-10-09', propose, { personId, ground: 'purpose-met' })
    expect(await dossier()).toMatchObject({ ok: true })
    const approval = { personId, accountIds: [], hasAccount: false }
    expect(await run(store, approve, approval, at('2027-10-09', administrator))).toMatchObject({ ok: true })
    expect(await dossier()).toMatchObject({ problem: { status: 404 } })
  })
})
