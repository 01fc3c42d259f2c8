import { cancel, hold, report } from '@jiceng/core/activity/commands'
import { prepareYear, publishYear } from '@jiceng/core/annual-board/commands'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import { approve, propose, provePost } from '@jiceng/core/circular/commands'
import { reply } from '@jiceng/core/circular/notices'
import { noticeId } from '@jiceng/core/circular/schema'
import { plan, step } from '@jiceng/core/agenda/commands'
import { invite } from '@jiceng/core/guest/commands'
import { enter } from '@jiceng/core/roll/commands'
import { openDoors } from '@jiceng/core/sitting/commands'
import { appoint as appointMembers } from '@jiceng/core/body/commands'
import type { BodyAt } from '@jiceng/core/body/schema'
import { appoint, change, form } from '@jiceng/core/deputy-group/commands'
import { interview, open } from '@jiceng/core/duty-case/commands'
import { checkJob, stage } from '@jiceng/core/imports/job'
import type { Actor } from '@jiceng/core/kernel/actor'
import { addDays, addQuarters, dayOf, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import { run } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import { answer, request } from '@jiceng/core/leave/commands'
import { propose as proposeErasure } from '@jiceng/core/erasure/commands'
import { endMandateEarly } from '@jiceng/core/mandate/commands'
import { decide, file as object, register as registerObjection } from '@jiceng/core/objection/commands'
import { assign, record as recordOpinion, report as reportOpinion } from '@jiceng/core/opinion/commands'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import { personById } from '@jiceng/core/people/queries'
import { record } from '@jiceng/core/points/commands'
import { attach as attachPaper } from '@jiceng/core/paper/commands'
import { make } from '@jiceng/core/proposal/commands'
import { sourceNamed } from '@jiceng/core/proposal/schema'
import { recordVoters } from '@jiceng/core/reception/commands'
import { attach, register, setContact } from '@jiceng/core/recipient/commands'
import { recordLate } from '@jiceng/core/revision/commands'
import { file, openSelfCheck, setBoardSettings } from '@jiceng/core/self-check/commands'
import { call, hold as holdSession } from '@jiceng/core/session/commands'
import { register as registerTerm } from '@jiceng/core/term/commands'
import { pdfNamed, upload } from '@jiceng/core/testing-upload'
import { register as registerEndpoint, verify } from '@jiceng/core/webhook/commands'
import { ctxOf } from '@jiceng/workers/http/context'
import { writeFirstRows } from '@jiceng/workers/opening'
import { calendars } from './calendars.ts'
import type { Seeding, Word } from './seeding.ts'
import { districtInHall, voted } from './sittings.ts'

// A district with everything in it once: two units that each have deputies, points, a board, a circular, an import and
// what else a page can be about. Every id, name and text of it is a word that stands nowhere else.

export const today = dayOf(Date.now())
export const quarters = {
  open: quarterOf(today),
  last: addQuarters(quarterOf(today), -1),
  published: addQuarters(quarterOf(today), -2),
}
/** A year that is over, with all its quarters. */
export const yearPublished = String(Number(quarters.published.slice(0, 4)) - 1)
const firstOn = (quarter: string): string => quarterDays(quarter).firstOn
export const days = {
  open: firstOn(quarters.open),
  last: firstOn(quarters.last),
  published: firstOn(quarters.published),
}
const TERM = { startOn: addDays(today, -1000), endOn: addDays(today, 500) }
const FORMER_TERM = { startOn: addDays(today, -3000), endOn: addDays(today, -1500) }
const DAYS_AFTER_A_QUARTER = 8

/** What one unit has, by the name its id has in an input. */
export type UnitThings = Record<
  | 'unitId'
  | 'electoralDistrictId'
  | 'mandateId'
  | 'otherMandateId'
  | 'endedMandateId'
  | 'personId'
  | 'otherPersonId'
  | 'formerPersonId'
  | 'entryId'
  | 'openEntryId'
  | 'groupId'
  | 'receptionId'
  | 'proposalId'
  | 'lateProposalId'
  | 'activityId'
  | 'heldActivityId'
  | 'leaveId'
  | 'caseId'
  | 'circularId'
  | 'proposedCircularId'
  | 'recipientId'
  | 'endpointId'
  | 'noticeId'
  | 'reportId'
  | 'jobId'
  | 'fileId'
  | 'postedFileId'
  | 'bodyMember'
  | 'bodyMemberId'
  | 'congressSessionId'
  | 'heldSessionId'
  | 'agendaItemId'
  | 'otherAgendaItemId'
  | 'sittingId'
  | 'townMandateId'
  | 'paperId'
  | 'paperFileId'
  | 'attachedFileId'
  | 'metSessionId'
  | 'opinionId'
  | 'handledOpinionId'
  | 'answeredOpinionId'
  | 'rollSessionId'
  | 'guestId'
  | 'votedSessionId'
  | 'votedSittingId'
  | 'votedItemId'
  | 'decisionId'
  | 'resolutionId'
  | 'feedToken'
  | 'name',
  string
>

const administrator = (id: string, name: string): Actor => ({
  ...{ kind: 'member', id, name, unitId: null },
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
})

/** Seeds an empty district and answers what its units have. */
export async function seedDistrict(store: Store, word: Word, tenant: { id: string; name: string; slot: number }) {
  const office = administrator(word(), word())
  const made: Seeding['made'] = async (spec, input, day = today, actor = office) => {
    const platform = { origin: 'https://jiceng.example', slotCount: 3, isLive: true, receiver: null }
    const ctx = { ...ctxOf(actor, word(), platform), today: day, now: `${day}T04:00:00.000Z` }
    const result = await run(store, spec, input, ctx)
    if (!result.ok) throw new Error(`${spec.name}: ${result.problem.code} ${JSON.stringify(result.problem.errors)}`)
    return result.value[0]!.commandId
  }
  await writeFirstRows(store, { ...tenant, areaCode: '500199', signedUpOn: addDays(today, -400) })
  await made(setBoardSettings, { selfCheckWorkingDays: 0 })
  const seeding: Seeding = { word, made }
  const units = [await seats(seeding), await seats(seeding)] as const
  for (const unit of units) await published(seeding, unit)
  await publishedYear(seeding, store, units)
  for (const unit of units) await told(seeding, unit, store, office)
  await made(setBoardSettings, { selfCheckWorkingDays: 5 })
  for (const unit of units) await underWay(seeding, unit)
  const congresses = [
    ...units.map(({ unitId }) => ({ congressId: unitId, ordinal: 9 })),
    { congressId: 'district', ordinal: 12 },
  ]
  await made(registerTerm, { congresses, ...TERM })
  for (const unit of units) await sessions(seeding, unit, store, office)
  await districtInHall(seeding, today)
  for (const unit of units) unit.feedToken = await calendars(seeding, unit, { office, store })
  for (const unit of units) await imported(seeding, unit, store)
  return units
}

async function seats({ word, made }: Seeding): Promise<UnitThings> {
  const name = word()
  const unitId = await made(establish, { kind: 'town', name })
  const of = { unitId, level: 'district' as const }
  const electoralDistrictId = await made(drawDistrict, { ...of, name: word(), seats: 3 })
  const seat = { ...of, ...TERM, electoralDistrictId, ground: 'general_election' as const }
  const [mandateId, otherMandateId, endedMandateId] = [
    await made(begin, { ...seat, name: word() }),
    await made(begin, { ...seat, name: word() }),
    await made(begin, { ...seat, name: word() }),
  ]
  const ending = { mandateId: endedMandateId, endOn: days.open, ending: 'resignation' as const, decision: word() }
  await made(endMandateEarly, { ...of, ...ending })
  const things = { name, unitId, electoralDistrictId, mandateId, otherMandateId, endedMandateId }
  const formerPersonId = await made(begin, { ...seat, ...FORMER_TERM, name: word() })
  const proposal = { personId: formerPersonId, ground: 'purpose-met' as const }
  await made(proposeErasure, proposal, today, administrator(word(), word()))
  return { ...things, personId: mandateId, otherPersonId: otherMandateId, formerPersonId } as UnitThings
}

async function published({ word, made }: Seeding, unit: UnitThings): Promise<void> {
  const { unitId, mandateId } = unit
  const of = { unitId, level: 'district' as const }
  const entry = { ...of, itemCode: 'voter-reception', note: word(), evidence: word() }
  const early = await made(record, { ...entry, mandateId, occurredOn: days.published }, addDays(days.published, 1))
  unit.entryId = `${early}/0`
  const board = { ...of, quarter: quarters.published }
  const closedOn = addDays(quarterDays(quarters.published).lastOn, DAYS_AFTER_A_QUARTER)
  await made(closePeriod, board, closedOn, administrator(word(), word()))
  await made(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: addDays(today, 300) }, closedOn)
  const late = { ...of, itemCode: 'suggestion', mandateId, occurredOn: days.published, reason: word() }
  await made(recordLate, late, today, administrator(word(), word()))
}

