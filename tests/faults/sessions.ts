import * as agenda from '@jiceng/core/agenda/commands'
import * as body from '@jiceng/core/body/commands'
import { begin, drawDistrict } from '@jiceng/core/people/commands'
import type { Level } from '@jiceng/core/people/schema'
import * as session from '@jiceng/core/session/commands'
import { testWorld } from '@jiceng/core/testing'
import { TERM, TODAY, type Builder } from './world.ts'

const { administrator, office } = testWorld()

/** A town's congress and presidium: a session that begins today, one that is to come, and one member who leaves. */
export async function sessions(to: Builder, { unitId }: { unitId: string }): Promise<void> {
  const { must, can } = to
  const own = office(unitId)
  const of = { unitId, level: 'township' as Level }
  const electoralDistrictId = await must(drawDistrict, { ...of, name: '镇第2选区', seats: 3 }, administrator)
  for (const name of ['梁田', '方远', '秦小雨'])
    await must(begin, { ...of, ...TERM, electoralDistrictId, name }, administrator)
  const presidium = { placeId: unitId, body: 'presidium' as const }
  const member = { ...presidium, post: 'member' as const, fromOn: TERM.startOn, outsiders: false }
  const memberId = `${await must(body.appoint, { ...member, people: ['梁田', '方远'] }, own)}/0`
  can(body.appoint, { ...member, post: 'chair', people: ['秦小雨'] }, own)
  can(body.discharge, { ...presidium, memberId, lastOn: TODAY }, own)
  can(body.takeBack, { ...presidium, memberId }, own)

  const congress = { placeId: unitId, body: 'congress' as const }
  const called = { ...congress, proposerCount: null, venue: '镇政府三楼会议室', calledOn: '2026-10-08' }
  const now = { firstOn: TODAY, lastOn: '2026-10-21' }
  const later = { firstOn: '2026-12-01', lastOn: '2026-12-01' }
  const sessionId = await must(session.call, { ...called, ...now, kind: 'quarterly', ordinal: 15 }, own)
  can(session.call, { ...called, ...later, kind: 'extraordinary', ordinal: 16, proposerCount: 1 }, own)
  can(session.move, { ...congress, ...later, sessionId, reason: '场地检修' }, own)
  can(session.cancel, { ...congress, sessionId, reason: '并入下次会议' }, own)
  can(session.hold, { ...congress, sessionId, firstOn: TODAY, presentCount: 2 }, own)
  const past = {
    calledOn: '2026-09-01',
    firstOn: '2026-09-15',
    lastOn: '2026-09-15',
    kind: 'quarterly',
    ordinal: 14,
  } as const
  const heldId = await must(session.call, { ...called, ...past }, own)
  await must(session.hold, { ...congress, sessionId: heldId, firstOn: past.firstOn, presentCount: 3 }, own)
  can(session.takeBackHolding, { ...congress, sessionId: heldId, presentCount: 3 }, own)
  await agendaOf(to, { ...congress, sessionId })
  can(session.setDays, { body: 'congress', noticeDays: 10, article: '本市乡镇人大工作条例' }, administrator)
  can(session.setSessionPattern, { unitIds: [unitId], fromYear: '2026', pattern: 'quarterly' }, own)
}

type Session = { placeId: string; body: 'congress'; sessionId: string }

/** Two items, one with its paper out; and the same of another session that is adopted. */
async function agendaOf({ must, can }: Builder, of: Session) {
  const own = office(of.placeId)
  const item = { type: 'special_report' as const, field: null, speaker: '张区长', minutes: 30, isPublic: true }
  const items = [
    { ...item, title: '民生实事专项报告' },
    { ...item, title: '环境保护专项报告' },
  ]
  const planned = await must(agenda.plan, { ...of, items, decision: '' }, own)
  const [first, second] = [`${planned}/0`, `${planned}/1`]
  const paper = { ...of, step: 'to_members' as const }
  await must(agenda.step, { ...paper, itemId: first, doneOn: TODAY }, own)
  can(agenda.plan, { ...of, items: [{ ...item, title: '临时增加' }], decision: '' }, own)
  can(agenda.change, { ...of, itemId: first, ...item, title: '民生实事', decision: '' }, own)
  can(agenda.remove, { ...of, itemId: second, decision: '' }, own)
  can(agenda.order, { ...of, itemIds: [second, first], decision: '' }, own)
  can(agenda.adopt, { ...of, adoptedOn: TODAY }, own)
  can(agenda.step, { ...paper, itemId: second, doneOn: TODAY }, own)
  can(agenda.takeBack, { ...paper, itemId: first }, own)
}
