import * as body from '@jiceng/core/body/commands'
import { begin, drawDistrict } from '@jiceng/core/people/commands'
import type { Level } from '@jiceng/core/people/schema'
import * as session from '@jiceng/core/session/commands'
import { testWorld } from '@jiceng/core/testing'
import { TERM, TODAY, type Builder } from './world.ts'

const { administrator, office } = testWorld()

/** A town's congress and presidium: a session that begins today, one that is to come, and one member who leaves. */
export async function sessions({ must, can }: Builder, { unitId }: { unitId: string }): Promise<void> {
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
  can(session.setDays, { body: 'congress', noticeDays: 10, article: '本市乡镇人大工作条例' }, administrator)
  can(session.setSessionPattern, { unitIds: [unitId], fromYear: '2026', pattern: 'quarterly' }, own)
}