/** A year that is over: every quarter on its board, and the year of the whole district on one. */
async function publishedYear({ word, made }: Seeding, store: Store, units: readonly UnitThings[]): Promise<void> {
  const [closing, freezing] = [administrator(word(), word()), administrator(word(), word())]
  const terms = { objectionWorkingDays: 5, publicUntilOn: addDays(today, 300) }
  for (const { unitId } of units) {
    for (const n of [1, 2, 3, 4]) {
      const board = { unitId, level: 'district' as const, quarter: `${yearPublished}Q${n}` }
      await made(closePeriod, board, today, closing)
      await made(publish, { ...board, ...terms })
    }
  }
  const year = { level: 'district' as const, year: yearPublished }
  await made(prepareYear, { ...year, plannedOn: today }, today, freezing)
  const [frozen] = await store.read([{ sql: 'select root from annual_board', parameters: [] }])
  await made(publishYear, { ...year, ...terms, root: (frozen as { root: string }[])[0]!.root })
}

/** One circular that went out by link, with a public notice that was posted, and one that waits for approval. */
async function told({ word, made }: Seeding, unit: UnitThings, store: Store, office: Actor): Promise<void> {
  const { unitId, mandateId, electoralDistrictId } = unit
  const of = { unitId, level: 'district' as const }
  const recipientName = word()
  unit.recipientId = await made(register, { kind: 'employer', name: recipientName })
  const { recipientId } = unit
  await made(setContact, { recipientId, address: word(), person: word(), phone: word() })
  await made(attach, { ...of, recipientId, mandateId })
  const board = { ...of, quarter: quarters.published }
  const content = { revision: 1, recipientIds: [recipientId], electoralDistrictIds: [electoralDistrictId] }
  const text = () => ({ title: word(), reason: word(), basis: word() })
  const author = administrator(word(), word())
  // A board with a later change is told of again only in its next revision.
  await made(publish, {
    ...{ ...board, objectionWorkingDays: 5, publicUntilOn: addDays(today, 300), reason: word() },
  })
  await objectedTo({ word, made }, unit, board)
  const circularId = await made(propose, { ...board, ...content, revision: 2, ...text() }, today, author)
  await made(approve, { ...board, circularId, edition: 1, recipientIds: [recipientId] })
  const told = noticeId(circularId, recipientId)
  const answer = { noticeId: told, generation: 1, kind: 'disputed' as const, note: word() }
  await made(reply, answer, today, { kind: 'recipient', id: told, name: recipientName })
  const photo = () => upload(store, office, { id: word(), hash: '5a'.repeat(32), mediaType: 'image/png', byteCount: 1 })
  unit.postedFileId = await photo()
  const posting = { circularId, electoralDistrictId, postedOn: today, place: word(), fileId: unit.postedFileId }
  await made(provePost, posting)
  unit.fileId = await photo()
  const proposedCircularId = await made(propose, { ...board, ...content, revision: 2, ...text() }, today, author)
  const url = `https://${word()}.example.com/in`
  const endpointId = await made(registerEndpoint, { recipientId, url })
  await made(verify, { recipientId, endpointId }, today, { kind: 'system', id: 'outbox' })
  Object.assign(unit, { circularId, proposedCircularId, noticeId: told, endpointId })
}

