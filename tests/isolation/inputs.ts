import { addDays, addQuarters, quarterOf } from '@jiceng/core/kernel/calendar'
import { presetRuleSet } from '@jiceng/core/points/preset'
import type { RouteRow } from '@jiceng/workers/http/openapi'
import * as z from 'zod'
import { ALARM } from './directory.ts'
import { days, quarters, today, yearPublished } from './district.ts'
import type { Things } from './world.ts'

// The input of every route, from the schema that parses it: ids are looked up by their names, everything else is made up
// in the shape that is asked for. What a probe is refused for must be who asks, never how.

type Json = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Json[]
  oneOf?: Json[]
  items?: Json
  properties?: Record<string, Json>
  required?: string[]
  minimum?: number
}
export type Input = Record<string, unknown>

/** Where an id of another name belongs. */
const ALIASES: Record<string, keyof Things> = {
  recipientIds: 'recipientId',
  electoralDistrictIds: 'electoralDistrictId',
  mandateIds: 'mandateId',
  joining: 'otherMandateId',
  leaving: 'mandateId',
  congressId: 'unitId',
  placeId: 'unitId',
  unitIds: 'unitId',
}

const MADE_UP: Record<string, unknown> = {
  name: '张静',
  ...{ level: 'district', quarter: quarters.published, fromQuarter: quarters.open, itemCode: 'voter-reception' },
  ...{ url: 'https://duty.example.com/in', email: 'new@example.com', account: 'new@example.com', slug: 'baishi' },
  ...{ code: '500105', areaCode: '500101', box: 'box', applicantName: '张静', alarmId: ALARM, secret: '' },
  ...{ year: today.slice(0, 4), heldOn: today, advisedOn: today, receivedOn: today, decidedOn: today },
  ...{ startOn: today, endOn: addDays(today, 1), publicUntilOn: addDays(today, 200), endedOn: days.open },
  ...{ occurredOn: days.open, postedOn: today, fromOn: today, letterOn: today, untilOn: today },
  password: 'correct horse battery',
  challenge: 'ab'.repeat(32),
  revision: 1,
  year: quarters.published.slice(0, 4),
  ...{ plannedOn: today, root: 'ab'.repeat(32) },
  number: 1,
}

function made(name: string, schema: Json, things: Things): unknown {
  const id = (things as Record<string, string>)[ALIASES[name] ?? name]
  if (schema.type === 'array') {
    return schema.items?.type === 'string' && id !== undefined ? [id] : [made(name, schema.items ?? {}, things)]
  }
  if (name !== 'name' && id !== undefined) return id
  if (schema.enum) return schema.enum[0]
  if (schema.const !== undefined) return schema.const
  if (name in MADE_UP) return MADE_UP[name]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return made(name, choice, things)
  if (schema.properties) return objectOf(schema, things)
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 0)
  if (schema.type === 'boolean') return true
  return '探询用的文字'
}

const objectOf = ({ properties = {}, required = [] }: Json, things: Things): Input =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, schema]) => [name, made(name, schema, things)])
  )

const attendance = ({ mandateId, otherMandateId }: Things) =>
  [mandateId, otherMandateId].map((one) => ({ mandateId: one, presence: 'present' }))

