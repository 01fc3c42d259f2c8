import { sql } from 'kysely'
import * as z from 'zod'
import { allClosings } from '../board/queries.ts'
import type { UnitQuarter } from '../board/schema.ts'
import { addQuarters, quarterOf } from '../kernel/calendar.ts'
import { reachOf, type Reach } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allElectoralDistricts, allSeats, allUnits } from '../people/queries.ts'
import { allRuleItems, allRuleSets, balancesIn, ruleItemsIn } from '../points/queries.ts'
import { allBelongings, recipientNames } from '../recipient/queries.ts'
import type { World } from './check-state.ts'
import {
  importRoles,
  listInput,
  oneJobInput,
  templateInput,
  type Choice,
  type DeputySum,
  type Finding,
  type SheetRow,
  type CellFault,
  type Summary,
  type WorkbookSheet,
} from './schema.ts'

const JOBS_MAX = 100
/** Undecided jobs with entries of a quarter: its closing waits for them. */
export const importsWaiting = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('import_quarter')
    .innerJoin('import_job', 'import_job.id', 'import_quarter.jobId')
    .select(['import_job.id', 'import_job.fileName', 'import_job.unitId'])
    .where('import_quarter.unitId', '=', unitId)
    .where('import_quarter.level', '=', level)
    .where('import_quarter.quarter', '=', quarter)
    .limit(1)

/** A job with how it ended. */
export const jobById = (jobId: string) =>
  db
    .selectFrom('import_job')
    .leftJoin('import_outcome', 'import_outcome.jobId', 'import_job.id')
    .selectAll('import_job')
    .select(['import_outcome.outcome', 'import_outcome.commandId', 'import_outcome.decidedOn'])
    .where('import_job.id', '=', jobId)

const SWEPT_AT_ONCE = 100

/** Jobs nobody has decided, the oldest first. */
export const undecidedJobs = () =>
  db
    .selectFrom('import_job')
    .leftJoin('import_outcome', 'import_outcome.jobId', 'import_job.id')
    .select(['import_job.id', 'createdAt', 'rowCount', 'stagedRows', 'state'])
    .where('outcome', 'is', null)
    .orderBy('createdAt')
    .limit(SWEPT_AT_ONCE)

/** Decided jobs of which rows are left: a check that was under way wrote them after the decision. */
export const decidedWithRows = () =>
  db
    .selectFrom('import_outcome')
    .select('jobId')
    .where(({ or, exists, selectFrom }) =>
      or(
        (['import_row', 'import_list', 'import_quarter'] as const).map((table) =>
          exists(selectFrom(table).select('jobId').whereRef(`${table}.jobId`, '=', 'import_outcome.jobId'))
        )
      )
    )
    .limit(SWEPT_AT_ONCE)

/** The staged file, sheet by sheet. */
export const rowsOfJob = (jobId: string) =>
  db.selectFrom('import_row').selectAll().where('jobId', '=', jobId).orderBy('sheet').orderBy('piece')

/** The sheets as the port read them. */
export function workbookOf(
  pieces: readonly { sheet: number; name: string; rows: string; faults: string }[]
): WorkbookSheet[] {
  const sheets = new Map<number, WorkbookSheet>()
  for (const { sheet, name, rows, faults } of pieces) {
    const known = sheets.get(sheet) ?? { name, rows: [], faults: [] }
    known.rows.push(...(JSON.parse(rows) as SheetRow[]))
    known.faults.push(...(JSON.parse(faults) as CellFault[]))
    sheets.set(sheet, known)
  }
  return [...sheets.values()]
}

/** Everything a file is checked against. */
export const worldQueries = (openingQuarters: readonly string[]) => ({
  units: allUnits(),
  districts: allElectoralDistricts(),
  seats: allSeats(),
  ruleSets: allRuleSets(),
  items: allRuleItems(),
  closings: allClosings(),
  recipients: recipientNames(),
  belongings: allBelongings(),
  balances: balancesIn(openingQuarters),
})

type Job = { id: string; unitId: string | null; choices: string }
type Loaded = Omit<World, 'jobId' | 'today' | 'unitId' | 'choices'>

export const worldOf = (
  job: Job,
  { units, districts, seats, ruleSets, items, closings, recipients, belongings, balances }: Loaded,
  today: string
): World => ({
  ...{ units, districts, seats, ruleSets, items, closings, recipients, belongings, balances, today },
  jobId: job.id,
  unitId: job.unitId,
  choices: JSON.parse(job.choices) as Record<string, string>,
})

const reaches = (reach: Reach, unitId: string | null): boolean =>
  reach.of === 'district' || (reach.of === 'unit' && reach.unitId === unitId)

const jobsWithin = (reach: Reach) =>
  reach.of === 'unit' ? sql<boolean>`import_job.unitId = ${reach.unitId}` : sql<boolean>`true`

