import { plan } from '@jiceng/core/agenda/commands'
import { count as countVotes, open as openVote } from '@jiceng/core/decision/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { draft, issue, publish as publishResolution } from '@jiceng/core/resolution/commands'
import { checkInMembers, open as openSitting, openDoors } from '@jiceng/core/sitting/commands'
import type { Seeding, UnitThings } from './district.ts'

type Voting = { memberId: string; item: Parameters<typeof plan.decide>[1]['items'][number]; teller: Actor }

/** The presidium sits today, one member there: what it votes passed and was published. */
export async function voted(
  { word, made }: Seeding,
  unit: UnitThings,
  { memberId, item, teller }: Voting
): Promise<void> {
  const presidium = { placeId: unit.unitId, body: 'presidium' as const }
  const session = { ...presidium, sessionId: unit.votedSessionId }
  unit.votedItemId = `${await made(plan, { ...session, items: [item], decision: '' })}/0`
  unit.votedSittingId = await made(openDoors, { ...session, kind: 'plenary' })
  const sitting = { ...session, sittingId: unit.votedSittingId }
  await made(checkInMembers, { ...sitting, memberIds: [memberId] })
  await made(openSitting, sitting)
  const question = { itemId: unit.votedItemId, question: word(), method: 'show_of_hands' as const }
  unit.decisionId = await made(openVote, { ...sitting, ...question })
  const numbers = { round: 1, forCount: 1, againstCount: 0, abstainedCount: 0, invalidCount: 0 }
  const vote = { ...session, decisionId: unit.decisionId }
  await made(countVotes, { ...vote, ...numbers })
  await made(countVotes, { ...vote, ...numbers }, undefined, teller)
  unit.resolutionId = await made(draft, { ...vote, title: word(), text: word(), organCode: word().slice(0, 12) })
  const paper = { ...presidium, resolutionId: unit.resolutionId }
  await made(issue, paper)
  await made(publishResolution, paper)
}