const reporting = (things: Things): Input => ({ attendance: attendance(things), itemCode: 'inspection' })
const waiting = ({ proposedCircularId }: Things): Input => ({ circularId: proposedCircularId })
const proposed = (things: Things): Input => ({ ...waiting(things), revision: 2 })
const opened = ({ openEntryId }: Things): Input => ({ entryId: openEntryId })
const objecting = { revision: 2, kind: 'other', entryId: null, aboutOn: null, itemCode: null }
const open = { quarter: quarters.open }
const published = { occurredOn: days.published }
/** Who is signed in has sessions too. */
const ofSession = ({ congressSessionId }: Things) => ({ sessionId: congressSessionId })
const ofItem = (things: Things) => ({ ...ofSession(things), itemId: things.agendaItemId })
const ofSitting = (things: Things) => ({ ...ofSession(things), sittingId: things.sittingId })
const ofArrival = (things: Things) => ({ ...ofSitting(things), memberId: things.townMandateId })
const ofPaper = (things: Things) => ({ ...ofSession(things), paperId: things.paperId })
const agendaItem = { type: 'other', field: null, title: '其他事项', speaker: '', minutes: 20, isPublic: true }
const presidium = () => ({ body: 'presidium' })
const met = ({ metSessionId }: Things) => ({ ...presidium(), sessionId: metSessionId })
const ofMet = (things: Things) => ({ ...met(things), opinionId: things.opinionId })
const opinions: Record<string, (things: Things) => Input> = {
  'opinion.of-session': ({ metSessionId }) => ({ sessionId: metSessionId }),
  'opinion.record': (things) => ({ ...met(things), itemId: null, source: 'plenary', sourceId: null }),
  'opinion.assign': (things) => ({ ...ofMet(things), assignedOn: today, dueOn: addDays(today, 60) }),
  'opinion.report': (things) => ({ ...ofMet(things), opinionId: things.handledOpinionId, reportedOn: today }),
  'opinion.close': (things) => ({ ...ofMet(things), opinionId: things.answeredOpinionId, closedOn: today }),
  'opinion.carry-on': (things) => ({
    ...{ ...ofMet(things), opinionId: things.answeredOpinionId },
    ...{ decidedOn: today, dueOn: addDays(today, 60) },
  }),
  'opinion.take-back': (things) => ({ ...ofMet(things), status: 'recorded', round: 0 }),
}
const ofVote = ({ votedSessionId }: Things) => ({ ...presidium(), sessionId: votedSessionId })
const extraordinary = { kind: 'extraordinary', ordinal: 4, calledOn: today, proposerCount: null }
const draft = { ...presetRuleSet(addQuarters(quarters.open, 1)), version: 2 }

