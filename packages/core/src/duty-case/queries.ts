import { sql, type Expression, type InferResult } from 'kysely'
import { circularById, circularsNaming } from '../circular/queries.ts'
import { isDistrictMember } from '../kernel/actor.ts'
import { addMonths } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { deputiesAmong, endOfMandate, eventsPage, mandateIdsOf, newestEvents, seatedWith } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import {
  acceptingBodyOf,
  BODY_MEMBERS_MAX,
  caseInput,
  caseListInput,
  CASES_PAGE,
  dutyCaseStream,
  NEXT_STEPS,
  OBSERVATION_MONTHS,
  type CaseGround,
  type CaseStatus,
  type DropGround,
  type NoteKind,
  type Signature,
} from './schema.ts'

/** Who follows deputies up, and reads what was written of it. */
export const CASE_ROLES = ['tenant_administrator', 'deputies_commission'] as const

type Narrowed = {
  level: Level
  ground: CaseGround
  status: CaseStatus
  signature: Signature | null
  dropGround: DropGround | null
}

const cases = () => db.selectFrom('duty_case').selectAll('duty_case').$narrowType<Narrowed>()

/** One case of a mandate. */
export const caseAt = ({ mandateId, caseId }: { mandateId: string; caseId: string }) =>
  cases().where('id', '=', caseId).where('mandateId', '=', mandateId)

/** Every case there was about a mandate, the oldest first. */
export const casesOf = (mandateId: string) => cases().where('mandateId', '=', mandateId).orderBy('id')

/** The case of a mandate that is not over. */
export const runningCaseOf = (mandateId: string) =>
  cases().where('mandateId', '=', mandateId).where('endedOn', 'is', null)

/** The running cases of some mandates. */
export const runningCasesAmong = (mandateIds: Expression<string>) =>
  db
    .selectFrom('duty_case')
    .select(['id', 'mandateId'])
    .where('endedOn', 'is', null)
    .where('mandateId', 'in', mandateIds)

/** The case that runs of a mandate, as a value of a statement that names it. */
export const runningCaseId = (mandateId: Expression<string>) =>
  db
    .selectFrom('duty_case')
    .select('duty_case.id')
    .where('duty_case.mandateId', '=', mandateId)
    .where('duty_case.endedOn', 'is', null)

type Deputy = { mandateId: string; name: string | null }

/** A row a mandate: its newest seat stands last. */
const byMandate = <D extends Deputy>(deputies: readonly D[]) =>
  new Map(deputies.map((one) => [one.mandateId, { ...one, name: one.name ?? '' }]))

/** The district's cases, newest first. */
export const listCases = query({
  name: 'duty-case.list',
  roles: CASE_ROLES,
  input: caseListInput,
  scope: (actor) => (isDistrictMember(actor) ? true : null),
  load: ({ running, level, before }) => {
    const page = cases()
      .$if(running !== undefined, (all) => all.where('endedOn', running === 'true' ? 'is' : 'is not', null))
      .$if(level !== undefined, (all) => all.where('level', '=', level!))
      .$if(before !== undefined, (all) => all.where('id', '<', before!))
      .orderBy('id', 'desc')
      .limit(CASES_PAGE + 1)
    return { cases: page, deputies: deputiesAmong(page.clearSelect().select('mandateId').$asScalar()) }
  },
  answer: ({ cases: found, deputies }) => {
    const of = byMandate(deputies)
    const page = found.slice(0, CASES_PAGE)
    return ok({
      cases: page.map((one) => {
        const { name = '', unitName = '', electoralDistrict = '' } = of.get(one.mandateId) ?? {}
        return { ...one, name, unitName, electoralDistrict }
      }),
      before: found.length > CASES_PAGE ? page.at(-1)!.id : null,
    })
  },
})

