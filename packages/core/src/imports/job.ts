import { run, type Ctx } from '../kernel/command.ts'
import type { Store } from '../kernel/store.ts'
import { check, openingQuartersOf } from './check.ts'
import { discard } from './commands.ts'
import { decidedWithRows, jobById, rowsOfJob, undecidedJobs, workbookOf, worldOf, worldQueries } from './queries.ts'
import type { Chosen, WorkbookSheet } from './schema.ts'
import {
  forgetJob,
  forgetRows,
  keepChecked,
  keepChoices,
  rowCountOf,
  stagePieces,
  startCheck,
  startJob,
} from './staging.ts'

// A job's way from a file to a checked list. Any step may be repeated: it says the same again.

/** Writes the file's rows down, piece by piece: each piece moves the bar. False: the id is another file's. */
export async function stage(
  store: Store,
  job: { id: string; fileName: string; unitId: string | null; actor: string; createdAt: string },
  workbook: readonly WorkbookSheet[]
): Promise<boolean> {
  const rowCount = rowCountOf(workbook)
  await store.write(startJob(job, rowCount))
  const [[known]] = (await store.read([jobById(job.id).compile()])) as [
    { fileName: string; rowCount: number; outcome: string | null }[],
  ]
  if (known?.fileName !== job.fileName || known.rowCount !== rowCount) return false
  if (known.outcome !== null) return true
  for (const piece of stagePieces(job.id, workbook)) await store.write(piece)
  return true
}

/** Checks everything against the district as it is now, and keeps what was found. A decided job is left alone. */
export async function checkJob(store: Store, jobId: string, today: string): Promise<void> {
  const [jobs, pieces] = (await store.read([jobById(jobId).compile(), rowsOfJob(jobId).compile()])) as [
    Awaited<ReturnType<ReturnType<typeof jobById>['execute']>>,
    Awaited<ReturnType<ReturnType<typeof rowsOfJob>['execute']>>,
  ]
  const job = jobs[0]
  if (!job || job.outcome !== null || job.stagedRows < job.rowCount) return
  await store.write([startCheck(jobId)])
  const workbook = workbookOf(pieces)
  const openingQuarters = openingQuartersOf(workbook)
  const loads = worldQueries(openingQuarters)
  const names = Object.keys(loads) as (keyof typeof loads)[]
  const answers = await store.read(names.map((name) => loads[name].compile()))
  const world = Object.fromEntries(names.map((name, index) => [name, answers[index]])) as unknown as Parameters<
    typeof worldOf
  >[1]
  await store.write(keepChecked(jobId, check(workbook, worldOf(job, world, today)), openingQuarters))
}

/** Keeps whom rows are about, and checks again with it. */
export async function choose(store: Store, jobId: string, chosen: Chosen, today: string): Promise<void> {
  await store.write([keepChoices(jobId, chosen)])
  await checkJob(store, jobId, today)
}

/** Instants: a job that began before is no longer waited for. */
type Before = { unchecked: string; unstaged: string; undecided: string }

/**
 * What the clock does for imports: a check that was interrupted is made again, an upload that broke off is forgotten, a
 * file nobody decided on is discarded, and rows left of decided jobs go. Answers when the oldest job began that may
 * still be at it.
 */
export async function sweepJobs(store: Store, before: Before, ctx: Ctx): Promise<string | null> {
  const [left, jobs] = (await store.read([decidedWithRows().compile(), undecidedJobs().compile()])) as [
    Awaited<ReturnType<ReturnType<typeof decidedWithRows>['execute']>>,
    Awaited<ReturnType<ReturnType<typeof undecidedJobs>['execute']>>,
  ]
  for (const { jobId } of left) await store.write(forgetRows(jobId))
  let atIt: string | null = null
  for (const { id, createdAt, rowCount, stagedRows, state } of jobs) {
    const isStaged = stagedRows >= rowCount
    if (isStaged && createdAt < before.undecided) {
      await run(store, discard, { jobId: id }, { ...ctx, commandId: `sweep:${id}` })
    } else if (isStaged && state !== 'checked' && createdAt < before.unchecked) {
      await checkJob(store, id, ctx.today)
    } else if (!isStaged && createdAt < before.unstaged) {
      await store.write(forgetJob(id))
    } else if (!isStaged || state !== 'checked') {
      atIt ??= createdAt
    }
  }
  return atIt
}
