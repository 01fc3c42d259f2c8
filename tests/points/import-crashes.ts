import { apply } from '@jiceng/core/imports/commands'
import { checkJob, stage } from '@jiceng/core/imports/job'
import type { WorkbookSheet } from '@jiceng/core/imports/schema'
import { stagePieces } from '@jiceng/core/imports/staging'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run, type Ctx } from '@jiceng/core/kernel/command'
import type { Statement, Store } from '@jiceng/core/kernel/store'
import { inputOf } from '@jiceng/core/testing-import'
import { breaker, breaking, type Point } from '../faults/every-n.ts'

// A file on its way into a district, broken off again and again: what was not applied shows nothing, what was is there
// once, whoever asks again.

export type Brought = {
  store: Store
  id: string
  workbook: readonly WorkbookSheet[]
  today: string
  ctxOf(actor: Actor, commandId: string): Ctx
}

const member = (id: string): Actor => ({
  ...{ kind: 'member', id, name: '何敏' },
  ...{ roles: ['deputies_commission'], unitId: null },
})

/** Tables an import fills, and what it leaves beside them. */
const MADE = ['unit', 'electoral_district', 'mandate', 'person', 'point_entry', 'point_note', 'item_balance']

export type Rows = Record<string, number>

/** What there is of each table, and of events. */
export async function rowsOf(store: Store): Promise<Rows> {
  const tables = [...MADE, 'event']
  const answers = await store.read(
    tables.map((table) => ({ sql: `select count(*) as count from ${table}`, parameters: [] }))
  )
  return Object.fromEntries(tables.map((table, n) => [table, (answers[n] as { count: number }[])[0]!.count]))
}

export type Crashed = { crashes: number; halfDone: string[]; doneTwice: string[] }

/** `pointsOf`: which of a step's calls are broken, given how many it makes. */
export async function importUnderCrashes(brought: Brought, pointsOf: (calls: number) => Point[]): Promise<Crashed> {
  const { store, id, workbook, today, ctxOf } = brought
  const tally: Crashed = { crashes: 0, halfDone: [], doneTwice: [] }
  const before = await rowsOf(store)
  const mine = ctxOf(member('1'), 'crash:apply')
  const applied = async (to: Store) => run(to, apply, await inputOf(store, id), mine)

  async function broken(name: string, to: Store, act: (to: Store) => Promise<unknown>, isWritten = false) {
    tally.crashes++
    const isTold = await act(to).then(
      () => false,
      () => true
    )
    if (!isTold) tally.halfDone.push(`${name}: the crash was not told`)
    if (!isWritten && !same(await rowsOf(store), before)) tally.halfDone.push(name)
  }
  const atEach = async (name: string, points: readonly Point[], act: (to: Store) => Promise<unknown>) => {
    for (const point of points)
      await broken(`${name}, ${point.when} call ${point.n}`, breaking(store, breaker(point)), act)
  }

  const job = { id, fileName: '一区.xlsx', unitId: null, actor: 'member:1', createdAt: mine.now }
  await atEach('staging', pointsOf(stagePieces(id, workbook).length + 2), (to) => stage(to, job, workbook))
  await stage(store, job, workbook)
  await atEach('checking', pointsOf(4), (to) => checkJob(to, id, today))
  await checkJob(store, id, today)
  const untilWritten = pointsOf(2).filter(({ n, when }) => n < 2 || when === 'before')
  await atEach('applying', untilWritten, applied)
  await broken('applying, within the batch', failingInside(store), applied)
  await broken('applying, after the batch', breaking(store, breaker({ n: 2, when: 'after' })), applied, true)
  const once = await rowsOf(store)
  if (same(once, before)) tally.halfDone.push('nothing was applied')
  const results = [await applied(store), ...(await Promise.all([applied(store), rival(brought)]))]
  const answers = results.map((result) => (result.ok ? 'done' : result.problem.code))
  if (!same(answers, ['done', 'done', 'import-applied'])) tally.doneTwice.push(answers.join(', '))
  if (!same(await rowsOf(store), once)) tally.doneTwice.push('rows')
  return tally
}

const rival = async ({ store, id, ctxOf }: Brought) =>
  run(store, apply, await inputOf(store, id), ctxOf(member('2'), 'crash:rival'))

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** In the middle of a batch that was begun. */
const failingInside = (store: Store): Store => ({
  read: (statements) => store.read(statements),
  write: (statements) => {
    const middle = Math.ceil(statements.length / 2)
    return store.write([...statements.slice(0, middle), crash, ...statements.slice(middle)])
  },
})
const crash: Statement = { sql: `insert into assertion (kind) values ('row_missing')`, parameters: [] }
