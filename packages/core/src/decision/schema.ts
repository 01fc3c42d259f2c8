import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { freeText, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** How a vote is cast. Which of them an item may be decided by follows from its type. */
export const methods = {
  show_of_hands: { zh: '举手表决', en: 'Show of hands' },
  paper: { zh: '无记名投票', en: 'Secret ballot on paper' },
} satisfies Record<string, Words>
export const method = z.enum(['show_of_hands', 'paper'])
export type Method = z.infer<typeof method>

export const decisionStatuses = {
  open: { zh: '正在计票', en: 'Being counted' },
  made: { zh: '已有结果', en: 'Decided' },
  withdrawn: { zh: '已中止', en: 'Stopped' },
  annulled: { zh: '结果已撤销', en: 'Result annulled' },
} satisfies Record<string, Words>
export type DecisionStatus = keyof typeof decisionStatuses

/** What a teller counts, in the order in which it is announced. */
export const countedKinds = {
  forCount: { zh: '赞成', en: 'For' },
  againstCount: { zh: '反对', en: 'Against' },
  abstainedCount: { zh: '弃权', en: 'Abstained' },
  invalidCount: { zh: '废票', en: 'Invalid' },
} satisfies Record<string, Words>
export type Counts = Record<keyof typeof countedKinds, number>

/** An agenda has forty items; elections and appointments are voted one by one. */
export const DECISIONS_MAX = 300
const QUESTION_CHARACTERS_MAX = 120
const REASON_CHARACTERS_MAX = 500
/** More than any body has members. */
const VOTES_MAX = 1000

/**
 * What a session votes. It relies on `sittings/…`, so that nobody leaves between the count of who is there and the opening
 * of a vote, and on the agenda.
 */
export const decisionsStream = (sessionId: string) => `decisions/${sessionId}`

const ofSession = { ...bodyAt.shape, sessionId: id }
const one = { ...ofSession, decisionId: id }
const votes = z.coerce.number().int().min(0).max(VOTES_MAX)

/** `question`: what is voted on, in words; private. */
export const openVote = z.strictObject({
  ...ofSession,
  sittingId: id,
  itemId: id,
  question: line(QUESTION_CHARACTERS_MAX),
  method,
})

/** `round`: as it was seen; a count of a round that is over is none. */
export const countVotes = z.strictObject({
  ...one,
  round: z.coerce.number().int().min(1),
  ...{ forCount: votes, againstCount: votes, abstainedCount: votes, invalidCount: votes },
})

const reason = freeText(REASON_CHARACTERS_MAX).min(1)
export const endVote = z.strictObject({ ...one, reason })

export const sessionDecisionsInput = z.strictObject({ sessionId: id })
