import { plan } from './agenda/commands.ts'
import type { ItemType } from './agenda/schema.ts'
import { count, open } from './decision/commands.ts'
import type { Actor } from './kernel/actor.ts'
import { run } from './kernel/command.ts'
import { townInHall } from './testing-sitting.ts'

/** Two people of the town's office, who count apart. */
const tellersOf = (unitId: string) =>
  ['甲', '乙'].map((name, n): Actor => ({
    ...{ kind: 'member', id: `teller-${n}`, name: `计票人${name}` },
    ...{ roles: ['unit_office'], unitId },
  })) as [Actor, Actor]

/** Nine deputies, seven of them in the hall; the sitting is open, and its agenda has a draft and an election. */
export async function townThatVotes(here = 7) {
  const town = await townInHall()
  const { must, session, sitting, store, ctx, desk, opens, deputies } = town
  const item = (type: ItemType, title: string) => ({
    ...{ type, title, field: null, speaker: '', minutes: 10, isPublic: true },
  })
  const items = [item('resolution', '关于民生实事的决议草案'), item('election', '选举副镇长')]
  const [planned] = await must(plan, { ...session, items, decision: '' })
  await desk(...deputies.slice(0, here))
  await opens()
  const [itemId, electionId] = [`${planned!.commandId}/0`, `${planned!.commandId}/1`]
  const [first, second] = tellersOf(town.town)
  const puts = (given: Partial<{ itemId: string; method: 'show_of_hands' | 'paper'; question: string }> = {}) =>
    run(store, open, { ...sitting, itemId, method: 'show_of_hands', question: '通过决议草案', ...given }, ctx(first))
  const votes = async (given: Parameters<typeof puts>[0] = {}) => {
    const opened = await puts(given)
    if (!opened.ok) throw new Error(opened.problem.code)
    return { ...session, decisionId: opened.value[0]!.commandId }
  }
  type Vote = Awaited<ReturnType<typeof votes>>
  /** For, against, abstained, invalid. */
  type Numbers = readonly [number, number, number, number]
  const counts = (vote: Vote, [forCount, againstCount, abstainedCount, invalidCount]: Numbers, by: Actor, round = 1) =>
    run(store, count, { ...vote, round, forCount, againstCount, abstainedCount, invalidCount }, ctx(by))
  /** An item has one vote that stands: another is of another. */
  const draftItem = async () => {
    const [added] = await must(plan, { ...session, items: [item('resolution', '决议草案')], decision: '' })
    return `${added!.commandId}/0`
  }
  /** Put to the vote and counted by both: a draft of its own. */
  const decided = async (numbers: Numbers = [6, 1, 0, 0]) => {
    const vote = await votes({ itemId: await draftItem() })
    await counts(vote, numbers, first)
    const made = await counts(vote, numbers, second)
    if (!made.ok) throw new Error(made.problem.code)
    return vote
  }
  return { ...town, itemId, electionId, first, second, draftItem, puts, votes, counts, decided }
}