/** What stands in an input not for its shape but for its meaning: the quarter a thing is in, the unit a deputy moves to. */
const MEANT: Record<string, (things: Things, beside: Things) => Input> = {
  'period.close': () => ({ quarter: quarters.last }),
  'self-check.state': () => ({ quarter: quarters.last }),
  'self-check.open': () => ({ quarter: quarters.last }),
  'self-check.mine': () => ({ quarter: quarters.last }),
  'point-report.file': () => ({ quarter: quarters.last, kind: 'missing', entryId: null, occurredOn: days.last }),
  'point-report.answer': () => ({ quarter: quarters.last }),
  'point-report.withdraw': () => ({ quarter: quarters.last }),
  'board.rows': () => ({ revision: 2 }),
  ...Object.fromEntries(
    ['state', 'prepare', 'publish', 'newest', 'published', 'rows', 'withdraw'].map((name) => [
      `annual-board.${name}`,
      () => ({ year: yearPublished }),
    ])
  ),
  'objection.file': () => objecting,
  'objection.register': () => ({ ...objecting, receivedOn: today }),
  'points.reverse': opened,
  'points.record-late': () => published,
  'points.reverse-late': () => published,
  'activity.list': () => ({ quarter: quarters.open }),
  'activity.hold': reporting,
  'activity.report': reporting,
  'activity.confirm': reporting,
  'activity.cancel': (things) => ({
    activityId: things.heldActivityId,
    mandateIds: [things.mandateId, things.otherMandateId],
  }),
  'leave.list': () => ({ quarter: quarterOf(addDays(today, 1)) }),
  'reception.list': () => ({ quarter: quarters.open }),
  'proposal.list': () => ({ quarter: quarters.open }),
  'proposal.confirm': ({ proposalId, mandateId }) => ({ ...open, proposals: [{ proposalId, mandateId }] }),
  'proposal.confirm-late': ({ lateProposalId, mandateId }) => ({
    proposals: [{ proposalId: lateProposalId, mandateId }],
  }),
  'proposal.decline': ({ proposalId }) => ({ ...open, proposalIds: [proposalId] }),
  'deputy-group.list': ({ groupId }) => ({ groupId }),
  'circular.propose': () => ({ revision: 2 }),
  'circular.choices': waiting,
  'circular.revise': proposed,
  'circular.drop': waiting,
  'circular.approve': (things) => ({ circularId: things.proposedCircularId, edition: 1 }),
  'circular.reject': waiting,
  'posting.photo': ({ postedFileId }) => ({ fileId: postedFileId }),
  'mandate.reinstate': ({ endedMandateId }) => ({ mandateId: endedMandateId }),
  'mandate.transfer': (_, { unitId }) => ({ toUnitId: unitId }),
  'mandate.withdraw-transfer': (_, { unitId }) => ({ fromUnitId: unitId }),
  'erasure.withdraw': ({ formerPersonId }) => ({ personId: formerPersonId }),
  'erasure.approve': ({ formerPersonId }) => ({ personId: formerPersonId }),
  'duty-case.open': ({ otherMandateId }) => ({ mandateId: otherMandateId, period: today.slice(0, 4) }),
  'duty-case.interview': () => ({ heldOn: today, interviewers: ['张静', '李静'] }),
  'duty-case.accept': () => ({ memberCount: 25, voteCount: 20 }),
  'recipient.attach': ({ otherMandateId }) => ({ mandateId: otherMandateId }),
  'rule-set.publish': () => ({ ...draft, reason: '探询用的文字' }),
  'rule-set.try': () => ({ ...draft, quarter: quarters.last }),
  'member.invite': ({ unitId }) => ({ unitId, roles: ['unit_office'], account: 'new@example.com' }),
  'member.invite-deputies': ({ personId }) => ({
    deputies: [{ personId, mobile: null }],
  }),
  'api-key.issue': ({ unitId }) => ({ unitId, permissions: ['unit.list'], lastOn: addDays(today, 30) }),
  'delivery.replay': ({ recipientId, endpointId }) => ({ recipientId, endpointId, which: 'failed' }),
  'tenant.enter-verification-code': () => ({ code: 'ABCDEFGHJKMN' }),
  'term.register': ({ unitId }) => ({
    congresses: [{ congressId: unitId, ordinal: 8 }],
    ...{ startOn: addDays(today, -3000), endOn: addDays(today, -1500) },
  }),
  'term.correct': () => ({ ordinal: 9, startOn: addDays(today, -1000), endOn: addDays(today, 501) }),
  'body.members': presidium,
  'body.appoint': ({ bodyMember }) => ({ ...presidium(), people: [bodyMember], fromOn: today, post: 'member' }),
  'body.discharge': ({ bodyMemberId }) => ({ ...presidium(), memberId: bodyMemberId, lastOn: today }),
  'body.take-back': ({ bodyMemberId }) => ({ ...presidium(), memberId: bodyMemberId }),
  'session.call': () => ({
    ...extraordinary,
    body: 'congress',
    firstOn: addDays(today, 20),
    lastOn: addDays(today, 20),
  }),
  ...opinions,
  'agenda.of-session': ofSession,
  'agenda.plan': (things) => ({ ...ofSession(things), items: [agendaItem] }),
  'agenda.change-item': (things) => ({ ...ofItem(things), ...agendaItem }),
  'agenda.remove-item': ofItem,
  'agenda.order': (things) => ({
    ...ofSession(things),
    itemIds: [things.otherAgendaItemId, things.agendaItemId],
  }),
  'agenda.adopt': (things) => ({ ...ofSession(things), adoptedOn: today }),
  'agenda.record-step': (things) => ({ ...ofItem(things), step: 'to_members', doneOn: today }),
  'agenda.take-back-step': (things) => ({
    ...ofSession(things),
    ...{ itemId: things.otherAgendaItemId, step: 'to_members' },
  }),
  'decision.of-session': ({ votedSessionId }) => ({ sessionId: votedSessionId }),
  'decision.open': (things) => ({
    ...{ ...ofVote(things), sittingId: things.votedSittingId, itemId: things.votedItemId },
  }),
  'decision.count': (things) => ({ ...ofVote(things), round: 1 }),
  'decision.withdraw': ofVote,
  'decision.annul': ofVote,
  'resolution.draft': ofVote,
  ...Object.fromEntries(
    ['list', 'redraft', 'issue', 'publish', 'withdraw'].map((name) => [`resolution.${name}`, presidium])
  ),
  'sitting.hall': ofSession,
  'sitting.watch': ofSession,
  'sitting.open-check-in': ofSession,
  'sitting.check-in': (things) => ({ ...ofArrival(things), memberId: things.mandateId, code: '123456' }),
  'sitting.check-in-at-desk': (things) => ({ ...ofSitting(things), memberIds: [things.townMandateId] }),
  'sitting.record-leaving': ofArrival,
  'sitting.take-back-check-in': ofArrival,
  'sitting.open': ofSitting,
  'sitting.call-item': (things) => ({ ...ofSitting(things), itemId: null }),
  'sitting.close': ofSitting,
  'sitting.reopen': ofSitting,
  'sitting.cancel-check-in': ofSitting,
  'paper.attach': (things) => ({ ...ofItem(things), fileId: things.paperFileId }),
  'paper.remove': ofPaper,
  'paper.set-public': (things) => ({ ...ofPaper(things), isPublic: false }),
  'paper.file': ofPaper,
  'meeting.record': ofSession,
  'meeting.paper': ofPaper,
  'own-session.record': ofSession,
  'own-session.paper': ofPaper,
  'roll.of-session': ofSession,
  'minutes.of-session': ({ rollSessionId }) => ({ sessionId: rollSessionId }),
  'minutes.certificate': ({ rollSessionId, townMandateId }) => ({ sessionId: rollSessionId, memberId: townMandateId }),
  'roll.settle': ofSession,
  'roll.enter': (things) => ({ ...ofSession(things), firstOn: today, halfDays: 1, away: [] }),
  'roll.take-back': ({ rollSessionId }) => ({ sessionId: rollSessionId, settlement: 1 }),
  'guest.of-session': ofSession,
  'guest.invite': (things) => ({ ...ofSession(things), lines: ['张静，区法院，列席'] }),
  'guest.remove': ofSession,
  'guest.check-in': ofSession,
  'guest.take-back-check-in': ofSession,
  'session.record': ofSession,
  'session.cancel': ofSession,
  'session.move': (things) => ({ ...ofSession(things), firstOn: addDays(today, 20), lastOn: addDays(today, 20) }),
  'session.record-held': (things) => ({ ...ofSession(things), firstOn: today, presentCount: 2 }),
  'session.take-back-held': ({ heldSessionId }) => ({ ...presidium(), sessionId: heldSessionId, presentCount: 1 }),
  'session.set-notice': () => ({ noticeDays: 10 }),
  'session.set-pattern': () => ({ fromYear: today.slice(0, 4), pattern: 'quarterly' }),
  'import.choose': () => ({ chosen: [{ key: 'key', mandateId: 'mandate' }] }),
  'import.lines': () => ({ kind: 'faults', page: 0 }),
  'import.upload': () => ({ fileName: 'a.csv' }),
  'tenant.sign-up': () => ({ name: '白石区' }),
}

