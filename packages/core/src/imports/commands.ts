import { sql } from 'kysely'
import { reachOf, type Actor } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { db, idsIn } from '../kernel/db.ts'
import type { Decided } from '../kernel/event.ts'
import { revisionDue, revisionSettled } from '../board/events.ts'
import { boardsSince, closingForMandates, newestRevisions } from '../board/queries.ts'
import type { DueCause, UnitQuarter } from '../board/schema.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import {
  electoralDistrictDrawn,
  electoralDistrictWithdrawn,
  mandateBegun,
  mandateWithdrawn,
  personsGone,
  personsOf,
  unitEstablished,
  unitWithdrawn,
} from '../people/events.ts'
import { retiredDistricts, retiredUnits, seatsBeside } from '../people/queries.ts'
import { seatsStream, type Level } from '../people/schema.ts'
import { entryId, notesOf, pointsOpened, pointsRecorded, pointsReversed } from '../points/events.ts'
import {
  contactChanged,
  contactsOf,
  mandateAttached,
  mandateDetached,
  recipientRegistered,
  recipientWithdrawn,
} from '../recipient/events.ts'
import { RECIPIENTS_STREAM, recipientStream } from '../recipient/schema.ts'
import { check } from './check.ts'
import type { Plan } from './check-state.ts'
import { importApplied, importDiscarded, importReversed } from './events.ts'
import { jobById, rowsOfJob, workbookOf, worldOf, worldQueries } from './queries.ts'
import { decideImport, importRoles, importStream, jobInput } from './schema.ts'
import { forgetRows } from './staging.ts'

type Job = { unitId: string | null }

/** The district's offices reach every job, a unit's office those of its unit. */
const reachesJob = (actor: Actor, job: Job | undefined): boolean => {
  const reach = reachOf(actor)
  return job !== undefined && (reach?.of === 'district' || (reach?.of === 'unit' && reach.unitId === job.unitId))
}

const OUTCOMES = {
  applied: { zh: '这次导入已经生效', en: 'This import has been applied' },
  discarded: { zh: '这次导入已经放弃', en: 'This import was discarded' },
  reversed: { zh: '这次导入已经撤回', en: 'This import was taken back' },
}
const alreadyDecided = (outcome: string) => refuse(409, `import-${outcome}`, OUTCOMES[outcome as keyof typeof OUTCOMES])

const checkAgain = () =>
  refuse(409, 'import-to-check-again', {
    zh: '检查以后本区的数据有变动，请重新检查再导入',
    en: 'The district has changed since the check: check again before applying',
  })

/**
 * Applies a checked file whole, in one batch: the same pass as the check, over rows read now. Nothing shows before,
 * everything after.
 */
export const apply = command({
  name: 'import.apply',
  roles: importRoles,
  input: decideImport,
  streams: (input) => [...input.streams, importStream(input.jobId)],
  load: (input) => ({
    job: jobById(input.jobId),
    rows: rowsOfJob(input.jobId),
    boards: newestRevisions(),
    ...worldQueries(input.openingQuarters),
  }),
  scope: (actor, { job }) => reachesJob(actor, job[0]),
  decide: ({ job: [job], rows, boards, ...world }, input, ctx) => {
    if (!job) return notFound()
    if (job.outcome) return alreadyDecided(job.outcome)
    if (job.state !== 'checked') return checkAgain()
    const checked = check(workbookOf(rows), worldOf(job, world, ctx.today))
    if (checked.findings.length > 0 || checked.choices.some((choice) => choice.chosen === null)) {
      return job.faultCount + job.openCount > 0 ? notClean(job) : checkAgain()
    }
    const named = new Set(input.streams)
    if (checked.streams.some((stream) => !named.has(stream))) return checkAgain()
    const { plan, summary } = checked
    const facts = factsOf(plan, ctx.today)
    if (facts.length === 0) {
      return refuse(409, 'import-brings-nothing', { zh: '文件里没有新的内容', en: 'The file brings nothing new' })
    }
    const { units, districts, employers, deputies, belongings, openings, entries } = summary
    const applied = { jobId: job.id, units, districts, employers, deputies, belongings, openings, entries }
    return ok({
      facts: [
        importApplied.on(importStream(job.id), ctx.today, applied),
        ...facts,
        // As where one deputy is registered: the boards these are missing from are known to the next publication.
        ...boardsWithout(plan, boards).map((board) =>
          revisionDue.on(seatsStream(board), ctx.today, { ...board, cause: 'seat-added' })
        ),
      ],
      beside: [
        ...personsOf(plan.persons),
        ...notesOf(
          [...plan.openings, ...plan.entries]
            .map(({ note }, index) => ({ entryId: entryId(ctx.commandId, firstEntry(plan) + index), note }))
            .filter(({ note }) => note !== '')
        ),
        ...contactsOf(plan.contacts),
        mustBeAbsent(retiredUnits(plan.deputies.map(({ unitId }) => unitId))),
        mustBeAbsent(retiredDistricts(plan.deputies.map(({ electoralDistrictId }) => electoralDistrictId))),
        mustBeAbsent(boardsSince(plan.deputies, boards)),
        // Nothing is relied on that stands for what a known person holds elsewhere.
        mustBeAbsent(seatsBeside(plan.deputies)),
        ...stillOpen([...plan.openings, ...plan.entries]),
        ...forgetRows(job.id),
      ],
    })
  },
})

