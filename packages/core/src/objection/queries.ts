import { isTerm } from '../annual-board/rules.ts'
import { sql, type Expression, type SqlBool } from 'kysely'
import { currentBoard, hasFollower, signersOf } from '../board/queries.ts'
import { rowsOn } from '../board/rules.ts'
import { boardContent, type UnitQuarter } from '../board/schema.ts'
import { actorKey, isSameSigner, reachesUnit, within, type Actor, type Reach } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { personOf, placesOf, unitById } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { correctedSince, ruleItemsIn, standingEntriesIn } from '../points/queries.ts'
import {
  DECISION_WORKING_DAYS,
  objectionsInput,
  type Channel,
  type Correction,
  type ObjectionKind,
  type ObjectionStatus,
  type Outcome,
  type RaisedIn,
} from './schema.ts'
import { openOn, windowSources, windowsOf } from './windows.ts'

const of = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('objection')
    .where('objection.unitId', '=', unitId)
    .where('objection.level', '=', level)
    .where('objection.quarter', '=', quarter)

/** Every objection to a board, to be counted and compared. */
export const objectionsTo = (input: UnitQuarter) =>
  of(input).select(['number', 'personId', 'mandateId', 'kind', 'entryId', 'itemCode', 'status'])

export const objectionAt = (one: UnitQuarter & { number: number }) =>
  of(one).selectAll().where('objection.number', '=', one.number)

/** What the person of a mandate objected to on the boards it stood on in a year, and what was decided. */
export const ownObjectionsOf = (mandateId: string, year: string) =>
  db
    .selectFrom('objection')
    .select('status')
    .$narrowType<{ status: ObjectionStatus }>()
    .where(sql<SqlBool>`(unitId, level) in ${placesOf(mandateId)}`)
    .where('quarter', '>=', `${year}Q1`)
    .where('quarter', '<=', `${year}Q4`)
    .where('personId', '=', personOf(mandateId))

/**
 * The objections about a mandate's row on the boards of its places, and its person's own about a board as a whole. What
 * they objected to of somebody else's is that deputy's.
 */
export const objectionsConcerning = (mandateId: string) =>
  db
    .selectFrom('objection')
    .select(['quarter', 'revision', 'kind', 'status', 'filedOn', 'decidedOn', 'personId'])
    .$narrowType<{ kind: ObjectionKind; status: ObjectionStatus }>()
    .where(sql<SqlBool>`(unitId, level) in ${placesOf(mandateId)}`)
    .where(({ eb, and, or }) =>
      or([
        eb('mandateId', '=', mandateId),
        and([eb('mandateId', 'is', null), eb('personId', '=', personOf(mandateId))]),
      ])
    )
    .orderBy('quarter')
    .orderBy('number')

/** Objections about some mandates that are not decided. */
export const openObjectionsAmong = (mandateIds: Expression<string>) =>
  db.selectFrom('objection').select('number').where('status', '=', 'open').where('mandateId', 'in', mandateIds)

/** The board an objection is about, as a statement of another module wants it named. */
const board = {
  unitId: sql.ref<string>('objection.unitId'),
  level: sql.ref<string>('objection.level'),
  quarter: sql.ref<string>('objection.quarter'),
  revision: sql.ref<number>('objection.revision'),
}

const note = (kind: string) =>
  db
    .selectFrom('objection_note')
    .select('objection_note.text')
    .where('objection_note.unitId', '=', board.unitId)
    .where('objection_note.level', '=', board.level)
    .where('objection_note.quarter', '=', board.quarter)
    .where('objection_note.number', '=', sql.ref<number>('objection.number'))
    .where('objection_note.kind', '=', kind)

/** What was raised against the board of a year or a term, whichever quarters it is about. */
const ofYear = ({ level, year }: { level: Level; year: string }) =>
  db
    .selectFrom('objection')
    .where('objection.raisedIn', '=', 'annual-board')
    .where('objection.level', '=', level)
    .where('objection.raisedTerm', 'is', isTerm(year) ? year : null)
    .where('objection.quarter', '>=', `${year.slice(0, 4)}Q1`)
    .where('objection.quarter', '<=', `${year.slice(-4)}Q4`)
    .orderBy('objection.quarter')
    .orderBy('objection.unitId')
    .orderBy('objection.number')

/** … for those who work on it: what state each is in, by the quarter in which it is decided. */
export const objectionsToYear = (input: { level: Level; year: string }) =>
  ofYear(input)
    .select(['unitId', 'quarter', 'number', 'kind', 'status', 'filedOn', 'dueOn', correction.as('correction')])
    .$narrowType<{ kind: ObjectionKind; status: ObjectionStatus }>()

/** … and as the year's public page tells of it. */
export const publicObjectionsToYear = (input: { level: Level; year: string }) =>
  ofYear(input)
    .select(['unitId', 'quarter', 'number', 'raisedRevision as revision', 'status', 'decidedOn'])
    .select(note('public-answer').as('answer'))
    .$narrowType<{ revision: number }>()
    .where('status', '<>', 'withdrawn')

/** What the public board tells of the objections to it: how many came, and what was decided. Rows: one each, and its answer. */
export const publicObjections = (input: UnitQuarter) =>
  of(input)
    .select(['number', 'revision', 'status', 'decidedOn', note('public-answer').as('answer')])
    .where('status', '<>', 'withdrawn')
    .orderBy('number')

