import { eraseAnnualBoards } from '../annual-board/erase.ts'
import { eraseAssessments } from '../assessment/erase.ts'
import { eraseBoards } from '../board/erase.ts'
import { eraseNotices } from '../circular/erase.ts'
import { eraseCases } from '../duty-case/erase.ts'
import { actorKey, isSameSigner, isDistrictMember } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { mustBeAbsent, updateMany } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { eraseFeeds } from '../feed/erase.ts'
import { eraseLeave } from '../leave/erase.ts'
import { eraseObjections } from '../objection/erase.ts'
import { erasePerson } from '../people/erase.ts'
import { mandateIdsOf, personById } from '../people/queries.ts'
import { ERASED_NAME } from '../people/schema.ts'
import { eraseEntries } from '../points/erase.ts'
import { eraseProposals } from '../proposal/erase.ts'
import { eraseReports } from '../self-check/erase.ts'
import { erasureProposed, erasureWithdrawn, personErased } from './events.ts'
import { ERASING, erasureOf } from './queries.ts'
import { approveErasure, erasureStream, personInput, proposeErasure } from './schema.ts'
import { standingOf, standingRefusal } from './standing.ts'

// Erasing cannot be undone, so two people do it: PIPL (个人信息保护法) 47 says when, 51 and 59 that it is done with care.

/** Proposes to erase what is known of a person whose mandates are over. */
export const propose = command({
  name: 'erasure.propose',
  roles: ERASING,
  input: proposeErasure,
  streams: (input) => [erasureStream(input.personId)],
  load: ({ personId }, { today }) => ({
    person: personById(personId),
    erasure: erasureOf(personId),
    ...standingOf(personId, today),
  }),
  scope: (actor) => isDistrictMember(actor),
  decide: ({ person, erasure: [erasure], ...standing }, { personId, ground }, { today }) => {
    if (person.length === 0) return notFound()
    if (erasure?.status === 'erased') return alreadyErased()
    if (erasure?.status === 'proposed') {
      return refuse(409, 'already-proposed', {
        zh: `已于 ${erasure.proposedOn} 提议，等待另一人批准`,
        en: `Proposed already on ${erasure.proposedOn}; another person has to approve`,
      })
    }
    const no = standingRefusal(standing, today)
    return no ?? ok({ facts: [erasureProposed.on(erasureStream(personId), today, { personId, ground })] })
  },
})

/** Takes a proposal back: whoever made it, or whoever was to approve it. */
export const withdraw = command({
  name: 'erasure.withdraw',
  roles: ERASING,
  input: personInput,
  streams: (input) => [erasureStream(input.personId)],
  load: ({ personId }) => ({ erasure: erasureOf(personId) }),
  scope: (actor, { erasure }) => isDistrictMember(actor) && erasure.length > 0,
  decide: ({ erasure: [erasure] }, { personId }, { today }) => {
    if (erasure!.status === 'erased') return alreadyErased()
    if (erasure!.status === 'withdrawn') return notProposed()
    return ok({ facts: [erasureWithdrawn.on(erasureStream(personId), today, { personId })] })
  },
})

/**
 * Erases a person: the name, what was written about them and what they wrote. Points, events and the roots of boards stay
 * as they are. By another than who proposed it.
 */
export const approve = command({
  name: 'erasure.approve',
  roles: ERASING,
  input: approveErasure,
  streams: (input) => [erasureStream(input.personId)],
  load: ({ personId }, { today }) => ({
    erasure: erasureOf(personId),
    mandates: mandateIdsOf(personId),
    ...standingOf(personId, today),
  }),
  scope: (actor, { erasure }) => isDistrictMember(actor) && erasure.length > 0,
  decide: ({ erasure: [erasure], mandates, ...standing }, { personId, accountIds, hasAccount }, ctx) => {
    if (erasure!.status === 'erased') return alreadyErased()
    if (erasure!.status === 'withdrawn') return notProposed()
    if (isSameSigner(erasure!.proposedBy, actorKey(ctx.actor))) {
      return refuse(409, 'second-person', {
        zh: '提议的人不能自己批准，请另一位负责人办理',
        en: 'Whoever proposed it cannot approve it: another person has to',
      })
    }
    const no = standingRefusal(standing, ctx.today)
    if (no) return no
    if (hasAccount) {
      return refuse(409, 'account-first', {
        zh: '先删除本人的账号，再批准删除',
        en: 'Erase the person’s account first, then approve',
      })
    }
    const mandateIds = mandates.map(({ id }) => id)
    return ok({
      facts: [personErased.on(erasureStream(personId), ctx.today, { personId })],
      beside: [...nothingStands(personId, ctx), ...erased(personId, mandateIds), ...eraseActors(accountIds)],
    })
  },
})

/** Gates: what came up since it was read. */
const nothingStands = (personId: string, { today }: Ctx) => Object.values(standingOf(personId, today)).map(mustBeAbsent)

const erased = (personId: string, mandateIds: readonly string[]) => [
  ...erasePerson(personId, mandateIds),
  ...eraseEntries(mandateIds),
  ...eraseBoards(mandateIds),
  ...eraseAnnualBoards(mandateIds),
  ...eraseReports(mandateIds),
  ...eraseFeeds(personId),
  ...eraseLeave(mandateIds),
  ...eraseObjections(personId, mandateIds),
  ...eraseNotices(mandateIds),
  ...eraseAssessments(mandateIds),
  ...eraseProposals(mandateIds),
  ...eraseCases(mandateIds),
]

/** The name histories show for what the person did here. */
const eraseActors = (accountIds: readonly string[]) =>
  updateMany(
    'actor_name',
    accountIds.map((id) => ({ actor: actorKey({ kind: 'deputy', id, name: '', personId: '' }), name: ERASED_NAME })),
    ['actor']
  )

const alreadyErased = () =>
  refuse(409, 'already-erased', { zh: '个人信息已经删除', en: 'The personal data was erased already' })

const notProposed = () =>
  refuse(409, 'not-proposed', { zh: '没有待批准的删除提议', en: 'No erasure waits for approval' })