type State = 'staging' | 'checking' | 'checked' | 'applied' | 'discarded' | 'reversed'
const stateOf = (job: { state: string; outcome: string | null }): State => (job.outcome ?? job.state) as State

/** The district's imports, newest first. */
export const listJobs = query({
  name: 'import.list',
  roles: importRoles,
  input: z.strictObject({}),
  scope: (actor) => reachOf(actor),
  load: (_, reach) => ({
    jobs: db
      .selectFrom('import_job')
      .leftJoin('import_outcome', 'import_outcome.jobId', 'import_job.id')
      .leftJoin('actor_name', 'actor_name.actor', 'import_job.actor')
      .select(['import_job.id', 'fileName', 'createdAt', 'rowCount', 'state', 'faultCount', 'openCount', 'outcome'])
      .select('actor_name.name as uploader')
      .where(jobsWithin(reach))
      .orderBy('createdAt', 'desc')
      .limit(JOBS_MAX),
  }),
  answer: ({ jobs }) => ok({ jobs: jobs.map((job) => ({ ...job, state: stateOf(job) })) }),
})

/** What a check listed of one kind, page by page. */
const listed = (jobId: string, kind: string) =>
  db.selectFrom('import_list').where('jobId', '=', jobId).where('kind', '=', kind)

const rowsOfList = <T>(pages: readonly { rows: string }[]): T[] => pages.flatMap(({ rows }) => JSON.parse(rows) as T[])

/** One import: how far it is, what it would bring, the first of what the check listed, and how it ended. */
export const oneJob = query({
  name: 'import.one',
  roles: importRoles,
  input: oneJobInput,
  scope: (actor) => reachOf(actor),
  load: ({ jobId, faults = 'faults', page = 0 }) => ({
    job: jobById(jobId),
    faults: listed(jobId, faults).select('rows').where('page', '=', page),
    more: listed(jobId, faults)
      .select('page')
      .where('page', '=', page + 1),
    choices: listed(jobId, 'choices').select('rows').where('page', '=', 0),
    sums: listed(jobId, 'sums').select('rows').where('page', '=', 0),
  }),
  answer: ({ job: [job], faults, more, choices, sums }, _, ctx) => {
    const reach = reachOf(ctx.actor)
    if (!job || !reach || !reaches(reach, job.unitId)) return notFound()
    const { id, fileName, createdAt, rowCount, stagedRows, checkedRows, faultCount, openCount, decidedOn } = job
    const summary = JSON.parse(job.summary) as Partial<Summary>
    return ok({
      ...{ id, fileName, createdAt, rowCount, stagedRows, checkedRows, faultCount, openCount, decidedOn },
      state: stateOf(job),
      summary: job.state === 'checked' ? (summary as Summary) : null,
      faults: rowsOfList<Finding>(faults),
      moreFaults: more.length > 0,
      choices: rowsOfList<Choice>(choices),
      sums: rowsOfList<DeputySum>(sums),
    })
  },
})

const endOf = ({ page, pages = 1 }: { page: number; pages?: number | undefined }): number => page + pages

/** A page, or some in a row, of what a check listed: faults (of all sheets or one), choices, points by deputy. */
export const jobList = query({
  name: 'import.lines',
  roles: importRoles,
  input: listInput,
  scope: (actor) => reachOf(actor),
  load: (input) => ({
    job: jobById(input.jobId),
    list: listed(input.jobId, input.kind)
      .select('rows')
      .where('page', '>=', input.page)
      .where('page', '<', endOf(input))
      .orderBy('page'),
    next: listed(input.jobId, input.kind).select('page').where('page', '=', endOf(input)),
  }),
  answer: ({ job: [job], list, next }, input, ctx) => {
    const reach = reachOf(ctx.actor)
    if (!job || !reach || !reaches(reach, job.unitId)) return notFound()
    const of = <T>(wanted: boolean) => (wanted ? rowsOfList<T>(list) : [])
    return ok({
      faults: of<Finding>(input.kind.startsWith('faults')),
      choices: of<Choice>(input.kind === 'choices'),
      sums: of<DeputySum>(input.kind === 'sums'),
      next: next.length > 0 ? endOf(input) : null,
    })
  },
})

/** The rules of the last quarter that is over: what the template's example is made of. */
export const importTemplate = query({
  name: 'import.template',
  roles: importRoles,
  input: templateInput,
  scope: (actor) => reachOf(actor),
  load: (_, __, ctx) => ({ items: ruleItemsIn(addQuarters(quarterOf(ctx.today), -1)) }),
  answer: ({ items }, input, ctx) =>
    ok({
      empty: input.empty !== undefined,
      quarter: addQuarters(quarterOf(ctx.today), -1),
      items: items.map(({ code, name, hundredths, perUnit }) => ({ code, name, hundredths, perUnit })),
    }),
})
