import * as z from 'zod'
import { revisionInput, unitQuarter, type UnitQuarter } from '../board/schema.ts'
import { day, freeText, id, line, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'
import { itemCode } from '../points/schema.ts'

/** The objections to one board, whichever of its revisions they are about. */
export const objectionsStream = (of: UnitQuarter) => `objections/${of.unitId}/${of.level}/${of.quarter}`

/** Customary, not law: how long an objection may wait for its decision. */
export const DECISION_WORKING_DAYS = 10

/** Objections a deputy may have on one board. */
export const OBJECTIONS_MAX = 20
/** Objections that may be registered on one board for those who came without an account. */
export const REGISTERED_MAX = 200

/** 错、重、漏, and what is none of them. */
export const objectionKinds = {
  wrong: { zh: '错', en: 'Wrong' },
  duplicate: { zh: '重', en: 'Duplicate' },
  missing: { zh: '漏', en: 'Missing' },
  other: { zh: '其他', en: 'Other' },
} satisfies Record<string, Words>
export const objectionKind = z.enum(['wrong', 'duplicate', 'missing', 'other'])
export type ObjectionKind = z.infer<typeof objectionKind>

/** The published board it was raised against: the quarter's own, or that of its year or term. */
const raisedIns = {
  board: { zh: '季度公示', en: 'Quarter’s board' },
  'annual-board': { zh: '年度公示', en: 'Annual board' },
} satisfies Record<string, Words>
export const raisedIn = z.enum(['board', 'annual-board'])
export type RaisedIn = z.infer<typeof raisedIn>

/** What the board is called. */
export const raisedInWords = (board: { raisedIn: RaisedIn; raisedTerm: string | null }): Words =>
  board.raisedTerm === null ? raisedIns[board.raisedIn] : { zh: '任期公示', en: 'Term’s board' }

/** How it came in. */
export const channels = {
  deputy: { zh: '代表提出', en: 'By a deputy' },
  phone: { zh: '来电', en: 'By phone' },
  letter: { zh: '来信', en: 'By letter' },
  in_person: { zh: '来访', en: 'In person' },
} satisfies Record<string, Words>
export type Channel = keyof typeof channels
export const registeredChannel = z.enum(['phone', 'letter', 'in_person'])

export const objectionStatuses = {
  open: { zh: '办理中', en: 'Under way' },
  upheld: { zh: '成立', en: 'Upheld' },
  dismissed: { zh: '不成立', en: 'Dismissed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} satisfies Record<string, Words>
export type ObjectionStatus = keyof typeof objectionStatuses

export const outcome = z.enum(['upheld', 'dismissed'])
export type Outcome = z.infer<typeof outcome>

/** What is still to be done about an objection that was upheld: the ledger first, then the next revision. */
export type Correction = 'ledger' | 'board' | 'done'

const TEXT_CHARACTERS_MAX = 1000
const ANSWER_CHARACTERS_MAX = 500
const PUBLIC_ANSWER_CHARACTERS_MAX = 200

/**
 * `mandateId` names a row of the board; null is the board as a whole. Of a row, `entryId` with its day names the entry
 * that is wrong or a duplicate, `itemCode` with a day what is missing, as far as whoever objects knows them.
 */
const about = {
  ...revisionInput.shape,
  mandateId: id.nullable(),
  kind: objectionKind,
  entryId: id.nullable(),
  aboutOn: day.nullable(),
  itemCode: itemCode.nullable(),
  text: freeText(TEXT_CHARACTERS_MAX).min(1),
}

export const fileObjection = z.strictObject(about)

/** Name and contact are empty where somebody did not give them. `receivedOn` is the day it came in. */
export const registerObjection = z.strictObject({
  ...about,
  channel: registeredChannel,
  receivedOn: day,
  objectorName: line(50).or(z.literal('')),
  objectorContact: line(100).or(z.literal('')),
})

const one = { ...unitQuarter.shape, number: z.coerce.number().int().min(1).max(99_999) }

/** An office says why; a deputy need not. */
export const withdrawObjection = z.strictObject({ ...one, reason: freeText(ANSWER_CHARACTERS_MAX) })

/** `answer` goes to whoever objected; `publicAnswer` is written for everybody and names nobody who objected. */
export const decideObjection = z.strictObject({
  ...one,
  outcome,
  answer: freeText(ANSWER_CHARACTERS_MAX).min(1),
  publicAnswer: freeText(PUBLIC_ANSWER_CHARACTERS_MAX).min(1),
})

/** `about`: the row whose entries one may choose from to register another. */
export const objectionsInput = z.strictObject({ ...unitQuarter.shape, about: id.optional() })

export const myObjectionsInput = z.strictObject({ level, quarter })
