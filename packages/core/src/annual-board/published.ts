import { rowsGone } from '../board/checks.ts'
import { newestFor } from '../board/queries.ts'
import { changedRows } from '../board/rules.ts'
import { everybody } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { provableRows } from '../kernel/hash.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { publicObjectionsToYear, toldOf } from '../objection/queries.ts'
import { allUnits } from '../people/queries.ts'
import { contentOf, publishedAnnual } from './queries.ts'
import { countsQuarter, quartersIn, rowsOf } from './rules.ts'
import { annualBoard, annualRevision, type AnnualRevision } from './schema.ts'

// What everybody may read of an annual board. What is frozen and not published is no part of it.

/** The number of the newest published revision, if its rows may be read: not withdrawn and in its public period. */
const readable = (input: AnnualRevision, today: string) =>
  publishedAnnual(input)
    .select(({ eb, and }) =>
      eb
        .case()
        .when(and([eb('withdrawnOn', 'is', null), eb('publicUntilOn', '>=', today)]))
        .then(eb.ref('revision'))
        .end()
        .as('revision')
    )
    .limit(1)

/** The rows of a revision in force, and of the one before it for what changed. */
const publicContent = (input: AnnualRevision, today: string) =>
  db
    .selectFrom('annual_board_content')
    .select(['revision', 'rows'])
    .where('level', '=', input.level)
    .where('year', '=', input.year)
    .where('revision', '>=', input.revision - 1)
    .where('revision', '<=', input.revision)
    .where(readable(input, today), '=', input.revision)
    .orderBy('position')

const publicNote = ({ level, year, revision }: AnnualRevision, kind: 'revision-reason' | 'withdrawal-reason') =>
  db
    .selectFrom('annual_board_note')
    .select('text')
    .where('level', '=', level)
    .where('year', '=', year)
    .where('revision', '=', revision)
    .where('kind', '=', kind)

/** A published year. A superseded revision shows its notice and hash only, a withdrawn one its notice and why. */
export const publishedYear = query({
  name: 'annual-board.published',
  roles: everybody,
  input: annualRevision,
  scope: () => true,
  load: (input, _, { today }) => ({
    revisions: publishedAnnual(input, input.revision - 1)
      .select(['revision', 'publishedOn', 'objectionsUntilOn', 'publicUntilOn', 'ruleVersion', 'seq', 'root'])
      .select(['deputyCount', 'withdrawnOn', 'ordinal', 'fromOn', 'untilOn'])
      .select([
        publicNote(input, 'revision-reason').as('revisionReason'),
        publicNote(input, 'withdrawal-reason').as('withdrawalReason'),
      ])
      .$narrowType<{ publishedOn: string; objectionsUntilOn: string; publicUntilOn: string }>(),
    content: publicContent(input, today),
    objections: publicObjectionsToYear(input),
    places: allUnits(),
    boards: newestFor(allUnits().clearSelect().select('unit.id').$asScalar(), quartersIn(input.year)).where(
      'one.level',
      '=',
      input.level
    ),
  }),
  answer: ({ revisions, content, objections, places, boards }, input, ctx) => {
    const newest = revisions[0]
    const found = revisions.find((one) => one.revision === input.revision)
    if (!newest || !found) return notFound()
    const { revisionReason, withdrawalReason, ...own } = found
    const frozen = (revision: number) => contentOf(content.filter((one) => one.revision === revision))
    const [units, before] = [frozen(input.revision), frozen(input.revision - 1)]
    const superseded = newest.revision > input.revision
    const counted = boards.filter(({ quarter }) => countsQuarter(found, quarter))
    const told = toldOf(objections)
    const nameOf = (unitId: string): string => places.find(({ id }) => id === unitId)?.name ?? ''
    // What was withdrawn is not told again as "before".
    const beforeIsPublic = revisions.some((one) => one.revision === input.revision - 1 && one.withdrawnOn === null)
    return ok({
      ...own,
      /** After its public period it keeps its hash and loses its names. */
      isOver: ctx.today > own.publicUntilOn,
      supersededBy: superseded ? { revision: newest.revision, publishedOn: newest.publishedOn } : null,
      withdrawalReason: !superseded && own.withdrawnOn !== null ? withdrawalReason : null,
      revisionReason: units.length > 0 ? revisionReason : null,
      changes: units.length > 0 && beforeIsPublic ? changedRows(rowsOf(before), rowsOf(units)) : [],
      units: units.map(({ unitName, rows }) => ({ unitName, rows: rows.map(({ leaf, row }) => ({ leaf, row })) })),
      objections: { ...told, decided: told.decided.map((one) => ({ ...one, unitName: nameOf(one.unitId) })) },
      /** The boards it is made of, on which whoever objects finds what is wrong. */
      quarters: units.length > 0 ? boardsByUnit(counted, places, ctx.today) : [],
    })
  },
})

type Board = { unitId: string; quarter: string; withdrawnOn: string | null; publicUntilOn: string }

/** The boards of a year's quarters that anybody may read, by unit. */
function boardsByUnit(boards: readonly Board[], places: readonly { id: string; name: string }[], today: string) {
  const readable = boards.filter(({ withdrawnOn, publicUntilOn }) => withdrawnOn === null && today <= publicUntilOn)
  return places.flatMap(({ id, name }) => {
    const quarters = readable.filter(({ unitId }) => unitId === id).map(({ quarter }) => quarter)
    return quarters.length > 0 ? [{ unitId: id, unitName: name, quarters: quarters.sort() }] : []
  })
}

/** The rows of a year in force as they went into its root, so that anybody recomputes it: docs/boards.md has the line. */
export const annualRows = query({
  name: 'annual-board.rows',
  roles: everybody,
  input: annualRevision,
  scope: () => true,
  load: (input, _, { today }) => ({
    revisions: publishedAnnual(input, input.revision).select(['revision', 'root', 'withdrawnOn']),
    content: publicContent(input, today).where('revision', '=', input.revision),
  }),
  answer: ({ revisions, content }, input) => {
    const found = revisions.find((one) => one.revision === input.revision)
    if (!found) return notFound()
    const superseded = revisions[0]!.revision > input.revision
    const state = superseded ? 'superseded' : found.withdrawnOn !== null ? 'withdrawn' : 'over'
    if (content.length === 0) return rowsGone(state)
    return ok({ root: found.root, rows: provableRows(contentOf(content).flatMap(({ rows }) => rows)) })
  },
})

/** The number of the newest published revision. */
export const newestYear = query({
  name: 'annual-board.newest',
  roles: everybody,
  input: annualBoard,
  scope: () => true,
  load: (input) => ({ revisions: publishedAnnual(input).select('revision').limit(1) }),
  answer: ({ revisions: [newest] }) => (newest ? ok({ revision: newest.revision }) : notFound()),
})