type Board = UnitQuarter & { revision: number }

/** The published boards of quarters in which somebody new to them sat. */
const boardsWithout = ({ deputies }: Plan, boards: readonly Board[]): Board[] =>
  boards.filter(({ unitId, level, quarter }) =>
    deputies.some(
      (one) =>
        one.unitId === unitId &&
        one.level === level &&
        quarterOf(one.startOn) <= quarter &&
        quarter <= quarterOf(one.endOn)
    )
  )

/** The periods are relied on; after a transfer it may be another unit that closes at this moment. */
function stillOpen(entries: Plan['entries']): Statement[] {
  const quarters = new Map<string, Set<string>>()
  for (const { quarter, mandateId } of entries) {
    quarters.set(quarter, (quarters.get(quarter) ?? new Set()).add(mandateId))
  }
  return [...quarters].map(([quarter, mandateIds]) => mustBeAbsent(closingForMandates(quarter, [...mandateIds])))
}

const notClean = (job: { faultCount: number; openCount: number }) =>
  refuse(409, 'import-not-clean', {
    zh: `还有${job.faultCount}处错误、${job.openCount}处待选择`,
    en: `${job.faultCount} faults and ${job.openCount} choices are left`,
  })

/** Where the entries begin among the facts, after the job's own. */
const firstEntry = (plan: Plan): number => 1 + plan.units.length + plan.districts.length + plan.deputies.length

/** In the order in which they build on each other; types side by side, so that rows are written set by set. */
function factsOf(plan: Plan, today: string): Decided[] {
  const entry = ({ mandateId, quarter, itemCode, hundredths }: Plan['entries'][number]) => ({
    ...{ mandateId, quarter, itemCode, hundredths },
    activityId: null,
  })
  return [
    ...plan.units.map((unit) => unitEstablished.on('units', today, unit)),
    ...plan.districts.map((one) =>
      electoralDistrictDrawn.on(`electoral-districts/${one.unitId}/${one.level}`, today, one)
    ),
    ...plan.deputies.map((one) => mandateBegun.on(seatsStream(one), one.startOn, one)),
    ...plan.openings.map((one) => pointsOpened.on(`mandate/${one.mandateId}`, one.occurredOn, entry(one))),
    ...plan.entries.map((one) => pointsRecorded.on(`mandate/${one.mandateId}`, one.occurredOn, entry(one))),
    ...plan.employers.map((one) => recipientRegistered.on(RECIPIENTS_STREAM, today, one)),
    ...plan.contacts.map(({ recipientId: id }) => contactChanged.on(recipientStream(id), today, { id })),
    ...plan.belongings.map((one) => mandateAttached.on(recipientStream(one.recipientId), today, one)),
  ]
}

