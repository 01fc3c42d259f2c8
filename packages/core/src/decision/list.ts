import { sql } from 'kysely'
import { itemsOf } from '../agenda/queries.ts'
import { placeKind } from '../body/checks.ts'
import { actorKey, isSameSigner, may, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, theDistrict } from '../people/queries.ts'
import { mayResolve } from '../resolution/paper-rules.ts'
import { resolutionsOfSession } from '../resolution/queries.ts'
import { CALLING, READING, sessionWithin } from '../session/queries.ts'
import { quorumLack, quorumOf } from '../session/quorum-rules.ts'
import { sittingsOf } from '../sitting/queries.ts'
import { majorityOf, methodsOf, resultOf, standingVote } from './majority-rules.ts'
import { countsBy, decisionsOf, notesAmong, tellersOf } from './queries.ts'
import { sessionDecisionsInput } from './schema.ts'

/**
 * What a session votes: its items, each with its votes, and whether one can be opened now. Of a vote that is being counted
 * nobody reads numbers but their own.
 */
export const sessionDecisions = query({
  name: 'decision.of-session',
  roles: READING,
  input: sessionDecisionsInput,
  scope: (actor) => {
    const reach = reachOf(actor)
    return reach && { reach, signer: actorKey(actor).split('#')[0]! }
  },
  load: ({ sessionId }, { reach, signer }) => {
    const own = sessionWithin(sessionId, reach)
    const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
    const decisionIds = decisionsOf(sessionId).clearSelect().clearOrderBy().clearLimit().select('id').$asScalar()
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      items: itemsOf(sessionId).where(inReach),
      sittings: sittingsOf(sessionId).where(inReach),
      decisions: decisionsOf(sessionId).where(inReach),
      notes: notesAmong(decisionIds).where(inReach),
      counts: countsBy(sessionId, signer).where(inReach),
      tellers: tellersOf(sessionId).where(inReach),
      resolutions: resolutionsOfSession(sessionId).where(inReach),
    }
  },
  answer: (rows, _, { actor }) => {
    const [session, district, unit] = [rows.session[0], rows.district[0], rows.unit[0]]
    if (!session || !district) return notFound()
    const { body } = session
    const sitting = rows.sittings.find(({ status }) => status === 'open')
    const noteOf = (id: string, kind: string) =>
      rows.notes.find((one) => one.decisionId === id && one.kind === kind)?.text ?? ''
    const mayChange = may(actor, CALLING)
    const me = actorKey(actor)
    return ok({
      session,
      place: { id: session.placeId, kind: placeKind(session.placeId, unit)!, name: unit?.name ?? district.name },
      mayChange,
      mayResolve: mayResolve(body),
      /** The sitting in which a vote can be opened, and what it lacks. */
      sitting: sitting
        ? {
            ...{ id: sitting.id, kind: sitting.kind, ordinal: sitting.ordinal, itemId: sitting.itemId },
            ...{ presentCount: sitting.presentCount, dueCount: sitting.dueCount },
            quorum: quorumOf(body, sitting.dueCount),
            lack: quorumLack(body, sitting),
            majority: majorityOf(body, sitting.dueCount),
          }
        : null,
      items: rows.items.map(({ id, type, title }) => ({
        ...{ id, type, title: title ?? '', ...methodsOf(body, type) },
        /** Its vote stands: there is no other. Where each person is voted on there may be. */
        isVoted: standingVote({ id, type }, rows.decisions, () => false) !== undefined,
      })),
      decisions: rows.decisions.map(({ firstBy, secondBy, ...one }) => {
        const resolution = rows.resolutions.find(({ decisionId }) => decisionId === one.id)
        const isDecided = one.forCount !== null
        return {
          ...one,
          question: noteOf(one.id, 'question'),
          reason: noteOf(one.id, 'withdrawn') || noteOf(one.id, 'annulled'),
          sitting: sittingNamed(rows.sittings.find(({ id }) => id === one.sittingId)),
          /** How far this round of counting is, seen by who asks. */
          isCountedOnce: firstBy !== null && !isDecided,
          ownCount: rows.counts.find(({ decisionId }) => decisionId === one.id) ?? null,
          mayCount: mayChange && one.status === 'open' && (firstBy === null || !isSameSigner(firstBy, me)),
          tellers: isDecided
            ? [firstBy, secondBy].map(
                (by) => rows.tellers.find((row) => row.decisionId === one.id && row.actor === by)?.name ?? ''
              )
            : [],
          result: isDecided ? resultOf(body, { forCount: one.forCount!, dueCount: one.dueCount }) : null,
          resolution: resolution ? { id: resolution.id, status: resolution.status, title: resolution.title } : null,
        }
      }),
    })
  },
})

const sittingNamed = (sitting: { kind: 'preparatory' | 'plenary'; ordinal: number } | undefined) =>
  sitting ? { kind: sitting.kind, ordinal: sitting.ordinal } : null