/** Where a path's ids stand in the directory: an office's account or a deputy's. */
const ofDeputies = ({ deputyMemberId, deputyInvitationId }: Things): Input => ({
  memberId: deputyMemberId,
  invitationId: deputyInvitationId,
})

/** What a command or query itself takes. */
export const schemaInput = (input: z.ZodType, things: Things): Input =>
  objectOf(z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }) as Json, things)

export const namesInPath = (path: string): string[] => [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]!)

/** Everything a route takes, from its path and beyond; `beside` is another unit of the same district. */
export function inputOf({ path, doc }: RouteRow, things: Things, beside: Things): Input {
  const schema = z.toJSONSchema(doc!.input, { unrepresentable: 'any', io: 'input' }) as Json
  const inPath = Object.fromEntries(namesInPath(path).map((name) => [name, made(name, {}, things)]))
  const meant = MEANT[doc!.policy]?.(things, beside) ?? {}
  const accounts = /\/accounts\//.test(path) ? ofDeputies(things) : {}
  const { commandId: _, ...input } = { ...inPath, ...objectOf(schema, things), ...accounts, ...meant }
  const known = new Set([...namesInPath(path), ...Object.keys(schema.properties ?? {}), ...Object.keys(meant)])
  return Object.fromEntries(Object.entries(input).filter(([name]) => known.has(name)))
}

/** The parts of an input that name something of a district: where the things differ, it differs. */
export const slotsOf = (one: Input, another: Input): string[] =>
  Object.keys(one).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(another[name]))

/** Ids of the right shape that nothing has. */
export const unknownOf = (things: Things): Things =>
  Object.fromEntries(Object.entries(things).map(([name, id]) => [name, id.replace(/[a-z]{16}/g, backwards)])) as Things

const backwards = (word: string): string => [...word].reverse().join('')
