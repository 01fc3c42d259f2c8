import { plan } from '@jiceng/core/agenda/commands'
import { count as countVotes, open as openVote } from '@jiceng/core/decision/commands'
import { addDays } from '@jiceng/core/kernel/calendar'
import { call } from '@jiceng/core/session/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { draft, issue, publish as publishResolution } from '@jiceng/core/resolution/commands'
import { checkInMembers, open as openSitting, openDoors } from '@jiceng/core/sitting/commands'
import type { BodyAt } from '@jiceng/core/body/schema'
import type { Seeding } from './seeding.ts'

type Voting = { memberId: string; item: Parameters<typeof plan.decide>[1]['items'][number]; teller: Actor }

/** The presidium sits today, one member there: what it votes passed and was published. */
export async function voted(
  { word, made }: Seeding,
  session: BodyAt & { sessionId: string },
  { memberId, item, teller }: Voting
) {
  const votedItemId = `${await made(plan, { ...session, items: [item], decision: '' })}/0`
  const votedSittingId = await made(openDoors, { ...session, kind: 'plenary' })
  const sitting = { ...session, sittingId: votedSittingId }
  await made(checkInMembers, { ...sitting, memberIds: [memberId] })
  await made(openSitting, sitting)
  const question = { itemId: votedItemId, question: word(), method: 'show_of_hands' as const }
  const decisionId = await made(openVote, { ...sitting, ...question })
  const numbers = { round: 1, forCount: 1, againstCount: 0, abstainedCount: 0, invalidCount: 0 }
  const vote = { ...session, decisionId }
  await made(countVotes, { ...vote, ...numbers })
  await made(countVotes, { ...vote, ...numbers }, undefined, teller)
  const resolutionId = await made(draft, { ...vote, title: word(), text: word(), organCode: word().slice(0, 12) })
  const { sessionId: _, ...body } = session
  const paper = { ...body, resolutionId }
  await made(issue, paper)
  await made(publishResolution, paper)
  return { votedItemId, votedSittingId, decisionId, resolutionId }
}

/** The district's own congress: its deputies are expected just now. */
export async function districtInHall({ word, made }: Seeding, today: string): Promise<void> {
  const of = { placeId: 'district', body: 'congress' as const }
  const about = { kind: 'annual' as const, ordinal: 1, proposerCount: null, venue: word() }
  const days = { calledOn: addDays(today, -20), firstOn: today, lastOn: today }
  await made(openDoors, { ...of, kind: 'plenary', sessionId: await made(call, { ...of, ...about, ...days }) })
}
