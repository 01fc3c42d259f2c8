import { describe, expect, test } from 'vitest'
import { hold } from '../activity/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask } from '../kernel/command.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import type { Part } from '../kernel/sectioned-paper.ts'
import { record } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { recordVoters as receive } from '../reception/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { draftDutyReport } from './queries.ts'

const rules = { ...presetRuleSet('2025Q1'), baseHundredths: 3650 }

/** Three deputies, of whom the first was at one of two activities and received voters. */
async function world() {
  const district = await districtWithDeputies({ ruleSets: [rules] })
  const { must, office, of, mandates, database } = district
  const [own, other] = [mandates[0]!, mandates[1]!]
  const activity = { ...of, itemCode: 'inspection', title: '视察养老服务' }
  const present = { mandateId: own, presence: 'present' as const }
  await must(hold, { ...activity, occurredOn: '2026-09-20', attendance: [present] }, office(of.unitId))
  const leave = { mandateId: own, presence: 'leave' as const }
  const group = { ...activity, itemCode: 'group-activity', title: '小组学习', occurredOn: '2026-05-06' }
  await must(hold, { ...group, attendance: [leave, { mandateId: other, presence: 'present' }] }, office(of.unitId))
  await must(
    record,
    { ...of, mandateId: other, itemCode: 'suggestion', occurredOn: '2026-09-16', note: '他人' },
    office(of.unitId)
  )
  const received = { ...of, occurredOn: '2026-08-20', place: '北桥代表之家', mandateIds: [own], voterCount: 7 }
  await must(receive, received, office(of.unitId))
  const personId = (mandateId: string) =>
    (database.prepare('select personId from mandate where id = ?').get(mandateId) as { personId: string }).personId
  const deputy = (mandateId: string): Actor => ({
    ...{ kind: 'deputy', id: `account-${mandateId}`, name: '陈静', personId: personId(mandateId) },
  })
  const draft = (actor: Actor, year = '2026', mandateId = own) =>
    ask(district.store, draftDutyReport, { mandateId, year }, district.ctx(actor))
  return { ...district, own, other, deputy, draft }
}

const textOf = (part: Part): string => {
  if (part.kind === 'text') return part.text
  return part.kind === 'blank' ? part.label : [part.columns, ...part.rows].map((row) => row.join('|')).join('\n')
}

/** The sections of a draft as one text each, by what they are called. */
async function told({ draft, deputy, own }: Awaited<ReturnType<typeof world>>) {
  const report = await draft(deputy(own))
  if (!report.ok) throw new Error(report.problem.code)
  const { sections, ...rest } = report.value.draft
  return { ...rest, sections: sections.map(({ title, parts }) => `${title}\n${parts.map(textOf).join('\n')}`) }
}

describe('duty-report.draft', () => {
  test('tells a deputy’s year from their own record: attendance, receptions, points by days served, what was owed', async () => {
    const { by, opening, sections, signatures } = await told(await world())
    expect([by, ...signatures]).toEqual(['青禾区人民代表大会代表　陈静（第1选区）', '报告人：陈静'])
    expect(opening).toContain('《代表法》第五十八条')
    const [term, attended, received, scored, owed, answered, own] = sections
    expect(term).toContain('2026年共365天，在任281天。本报告截至2026年10月8日，全年尚未结束。')
    expect(attended).toContain('本年度应参加2次，出席1次，请假1次，未到0次。')
    expect(attended).toContain('代表小组活动|1|0|1|0\n视察、调研、执法检查|1|1|0|0')
    expect(attended).toContain('2026年5月6日|小组学习|请假\n2026年9月20日|视察养老服务|出席')
    expect(received).toContain('2026年8月20日|北桥代表之家|7')
    // 36.5 points for 281 of 365 days, and 3 for the inspection.
    expect(scored).toContain('本年度31.1分。其中基础分28.1分，按在任天数折算（36.5分×281/365天）')
    expect(scored).toContain('活动|视察、调研、执法检查1次|3')
    expect(owed).toContain('代表小组活动|第一季度|1次|0次')
    expect(owed).not.toContain('全年|')
    expect(answered).toContain('本年度没有提出核对意见和公示异议。')
    expect(own).toBe('七、体会、不足和下一步打算\n由本人填写')
    expect(sections.join('')).not.toContain('他人')
  })

  test('is the deputy’s own, and that of the office which keeps the record at the end of the year', async () => {
    const { draft, deputy, own, other, office, commission, of, ctx, store } = await world()
    expect(await draft(deputy(other))).toMatchObject({ problem: { status: 404 } })
    expect(await draft(office('elsewhere'))).toMatchObject({ problem: { status: 404 } })
    expect(await draft(office(of.unitId))).toMatchObject({ ok: true, value: { name: '陈静', mandateId: own } })
    expect(await draft(commission)).toMatchObject({ ok: true })
    const body: Actor = { ...commission, roles: ['working_body'] }
    expect(await ask(store, draftDutyReport, { mandateId: own, year: '2026' }, ctx(body))).toMatchObject({
      problem: { status: 403 },
    })
  })

  test('there is none of a year to come, before the mandate or before there were rules', async () => {
    const { draft, deputy, own } = await world()
    for (const year of ['2027', '2020', '2022']) {
      expect(await draft(deputy(own), year), year).toMatchObject({ problem: { status: 404 } })
    }
  })

  test('of a mandate that ended, speaks of the days it ran', async () => {
    const made = await world()
    const { must, of, own } = made
    const end = {
      ...of,
      mandateId: own,
      endOn: '2026-09-30',
      ending: 'resignation' as const,
      decision: '青人常〔2026〕3号',
    }
    await must(endMandateEarly, end)
    expect((await told(made)).sections[0]).toContain('在任273天')
  })
})