type PublicRow = { number: number; revision: number; status: string; decidedOn: string | null; answer: string | null }

export const toldOf = <Row extends PublicRow>(rows: readonly Row[]) => ({
  received: rows.length,
  decided: rows
    .filter(({ status }) => status !== 'open')
    .map(({ status, decidedOn, ...one }) => ({ ...one, outcome: status as Outcome, decidedOn: decidedOn! })),
})

const followed = hasFollower(board)
const inLedger = correctedSince({
  mandateId: sql.ref<string>('objection.mandateId'),
  occurredOn: sql.ref<string>('objection.aboutOn'),
  itemCode: sql.ref<string>('objection.itemCode'),
  entryId: sql.ref<string | null>('objection.entryId'),
  since: sql.ref<string>('objection.filedAt'),
})

/** What is still to be done: an entry it names is put right first, then the board is published anew. */
const correction = sql<Correction | null>`case when objection.status <> 'upheld' then null
  when objection.itemCode is not null and not ${inLedger} then 'ledger'
  when not ${followed} then 'board' else 'done' end`

/** Objections as a page shows them to whoever may read what was written. */
export const told = (rows: ReturnType<typeof of>) =>
  rows
    .select(['objection.unitId', 'objection.number', 'objection.revision', 'objection.kind', 'objection.channel'])
    .select(['objection.mandateId', 'objection.entryId', 'objection.aboutOn', 'objection.itemCode'])
    .select(['objection.status', 'objection.filedOn', 'objection.dueOn', 'objection.decidedOn', 'objection.raisedIn'])
    .select('objection.raisedTerm')
    .select([note('text').as('text'), note('answer').as('answer'), note('public-answer').as('publicAnswer')])
    .select([note('withdrawal-reason').as('withdrawalReason'), correction.as('correction')])
    .$narrowType<{ kind: ObjectionKind; channel: Channel; status: ObjectionStatus; raisedIn: RaisedIn }>()
    .orderBy('objection.number', 'desc')

/** The objections to a unit's board of one quarter, and what one needs to register another. */
export const listObjections = query({
  name: 'objection.list',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: objectionsInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    unit: unitById(input.unitId),
    ...windowSources(input),
    board: currentBoard(input),
    items: ruleItemsIn(input.quarter),
    entries: standingEntriesIn(input.quarter, sql<string>`(select ${input.about ?? ''})`),
    objections: told(of(input)).select([
      note('objector-name').as('objectorName'),
      note('objector-contact').as('objectorContact'),
      signersOf(board).closedBy.as('closedBy'),
      signersOf(board).publishedBy.as('publishedBy'),
    ]),
  }),
  answer: ({ unit: [unit], revisions, years, board: [content], items, entries, objections }, { about }, ctx) => {
    if (!unit) return notFound()
    const rows = content ? rowsOn(boardContent.parse(JSON.parse(content.rows))) : []
    const [newest] = revisions
    const windows = windowsOf({ revisions, years })
    const names = new Map(rows.map((row) => [row.mandateId, row.name]))
    const item = new Map(items.map((one) => [one.code, one.name]))
    return ok({
      unit: { id: unit.id, name: unit.name },
      board: newest
        ? {
            revision: newest.revision,
            publishedOn: newest.publishedOn,
            objectionsUntilOn: newest.objectionsUntilOn,
            /** The window that is open; its own after its end may be that of the year. */
            open: openOn(windows, ctx.today) ?? null,
            withdrawnOn: newest.withdrawnOn,
          }
        : null,
      decisionWorkingDays: DECISION_WORKING_DAYS,
      rows: rows.map(({ mandateId, name, electoralDistrict }) => ({ mandateId, name, electoralDistrict })),
      items: items.map(({ code, name }) => ({ code, name })),
      /** Of the row that was asked for, where the board has it: the same day and item may come twice, so with what it was. */
      entries: names.has(about ?? '')
        ? entries.map((one) => ({ ...one, item: item.get(one.itemCode) ?? one.itemCode }))
        : [],
      objections: objections.map(({ closedBy, publishedBy, ...one }) => ({
        ...one,
        name: one.mandateId === null ? null : (names.get(one.mandateId) ?? ''),
        item: one.itemCode === null ? null : (item.get(one.itemCode) ?? one.itemCode),
        /** Whoever asks closed or published the board, so a colleague decides. */
        isOwnBoard: isSignedBy(ctx.actor, closedBy, publishedBy),
      })),
    })
  },
})

/** Objections within reach that wait, by board: open ones for a decision, upheld ones until the board is put right. */
export const objectionsWaitingIn = (reach: Reach) =>
  db
    .selectFrom('objection')
    .select(['unitId', 'level', 'quarter', 'status'])
    .select([signersOf(board).closedBy.as('closedBy'), signersOf(board).publishedBy.as('publishedBy')])
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('dueOn').as('dueOn')])
    .where('status', 'in', ['open', 'upheld'])
    .where(({ eb, or }) => or([eb('status', '=', 'open'), eb(correction, '<>', 'done')]))
    .where(within(reach, { unitId: sql.ref('objection.unitId'), personId: sql.val('') }))
    .groupBy(['status', 'unitId', 'level', 'quarter', 'revision'])

export const isSignedBy = (actor: Actor, ...signers: readonly (string | null)[]): boolean =>
  signers.some((signer) => signer !== null && isSameSigner(signer, actorKey(actor)))
