import { sql, type Expression } from 'kysely'
import { everybody } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { provableRows } from '../kernel/hash.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { publicObjections, toldOf } from '../objection/queries.ts'
import { unitById } from '../people/queries.ts'
import { rowsGone } from './checks.ts'
import { changedRows, rowsOn } from './rules.ts'
import { boardContent, publishedInput, revisionInput, type UnitQuarter } from './schema.ts'

// What everybody may read of one revision of a board.

const revisionsFrom = ({ unitId, level, quarter }: UnitQuarter, from: number | Expression<number>) =>
  db
    .selectFrom('board_revision')
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)
    .where('revision', '>=', from)

type Revision = UnitQuarter & { revision: number | 'newest' }

/** Its number. */
const numberOf = (input: Revision) => sql<number>`${input.revision === 'newest' ? newestNumber(input) : input.revision}`

const newestNumber = (of: UnitQuarter) =>
  revisionsFrom(of, 1).select('board_revision.revision').orderBy('board_revision.revision', 'desc').limit(1)

const oneBefore = (input: Revision) => sql<number>`${numberOf(input)} - 1`

/** A board's content, only where everybody may read it: the newest revision, not withdrawn, in its public period. */
const publicContent = (input: Revision, today: string) =>
  db
    .selectFrom('board_content')
    .select(['revision', 'rows'])
    .where('unitId', '=', input.unitId)
    .where('level', '=', input.level)
    .where('quarter', '=', input.quarter)
    // The one before it goes along for what changed.
    .where('revision', '>=', oneBefore(input))
    .where('revision', '<=', numberOf(input))
    .where(
      // The newest revision, if it may be read: one row, whatever came before.
      revisionsFrom(input, 1)
        .select(({ eb, and }) =>
          eb
            .case()
            .when(and([eb('withdrawnOn', 'is', null), eb('publicUntilOn', '>=', today)]))
            .then(eb.ref('revision'))
            .end()
            .as('revision')
        )
        .orderBy('board_revision.revision', 'desc')
        .limit(1),
      '=',
      numberOf(input)
    )

/** What everybody may read of why a revision was made or withdrawn. */
const publicNote = (input: Revision, kind: 'revision-reason' | 'withdrawal-reason') =>
  db
    .selectFrom('board_note')
    .select('text')
    .where('unitId', '=', input.unitId)
    .where('level', '=', input.level)
    .where('quarter', '=', input.quarter)
    .where('revision', '=', numberOf(input))
    .where('kind', '=', kind)

/**
 * A published board, as everybody may read it. A superseded revision shows its notice and hash only, a withdrawn one
 * its notice and why: their rows do not leave the database.
 */
export const publishedBoard = query({
  name: 'board.published',
  roles: everybody,
  input: publishedInput,
  scope: () => true,
  load: (input, _, { today }) => ({
    // Newest first: what came after this one, itself and the one before it.
    revisions: revisionsFrom(input, oneBefore(input))
      .select(['revision', 'publishedOn', 'objectionsUntilOn', 'publicUntilOn', 'ruleVersion', 'seq', 'root'])
      .select(['deputyCount', 'withdrawnOn'])
      // A board in force bears the unit's name itself, as it was then.
      .select(({ eb, or }) =>
        eb
          .case()
          .when(
            or([
              eb('revision', '>', numberOf(input)),
              eb('withdrawnOn', 'is not', null),
              eb('publicUntilOn', '<', today),
            ])
          )
          .then(unitById(input.unitId).clearSelect().select('unit.name'))
          .end()
          .as('unitName')
      )
      .select([
        publicNote(input, 'revision-reason').as('revisionReason'),
        publicNote(input, 'withdrawal-reason').as('withdrawalReason'),
      ])
      .orderBy('revision', 'desc'),
    content: publicContent(input, today),
    objections: publicObjections(input),
  }),
  answer: ({ revisions, content, objections }, input, ctx) => {
    const newest = revisions[0]
    const asked = input.revision === 'newest' ? newest?.revision : input.revision
    const found = revisions.find((one) => one.revision === asked)
    if (!newest || !found) return notFound()
    const { unitName: _, revisionReason, withdrawalReason, ...own } = found
    const [frozen, before] = [own.revision, own.revision - 1].map((revision) => {
      const one = content.find((row) => row.revision === revision)
      return one ? boardContent.parse(JSON.parse(one.rows)) : null
    })
    const superseded = newest.revision > own.revision
    const state: BoardState = superseded ? 'superseded' : own.withdrawnOn !== null ? 'withdrawn' : 'in-force'
    // What was withdrawn is not told again as "before".
    const beforeIsPublic = revisions.some((one) => one.revision === own.revision - 1 && one.withdrawnOn === null)
    return ok({
      ...own,
      state,
      /** After its public period a board keeps its hash and loses its names. */
      isOver: ctx.today > own.publicUntilOn,
      supersededBy: superseded ? { revision: newest.revision, publishedOn: newest.publishedOn } : null,
      withdrawalReason: state === 'withdrawn' ? withdrawalReason : null,
      revisionReason: frozen ? revisionReason : null,
      /** To this and earlier revisions; told where the board itself is. */
      objections: toldOf(frozen ? objections : []),
      changes: frozen && before && beforeIsPublic ? changedRows(rowsOn(before), rowsOn(frozen)) : [],
      content: frozen ?? {
        unitName: revisions.find((one) => one.unitName !== null)?.unitName ?? '',
        categories: [],
        rows: [],
      },
    })
  },
})

type BoardState = 'in-force' | 'superseded' | 'withdrawn'

/**
 * The rows of a board in force as they went into its root, so that anybody recomputes it: docs/boards.md has the line. Of
 * an erased one only the leaf is left.
 */
export const boardRows = query({
  name: 'board.rows',
  roles: everybody,
  input: revisionInput,
  scope: () => true,
  load: (input, _, { today }) => ({
    revisions: revisionsFrom(input, input.revision)
      .select(['revision', 'root', 'withdrawnOn', 'publicUntilOn'])
      .orderBy('revision', 'desc'),
    content: publicContent(input, today).where('revision', '=', input.revision),
  }),
  answer: ({ revisions, content: [content] }, input) => {
    const found = revisions.find((one) => one.revision === input.revision)
    if (!found) return notFound()
    const superseded = revisions[0]!.revision > input.revision
    const state = superseded ? 'superseded' : found.withdrawnOn !== null ? 'withdrawn' : 'over'
    if (!content) return rowsGone(state)
    return ok({
      root: found.root,
      rows: provableRows(boardContent.parse(JSON.parse(content.rows)).rows),
    })
  },
})