/** One objection a deputy filed, one an office put down and one that was decided. */
async function objectedTo(
  { word, made }: Seeding,
  { mandateId, personId, unitId }: UnitThings,
  of: { quarter: string }
) {
  const board = { ...of, unitId, level: 'district' as const }
  const deputy: Actor = { kind: 'deputy', id: word(), name: word(), personId }
  const about = { ...board, revision: 2, kind: 'other' as const, entryId: null, aboutOn: null, itemCode: null }
  await made(object, { ...about, mandateId, text: word() }, today, deputy)
  const came = { channel: 'letter' as const, receivedOn: today, objectorName: word(), objectorContact: word() }
  await made(registerObjection, { ...about, ...came, mandateId, text: word() })
  await made(object, { ...about, mandateId: null, text: word() }, today, deputy)
  const decision = { ...board, number: 3, outcome: 'dismissed' as const, answer: word(), publicAnswer: word() }
  await made(decide, decision, today, administrator(word(), word()))
}

/** The last quarter is looked through by its deputies; the quarter that runs has activities and a group. */
async function underWay({ word, made }: Seeding, unit: UnitThings): Promise<void> {
  const { unitId, mandateId, otherMandateId, personId } = unit
  const of = { unitId, level: 'district' as const }
  const entry = { ...of, mandateId, itemCode: 'voter-reception', note: word(), evidence: word() }
  await made(record, { ...entry, occurredOn: days.last })
  unit.openEntryId = `${await made(record, { ...entry, occurredOn: days.open })}/0`
  const window = { ...of, quarter: quarters.last }
  await made(openSelfCheck, window)
  const missing = { kind: 'missing' as const, entryId: null, occurredOn: days.last, itemCode: 'suggestion' }
  const deputy: Actor = { kind: 'deputy', id: word(), name: word(), personId }
  unit.reportId = await made(file, { ...window, mandateId, ...missing, note: word() }, today, deputy)
  const attendance = [mandateId, otherMandateId].map((one) => ({ mandateId: one, presence: 'present' as const }))
  const activity = { ...of, itemCode: 'inspection', occurredOn: days.open, attendance }
  unit.heldActivityId = await made(hold, { ...activity, title: word(), evidence: word() })
  const over = await made(hold, { ...activity, title: word() })
  await made(cancel, {
    ...{ ...of, activityId: over, occurredOn: days.open, reason: word(), mandateIds: [mandateId, otherMandateId] },
  })
  const away = { fromOn: addDays(today, 1), untilOn: addDays(today, 2), reason: word() }
  unit.leaveId = await made(request, { mandateId, ...away }, today, deputy)
  const answered = await made(request, { mandateId: otherMandateId, ...away }, today, administrator(word(), word()))
  await made(answer, { mandateId: otherMandateId, leaveId: answered, outcome: 'refused', answer: word() })
  const reception = { ...of, place: word(), mandateIds: [mandateId], voterCount: 3, raised: word() }
  unit.receptionId = await made(recordVoters, { ...reception, occurredOn: days.open })
  const gives = { ...of, itemCode: 'voter-reception', mandateIds: [mandateId] }
  const proposed = async (occurredOn: string, id = word()) => {
    const fact = { ...gives, occurredOn, source: sourceNamed('reception', id), note: word() }
    return `${await made(make, fact, today, { kind: 'system', id: 'reactions' })}/0`
  }
  unit.proposalId = await proposed(days.open, unit.receptionId)
  unit.lateProposalId = await proposed(days.published)
  unit.activityId = await made(report, { ...activity, title: word(), evidence: word() })
  unit.groupId = await made(form, { ...of, name: word() })
  const group = { ...of, groupId: unit.groupId }
  await made(change, { ...group, joining: [mandateId], leaving: [] })
  await made(appoint, { ...group, mandateId })
  const about = { ground: 'other' as const, period: today.slice(0, 4), reason: word() }
  unit.caseId = await made(open, { mandateId, ...about })
  const talk = { heldOn: today, place: word(), record: word(), signature: 'refused' as const, witness: word() }
  await made(interview, { mandateId, caseId: unit.caseId, ...talk, interviewers: [word(), word()] })
}