/** One case: its steps, what was written at each and who took them, what may come next and what that needs to know. */
export const caseRecord = query({
  name: 'duty-case.record',
  roles: CASE_ROLES,
  input: caseInput,
  scope: (actor) => (isDistrictMember(actor) ? true : null),
  load: ({ caseId, before }, _, { today }) => {
    const found = cases().where('id', '=', caseId)
    const mandateId = found.clearSelect().select('mandateId').$asScalar()
    return {
      found,
      notes: db.selectFrom('duty_case_note').select(['kind', 'text']).where('caseId', '=', caseId),
      deputies: deputiesAmong(mandateId),
      end: endOfMandate(mandateId),
      circular: circularById(found.clearSelect().select('circularId').$asScalar()),
      naming: circularsNaming(mandateId),
      seated: seatedWith(mandateId, today),
      events: newestEvents(sql<string>`${dutyCaseStream('')} || ${mandateId}`, before).where(
        sql<string>`data ->> '$.id'`,
        '=',
        caseId
      ),
    }
  },
  answer: (
    { found: [found], notes, deputies, end: [end], circular: [circular], naming, seated: [seated], events },
    _,
    { today }
  ) => {
    const deputy = found && byMandate(deputies).get(found.mandateId)
    if (!found || !deputy) return notFound()
    const body = acceptingBodyOf(found.level)
    const { min, max } = OBSERVATION_MONTHS
    const last = addMonths(today, max)
    return ok({
      ...found,
      notes: Object.fromEntries(notes.map(({ kind, text }) => [kind, text])) as Partial<Record<NoteKind, string>>,
      deputy,
      /** The mandate ended, by this case or otherwise. */
      endedMandateOn: end?.endedOn ?? null,
      isMandateOver: today > deputy.endOn,
      next: NEXT_STEPS[found.status],
      circular: circular ?? null,
      /** What tells the electors of this deputy since the interview. */
      circulars: naming.filter(({ decidedOn }) => (decidedOn ?? '') >= (found.interviewedOn ?? '')),
      observation: { firstOn: addMonths(today, min), lastOn: last < deputy.endOn ? last : deputy.endOn },
      accepting: {
        body,
        membersMax: BODY_MEMBERS_MAX[body],
        seated: found.level === 'township' ? (seated?.count ?? 0) : null,
      },
      history: eventsPage([events]),
    })
  },
})

/** What is followed up of a person now, and of what was written the part that is meant for them. */
export const ownCases = (personId: string) =>
  cases().where('endedOn', 'is', null).where('mandateId', 'in', mandateIdsOf(personId).$asScalar())

export const ownCaseNotes = (personId: string) =>
  db
    .selectFrom('duty_case_note')
    .selectAll()
    .where('caseId', 'in', ownCases(personId).clearSelect().select('id').$asScalar())
    .where('kind', 'in', ['place', 'goals'])

type Own = InferResult<ReturnType<typeof ownCases>>
type OwnNotes = InferResult<ReturnType<typeof ownCaseNotes>>

/** What was done and what is asked, and nothing of what the office wrote for itself. */
export const toldToDeputy = (own: Own, notes: OwnNotes) =>
  own.map(({ id, level, ground, period, status, interviewedOn, informedOn, untilOn, advisedOn, resignedOn }) => {
    const note = (kind: NoteKind) => notes.find((one) => one.caseId === id && one.kind === kind)?.text ?? null
    return {
      ...{ id, level, ground, period, status, place: note('place'), goals: note('goals') },
      ...{ interviewedOn, informedOn, untilOn, advisedOn, resignedOn },
    }
  })

/** Observations whose day has come: somebody says what follows. */
export const observationsDue = (today: string) =>
  db
    .selectFrom('duty_case')
    .select(['id', 'mandateId', 'untilOn'])
    .where('status', '=', 'observed')
    .where('untilOn', '<=', today)
    .orderBy('untilOn')

export const observedDeputies = (today: string) =>
  deputiesAmong(observationsDue(today).clearSelect().select('mandateId').$asScalar())