/** Throws a staged or checked file away; the clock does it to one that nobody decides. */
export const discard = command({
  name: 'import.discard',
  roles: [...importRoles, 'system'],
  input: jobInput,
  streams: (input) => [importStream(input.jobId)],
  load: (input) => ({ job: jobById(input.jobId) }),
  scope: (actor, { job }) => reachesJob(actor, job[0]),
  decide: ({ job: [job] }, { jobId }, ctx) => {
    if (!job) return notFound()
    if (job.outcome) return alreadyDecided(job.outcome)
    return ok({
      facts: [importDiscarded.on(importStream(jobId), ctx.today, { jobId })],
      beside: forgetRows(jobId),
    })
  },
})

/** What the import wrote. */
const eventsOf = (jobId: string) =>
  db
    .selectFrom('event')
    .select(['seq', 'n', 'type', 'stream', 'occurredOn', 'commandId', 'actor', 'data'])
    .where('commandId', 'in', db.selectFrom('import_outcome').select('commandId').where('jobId', '=', jobId))
    .orderBy('n')

/** What made boards of the units it wrote to due to be published anew, whoever did; imports taken back did not. */
const dueBeside = (streams: readonly string[]) =>
  db
    .selectFrom('event')
    .select(['commandId', 'actor', 'data'])
    .where('stream', 'in', idsIn(streams.filter((stream) => stream.startsWith('seats/'))))
    .where('type', '=', revisionDue.type)
    .where('commandId', 'not in', db.selectFrom('import_outcome').select('commandId').where('outcome', '=', 'reversed'))

/** The quarter in which a deputy of the import began. */
const firstQuarter = sql`substr(begun.data ->> 'startOn', 1, 4) || 'Q' || ((substr(begun.data ->> 'startOn', 6, 2) + 2) / 3)`

/**
 * Any later event that names a unit, district or mandate of the import (their ids begin with the job's), one of its
 * entries (theirs with its command's), that closed a quarter of a unit it wrote to, that published a board with one of
 * its deputies, or that changed whose deputies an employer it wrote to has.
 */
function builtOn(jobId: string, streams: readonly string[], ownCommandId: string) {
  const units = streams.flatMap(
    (stream) => /^(?:period|seats)\/(.+?\/(?:district|township))(?:\/|$)/.exec(stream)?.[1] ?? []
  )
  const outcome = db.selectFrom('import_outcome').where('jobId', '=', jobId)
  const entries = outcome.select(sql<string>`commandId || '/'`.as('prefix'))
  const closed = JSON.stringify([...new Set(units)].map((unit) => `period/${unit}/`))
  const employers = JSON.stringify(streams.filter((stream) => stream.startsWith('recipient/')))
  return db
    .selectFrom('event')
    .select(['type', 'stream', 'occurredOn'])
    .where(
      'seq',
      '>',
      db
        .selectFrom('event')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .where('commandId', 'in', outcome.select('commandId'))
    )
    .where('commandId', '<>', ownCommandId)
    .where(({ or }) =>
      or([
        sql<boolean>`instr(data, ${`"${jobId}-`}) > 0`,
        sql<boolean>`instr(data, '"' || (${entries})) > 0`,
        sql<boolean>`(type = 'period.closed' and exists (
          select 1 from json_each(${closed}) where substr(stream, 1, length(value)) = value))`,
        sql<boolean>`(type = 'board.published' and exists ${outcome
          .innerJoin('event as begun', 'begun.commandId', 'import_outcome.commandId')
          .select('begun.seq')
          .where('begun.type', '=', mandateBegun.type)
          .where(sql<boolean>`begun.data ->> 'unitId' = event.data ->> 'unitId'`)
          .where(sql<boolean>`begun.data ->> 'level' = event.data ->> 'level'`)
          .where(sql<boolean>`${firstQuarter} <= event.data ->> 'quarter'`)})`,
        sql<boolean>`(type in ('recipient.mandate-attached', 'recipient.mandate-detached') and stream in (
          select value from json_each(${employers})))`,
      ])
    )
    .limit(1)
}

