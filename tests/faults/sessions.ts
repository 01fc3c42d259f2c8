import * as agenda from '@jiceng/core/agenda/commands'
import * as body from '@jiceng/core/body/commands'
import { begin, drawDistrict } from '@jiceng/core/people/commands'
import type { Body } from '@jiceng/core/body/schema'
import type { Level } from '@jiceng/core/people/schema'
import * as paper from '@jiceng/core/paper/commands'
import * as guest from '@jiceng/core/guest/commands'
import * as roll from '@jiceng/core/roll/commands'
import * as session from '@jiceng/core/session/commands'
import * as sitting from '@jiceng/core/sitting/commands'
import { testWorld } from '@jiceng/core/testing'
import { codeAt } from '@jiceng/core/sitting/code'
import { pdfNamed, upload } from '@jiceng/core/testing-upload'
import { decisions } from './decisions.ts'
import { saltOf, TERM, TODAY, type Builder } from './world.ts'

const { administrator, office } = testWorld()

/** A town's congress and presidium: a session that begins today, one that is to come, and one member who leaves. */
export async function sessions(to: Builder, { unitId }: { unitId: string }, deputyId: string) {
  const { must, can } = to
  const own = office(unitId)
  const of = { unitId, level: 'township' as Level }
  const electoralDistrictId = await must(drawDistrict, { ...of, name: '镇第2选区', seats: 3 }, administrator)
  const seat = (name: string) => must(begin, { ...of, ...TERM, electoralDistrictId, name }, administrator)
  const mandateIds = [await seat('梁田'), await seat('方远'), await seat('秦小雨')] as const
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
  await rolls(to, { ...congress, sessionId: heldId }, mandateIds)
  await guests(to, { ...congress, sessionId })
  await agendaOf(to, { ...congress, sessionId })
  await sittings(to, { ...congress, sessionId }, { presidium, mandateIds, deputyId })
  can(session.setDays, { body: 'congress', noticeDays: 10, article: '本市乡镇人大工作条例' }, administrator)
  can(session.setSessionPattern, { unitIds: [unitId], fromYear: '2026', pattern: 'quarterly' }, own)
  const before = { ...past, calledOn: '2026-06-01', firstOn: '2026-06-15', lastOn: '2026-06-15', ordinal: 13 }
  const beforeId = await must(session.call, { ...called, ...before }, own)
  await must(session.hold, { ...congress, sessionId: beforeId, firstOn: before.firstOn, presentCount: 3 }, own)
  return { held: { ...congress, sessionId: heldId }, before: { ...congress, sessionId: beforeId } }
}

type Session = { placeId: string; body: 'congress'; sessionId: string }

/** Three items: one has its paper out, one a file. */
async function agendaOf({ must, can, store }: Builder, of: Session) {
  const own = office(of.placeId)
  const item = { type: 'special_report' as const, field: null, speaker: '张区长', minutes: 30, isPublic: true }
  const items = [
    { ...item, title: '民生实事专项报告' },
    { ...item, title: '环境保护专项报告' },
    { ...item, title: '重大项目专项报告' },
  ]
  const planned = await must(agenda.plan, { ...of, items, decision: '' }, own)
  const [first, second, third] = [0, 1, 2].map((n) => `${planned}/${n}`) as [string, string, string]
  const sent = { ...of, step: 'to_members' as const }
  const uploaded = (id: string) => upload(store, own, pdfNamed(id))
  await must(agenda.step, { ...sent, itemId: first, doneOn: TODAY }, own)
  can(agenda.plan, { ...of, items: [{ ...item, title: '临时增加' }], decision: '' }, own)
  can(agenda.change, { ...of, itemId: first, ...item, title: '民生实事', decision: '' }, own)
  can(agenda.remove, { ...of, itemId: second, decision: '' }, own)
  can(agenda.order, { ...of, itemIds: [second, first, third], decision: '' }, own)
  can(agenda.adopt, { ...of, adoptedOn: TODAY }, own)
  can(agenda.step, { ...sent, itemId: second, doneOn: TODAY }, own)
  can(agenda.takeBack, { ...sent, itemId: first }, own)
  const report = { ...of, itemId: third, name: '民生实事报告（草案）' }
  const paperId = await must(paper.attach, { ...report, fileId: await uploaded('one'), isPublic: true }, own)
  can(paper.attach, { ...report, fileId: await uploaded('two'), isPublic: false }, own)
  can(paper.setPublic, { ...of, paperId, isPublic: false }, own)
  can(paper.remove, { ...of, paperId }, own)
}

/** A roll to enter from paper, one to settle by who checked in, and one that stands. */
async function rolls({ must, can }: Builder, held: Session, mandateIds: readonly string[]): Promise<void> {
  const own = office(held.placeId)
  const { placeId, body: of } = held
  async function called(firstOn: string, ordinal: number) {
    const about = { kind: 'quarterly' as const, proposerCount: null, venue: '镇政府礼堂', ordinal }
    const days = { calledOn: '2026-04-20', firstOn, lastOn: firstOn }
    return { placeId, body: of, sessionId: await must(session.call, { placeId, body: of, ...about, ...days }, own) }
  }
  can(roll.enter, { ...held, firstOn: '2026-09-15', halfDays: 2, away: [] }, own)

  const on = '2026-05-08'
  const over = await called(on, 11)
  const sitting1 = { ...over, sittingId: await must(sitting.openDoors, { ...over, kind: 'plenary' }, own, on) }
  await must(sitting.checkInMembers, { ...sitting1, memberIds: mandateIds.slice(0, 2) }, own, on)
  await must(sitting.open, sitting1, own, on)
  await must(sitting.close, sitting1, own, on)
  can(roll.settle, { ...over, present: 2, onLeave: 0, absent: 1 }, own)

  const settled = await called('2026-05-11', 12)
  await must(session.hold, { ...settled, firstOn: '2026-05-11', presentCount: 2 }, own)
  await must(roll.enter, { ...settled, firstOn: '2026-05-11', halfDays: 1, away: ['秦小雨'] }, own)
  can(roll.takeBack, { ...settled, settlement: 1, reason: '漏登一人' }, own)
}