/** A town's own congress with three deputies: one is of its presidium, and a session begins today. */
async function sessions(seeding: Seeding, unit: UnitThings, store: Store, office: Actor): Promise<void> {
  const { word, made } = seeding
  const of = { unitId: unit.unitId, level: 'township' as const }
  const electoralDistrictId = await made(drawDistrict, { ...of, name: word(), seats: 3 })
  const seat = { ...of, ...TERM, electoralDistrictId, ground: 'general_election' as const }
  const name = word()
  const chairId = await made(begin, { ...seat, name })
  unit.bodyMember = word()
  unit.townMandateId = await made(begin, { ...seat, name: unit.bodyMember })
  // Whoever signs in as a deputy sits in it too.
  const [[known]] = (await store.read([personById(unit.personId).compile()])) as [[{ name: string }]]
  await made(begin, { ...seat, name: known.name, personId: unit.personId })
  const presidium = { placeId: unit.unitId, body: 'presidium' as const }
  const appointed = await made(appointMembers, {
    ...{ ...presidium, post: 'member', fromOn: TERM.startOn, outsiders: false, people: [name] },
  })
  unit.bodyMemberId = `${appointed}/0`
  const called = (body: 'congress' | 'presidium', ordinal: number, firstOn: string) =>
    made(call, {
      ...{ placeId: unit.unitId, body, ordinal, proposerCount: null, venue: word(), lastOn: firstOn, firstOn },
      ...{ kind: body === 'congress' ? ('quarterly' as const) : ('regular' as const), calledOn: addDays(firstOn, -20) },
    })
  unit.heldSessionId = await called('presidium', 1, addDays(today, -100))
  const held = { ...presidium, sessionId: unit.heldSessionId, firstOn: addDays(today, -100), presentCount: 1 }
  await made(holdSession, held)
  unit.metSessionId = await called('presidium', 2, addDays(today, -50))
  const met = { ...presidium, sessionId: unit.metSessionId }
  await made(holdSession, { ...met, firstOn: addDays(today, -50), presentCount: 1 })
  await opinions({ word, made }, unit, met)
  await rolled(seeding, unit, await called('congress', 2, addDays(today, -50)))
  unit.congressSessionId = await called('congress', 3, today)
  const session = { placeId: unit.unitId, body: 'congress' as const, sessionId: unit.congressSessionId }
  const item = () => ({
    ...{ type: 'special_report' as const, field: null, title: word() },
    ...{ speaker: word(), minutes: 30, isPublic: true },
  })
  const planned = await made(plan, { ...session, items: [item(), item()], decision: '' })
  Object.assign(unit, { agendaItemId: `${planned}/0`, otherAgendaItemId: `${planned}/1` })
  const paper = { step: 'to_members' as const, doneOn: today }
  await made(step, { ...session, itemId: unit.otherAgendaItemId, ...paper })
  const report = () => upload(store, office, pdfNamed(word()))
  unit.attachedFileId = await report()
  const attached = { fileId: unit.attachedFileId, name: word(), isPublic: true }
  unit.paperId = await made(attachPaper, { ...session, itemId: unit.otherAgendaItemId, ...attached })
  unit.paperFileId = await report()
  unit.sittingId = await made(openDoors, { ...session, kind: 'plenary' })
  unit.guestId = `${await made(invite, { ...session, lines: [word(), word()].map((one) => `${one}，${word()}`) })}/0`
  unit.votedSessionId = await called('presidium', 3, today)
  const teller = administrator(word(), word())
  Object.assign(
    unit,
    await voted(
      { word, made },
      { ...presidium, sessionId: unit.votedSessionId },
      { memberId: chairId, item: item(), teller }
    )
  )
}