/** Takes an applied import back whole, while nothing has been built on it. */
export const reverseImport = command({
  name: 'import.reverse',
  roles: importRoles,
  input: decideImport,
  streams: (input) => [...input.streams, importStream(input.jobId)],
  load: (input, ctx) => ({
    job: jobById(input.jobId),
    events: eventsOf(input.jobId),
    later: builtOn(input.jobId, input.streams, ctx.commandId),
    due: dueBeside(input.streams),
  }),
  scope: (actor, { job }) => reachesJob(actor, job[0]),
  decide: ({ job: [job], events, later: [later], due }, input, ctx) => {
    if (!job) return notFound()
    if (job.outcome === null) {
      return refuse(409, 'import-not-applied', { zh: '这次导入还没有生效', en: 'This import has not been applied' })
    }
    if (job.outcome !== 'applied') return alreadyDecided(job.outcome)
    if (later) {
      return refuse(409, 'import-built-on', {
        zh: `导入以后已有内容建立在它上面（${later.occurredOn} ${later.type}），不能整体撤回`,
        en: `Something was built on it since (${later.occurredOn} ${later.type}): it cannot be taken back as a whole`,
      })
    }
    const persons = events
      .filter(({ type }) => type === 'mandate.begun')
      .map(({ data }) => (JSON.parse(data) as { personId: string }).personId)
      // Those who were known before stay.
      .filter((personId) => personId.startsWith(`${job.id}-`))
    return ok({
      facts: [
        importReversed.on(importStream(job.id), ctx.today, { jobId: job.id }),
        ...undone(events, ctx.today),
        ...settled(events, due, ctx.today),
      ],
      beside: [mustBeAbsent(builtOn(job.id, input.streams, ctx.commandId)), ...personsGone(persons)],
    })
  },
})

type Written = {
  n: number
  type: string
  stream: string
  occurredOn: string
  commandId: string
  actor: string
  data: string
}
type Entry = { mandateId: string; quarter: string; itemCode: string; hundredths: number; activityId: string | null }

/** The opposite of each event: points, then employers, mandates, districts and units. */
function undone(events: readonly Written[], today: string): Decided[] {
  const of = <T>(...types: string[]) =>
    events.filter(({ type }) => types.includes(type)).map((event) => ({ ...event, data: JSON.parse(event.data) as T }))
  return [
    ...of<Entry>('points.opened', 'points.recorded').map(({ stream, occurredOn, commandId, n, data }) =>
      pointsReversed.on(stream, occurredOn, {
        ...data,
        hundredths: -data.hundredths,
        reversesId: entryId(commandId, n),
      })
    ),
    ...of<{ recipientId: string; mandateId: string }>('recipient.mandate-attached').map(({ stream, data }) =>
      mandateDetached.on(stream, today, data)
    ),
    ...of<{ id: string }>('recipient.registered').map(({ stream, data: { id } }) =>
      recipientWithdrawn.on(stream, today, { id })
    ),
    ...of<{ id: string; unitId: string; level: Level }>('mandate.begun').map(
      ({ stream, data: { id, unitId, level } }) => mandateWithdrawn.on(stream, today, { id, unitId, level })
    ),
    ...of<{ id: string; unitId: string; level: Level }>('electoral-district.drawn').map(
      ({ stream, data: { id, unitId, level } }) => electoralDistrictWithdrawn.on(stream, today, { id, unitId, level })
    ),
    ...of<{ id: string }>('unit.established').map(({ stream, data: { id } }) =>
      unitWithdrawn.on(stream, today, { id })
    ),
  ]
}

type Due = Pick<Written, 'commandId' | 'actor' | 'data'>

/** The boards its deputies were missing from lack nobody any more, but for what the same person did beside it. */
const settled = (events: readonly Written[], due: readonly Due[], today: string): Decided[] =>
  events
    .filter(({ type }) => type === revisionDue.type)
    .filter((one) => !due.some((other) => other.commandId !== one.commandId && isSameDue(one, other)))
    .map(({ stream, actor, data }) =>
      revisionSettled.on(stream, today, { ...(JSON.parse(data) as DueData), dueBy: actor })
    )

type DueData = UnitQuarter & { revision: number; cause: DueCause }

const isSameDue = (one: Due, other: Due): boolean => one.actor === other.actor && one.data === other.data
