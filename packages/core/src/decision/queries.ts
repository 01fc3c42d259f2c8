import { sql, type Expression } from 'kysely'
import type { ItemType } from '../agenda/schema.ts'
import type { BodyAt } from '../body/schema.ts'
import { isSameSigner, type Reach } from '../kernel/actor.ts'
import type { Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { isSessionWithin, sessionsAmong, sessionsOf } from '../session/queries.ts'
import { DECISIONS_MAX, decisionsStream, type DecisionStatus, type Method } from './schema.ts'

const decisions = () =>
  db
    .selectFrom('decision')
    .selectAll()
    .$narrowType<{ itemType: ItemType; method: Method; status: DecisionStatus; passed: 0 | 1 | null }>()

/** What a session put to the vote, in that order. */
export const decisionsOf = (sessionId: string) =>
  decisions().where('sessionId', '=', sessionId).orderBy('position').limit(DECISIONS_MAX)

export const decisionOf = (sessionId: string, decisionId: string) =>
  decisions().where('sessionId', '=', sessionId).where('id', '=', decisionId)

/** Decisions that other modules name by a statement. */
export const decisionsAmong = (decisionIds: Expression<string>) => decisions().where('id', 'in', decisionIds)

/** What passed at a body, the newest first. */
export const passedAt = (of: BodyAt) =>
  decisions()
    .where('sessionId', 'in', sessionsOf(of).clearSelect().clearOrderBy().clearLimit().select('id'))
    .where('status', '=', 'made')
    .where('passed', '=', 1)
    .orderBy('madeAt', 'desc')

/** What was ever put to the vote on an item, also where it was stopped or annulled: the minutes name it. */
export const decisionsOnItem = (sessionId: string, itemId: string) =>
  decisionsOf(sessionId).where('itemId', '=', itemId)

/** In which place of the order of everything that happened a session's votes were put. */
export const votesPutIn = (sessionId: string) =>
  db
    .selectFrom('event')
    .select(['seq', sql<string>`data ->> 'id'`.as('decisionId')])
    .where('stream', '=', decisionsStream(sessionId))
    .where('type', '=', 'decision.opened')

/** What each teller counted in a round. Only those who gave theirs may read it. */
export const countsOf = (decisionId: string, round: number) =>
  db.selectFrom('decision_count').selectAll().where('decisionId', '=', decisionId).where('round', '=', round)

/** … in the rounds of a session that are being counted, by who asks. */
export const countsBy = (sessionId: string, signer: string) =>
  db
    .selectFrom('decision_count')
    .innerJoin('decision', 'decision.id', 'decision_count.decisionId')
    .select(['decision_count.decisionId', 'decision_count.forCount', 'decision_count.againstCount'])
    .select(['decision_count.abstainedCount', 'decision_count.invalidCount'])
    .whereRef('decision_count.round', '=', 'decision.round')
    .where('sessionId', '=', sessionId)
    .where('status', '=', 'open')
    .where(({ or, eb }) => or([eb('teller', '=', signer), eb('teller', 'like', `${signer}#%`)]))

/** What was put to the vote, and why a vote was stopped or a result annulled. */
export const notesAmong = (decisionIds: Expression<string>) =>
  db
    .selectFrom('decision_note')
    .selectAll()
    .$narrowType<{ kind: 'question' | 'withdrawn' | 'annulled' }>()
    .where('decisionId', 'in', decisionIds)

/** What was put to the vote on an item. */
export const questionsOn = (sessionId: string, itemId: string) =>
  notesAmong(
    decisionsOf(sessionId)
      .clearSelect()
      .clearOrderBy()
      .clearLimit()
      .select('id')
      .where('itemId', '=', itemId)
      .$asScalar()
  ).where('kind', '=', 'question')

/** Who counted in a session, by the names they have now. */
export const tellersOf = (sessionId: string) =>
  db
    .selectFrom('decision')
    .innerJoin('actor_name', (join) =>
      join.on(({ or, eb, ref }) => or([eb('actor', '=', ref('firstBy')), eb('actor', '=', ref('secondBy'))]))
    )
    .select(['decision.id as decisionId', 'actor', 'name'])
    .where('sessionId', '=', sessionId)

/** Votes that one teller has counted, the longest open first. */
const halfCounted = (reach: Reach) =>
  decisions()
    .where('status', '=', 'open')
    .where('firstBy', 'is not', null)
    .where(isSessionWithin(sql.ref('decision.sessionId'), reach))
    .orderBy('openedAt')
    .limit(DECISIONS_MAX)

/** … with what is asked and the sessions they are of. */
export function halfCountedRows(reach: Reach) {
  const among = (column: 'id' | 'sessionId') =>
    db.selectFrom(halfCounted(reach).as('halfCounted')).select(`halfCounted.${column}`).$asScalar()
  return {
    halfCounted: halfCounted(reach),
    halfCountedSessions: sessionsAmong(among('sessionId')),
    halfCountedQuestions: notesAmong(among('id')).where('kind', '=', 'question'),
  }
}

/** Those that `me` may be the second to count; of the first one's numbers nothing. */
export const secondCounts = (
  { halfCounted, halfCountedSessions, halfCountedQuestions }: Rows<ReturnType<typeof halfCountedRows>>,
  me: string
) =>
  halfCounted
    .filter(({ firstBy }) => !isSameSigner(firstBy!, me))
    .flatMap(({ id, sessionId }) => {
      const session = halfCountedSessions.find((one) => one.id === sessionId)
      const question = halfCountedQuestions.find(({ decisionId }) => decisionId === id)?.text ?? ''
      return session ? [{ id, question, session }] : []
    })