/** A session of the town's congress that was written down from paper, and its roll. */
async function rolled({ made }: Seeding, unit: UnitThings, sessionId: string): Promise<void> {
  unit.rollSessionId = sessionId
  const of = { placeId: unit.unitId, body: 'congress' as const, sessionId, firstOn: addDays(today, -50) }
  await made(holdSession, { ...of, presentCount: 3 })
  await made(enter, { ...of, halfDays: 1, away: [] })
}

/** Three opinions of a session: one new, one an organ handles and should have reported on, one it reported on. */
async function opinions({ word, made }: Seeding, unit: UnitThings, of: BodyAt & { sessionId: string }): Promise<void> {
  const said = async () => made(recordOpinion, { ...of, itemId: null, source: 'plenary', sourceId: null, text: word() })
  const handled = async () => {
    const opinionId = await said()
    const days = { assignedOn: addDays(today, -40), dueOn: addDays(today, -10) }
    await made(assign, { ...of, opinionId, organ: word(), ...days })
    return opinionId
  }
  unit.opinionId = await said()
  unit.handledOpinionId = await handled()
  unit.answeredOpinionId = await handled()
  await made(reportOpinion, { ...of, opinionId: unit.answeredOpinionId, reportedOn: today, report: word() })
}

async function imported({ word }: Seeding, unit: UnitThings, store: Store): Promise<void> {
  const { unitId } = unit
  const id = word()
  const cells = ['', word(), '', '', '', '', days.open, 'inspection', word()]
  const header = ['代表编号', '姓名', '街镇', '级别', '选区', '任期起', '日期', '积分项目', '说明']
  const rows = [header, cells].map((one, index) => ({ row: index + 1, cells: one }))
  const job = { id, fileName: `${word()}.csv`, unitId, actor: `member:${word()}`, createdAt: new Date().toISOString() }
  await stage(store, job, [{ name: '积分登记', rows, faults: [] }])
  await checkJob(store, id, today)
  unit.jobId = id
}