/** One guest who is expected and one who is here. */
async function guests({ must, can }: Builder, of: Session): Promise<void> {
  const own = office(of.placeId)
  const invited = await must(guest.invite, { ...of, lines: ['高远，区发改委，列席', '林夏，区法院，列席'] }, own)
  const [expected, here] = [0, 1].map((n) => ({ ...of, guestId: `${invited}/${n}` })) as [GuestAt, GuestAt]
  await must(guest.checkIn, here, own)
  can(guest.invite, { ...of, lines: ['苏木，农科院，会外发言'] }, own)
  can(guest.remove, expected, own)
  can(guest.checkIn, expected, own)
  can(guest.takeBackCheckIn, here, own)
}

type GuestAt = Session & { guestId: string }
type Hall = {
  presidium: { placeId: string; body: 'presidium' }
  mandateIds: readonly [string, string, string]
  deputyId: string
}

/**
 * A preparatory meeting of the congress that is over; of the presidium, whose members are the first two, a sitting that runs;
 * and of a street office one that can open.
 */
async function sittings(to: Builder, congress: Session, { presidium, mandateIds, deputyId }: Hall): Promise<void> {
  const { must, can } = to
  const own = office(congress.placeId)
  const over = { ...congress, sittingId: await must(sitting.openDoors, { ...congress, kind: 'preparatory' }, own) }
  await must(sitting.checkInMembers, { ...over, memberIds: [...mandateIds] }, own)
  await must(sitting.open, over, own)
  await must(sitting.close, over, own)
  can(sitting.reopen, over, own)
  can(sitting.openDoors, { ...congress, kind: 'plenary' }, own)

  const called = { kind: 'regular' as const, proposerCount: null, venue: '三楼会议室', ordinal: 1 }
  const today = { calledOn: '2026-09-20', firstOn: TODAY, lastOn: TODAY }
  async function doors<B extends Body>(of: { placeId: string; body: B }) {
    const one = { ...of, sessionId: await must(session.call, { ...of, ...called, ...today }, administrator) }
    return { ...one, sittingId: await must(sitting.openDoors, { ...one, kind: 'plenary' }, administrator) }
  }
  const running = await doors(presidium)
  await must(sitting.checkInMembers, { ...running, memberIds: mandateIds.slice(0, 2) }, own)
  await must(sitting.open, running, own)
  const { sittingId: _, ...agendaOf } = running
  const item = { type: 'other' as const, field: null, title: '其他事项', speaker: '', minutes: 10, isPublic: false }
  const planned = await must(agenda.plan, { ...agendaOf, items: [item], decision: '' }, own)
  can(sitting.call, { ...running, itemId: `${planned}/0` }, own)
  can(sitting.close, running, own)
  await decisions(to, running, `${planned}/0`)

  await awaited(to, doors, deputyId)
}

type Street = { placeId: string; body: 'street_office' }
type Doors = (of: Street) => Promise<Street & { sessionId: string; sittingId: string }>

/** A street office whose sitting can open: three have come, and the deputy among its members is on the way. */
async function awaited({ must, can, database }: Builder, doors: Doors, mandateId: string): Promise<void> {
  const { personId, name, placeId } = database
    .prepare(
      `select person.id as personId, person.name, unitId as placeId from mandate_unit join person on person.id = personId
        where mandateId = ?`
    )
    .get(mandateId) as { personId: string; name: string; placeId: string }
  const of = { placeId, body: 'street_office' as const }
  const member = { ...of, post: 'member' as const, fromOn: TERM.startOn, outsiders: true }
  const appointed = await must(body.appoint, { ...member, people: ['岳峰', '贺兰', '文静'] }, administrator)
  await must(body.appoint, { ...member, people: [name] }, administrator)
  const full = await doors(of)
  await must(sitting.checkInMembers, { ...full, memberIds: [0, 1, 2].map((n) => `${appointed}/${n}`) }, administrator)
  // Appointed since the doors opened: who is due is brought up to date when it opens.
  await must(body.appoint, { ...member, people: ['俞青'] }, administrator)
  const code = codeAt(saltOf(full.sittingId), `${TODAY}T02:00:00.000Z`)
  const { sessionId, sittingId } = full
  can(
    sitting.arrive,
    { sessionId, sittingId, memberId: mandateId, code },
    { kind: 'deputy', id: 'deputy-in-hall', name, personId }
  )
  can(sitting.checkInMembers, { ...full, memberIds: [mandateId] }, administrator)
  can(sitting.open, full, administrator)
  can(sitting.cancel, full, administrator)
  can(sitting.leave, { ...full, memberId: `${appointed}/0` }, administrator)
  can(sitting.takeBackArrival, { ...full, memberId: `${appointed}/0` }, administrator)
}
