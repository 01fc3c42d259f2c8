import { expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { ask, run } from '../kernel/command.ts'
import { close } from '../sitting/commands.ts'
import { townThatVotes } from '../testing-decision.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { today } from './queries.ts'

type World = Awaited<ReturnType<typeof townInHall>>

const seenIn = async ({ store, ctx }: World, actor: Actor, on = SITTING_DAY) => {
  const read = await ask(store, today, { quarter: '2026Q3' }, { ...ctx(actor), today: on })
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

const sixteenth = ({ sessionId }: { sessionId: string }) => ({
  ...{ id: sessionId, body: 'congress', termOrdinal: 20, ordinal: 16, firstOn: SITTING_DAY, placeName: '柳荫镇' },
})

test('a vote one teller has counted is a task of the office’s others until a second one has, and tells no number', async () => {
  const world = await townThatVotes()
  const { votes, counts, first, second, session, administrator, street, office } = world
  const seen = async (actor: Actor) => (await seenIn(world, actor)).votes
  const vote = await votes({ question: '通过民生实事决议' })
  expect([await seen(first), await seen(second)]).toEqual([[], []])

  await counts(vote, [6, 1, 0, 0], first)
  const { id: memberId, name, roles, unitId } = first as Extract<Actor, { kind: 'member' }>
  const key = { kind: 'api-key', id: 'k1', name, memberId, roles, unitId, permissions: ['today.waiting'] } as const
  expect([await seen(first), await seen(key)]).toEqual([[], []])
  const task = { id: vote.decisionId, question: '通过民生实事决议', session: sixteenth(session) }
  expect([await seen(second), await seen(administrator)]).toEqual([[task], [task]])
  // Another unit's office does not reach it, and who may not count owes nothing.
  expect(await seen(office(street))).toEqual([])
  expect(await seen({ ...administrator, roles: ['working_body'] })).toEqual([])

  // They differ: both count anew, nobody is the second.
  await counts(vote, [5, 2, 0, 0], second)
  expect([await seen(first), await seen(second)]).toEqual([[], []])
  await counts(vote, [5, 2, 0, 0], second, 2)
  expect([(await seen(first)).length, await seen(second)]).toEqual([1, []])
  await counts(vote, [5, 2, 0, 0], first, 2)
  expect([await seen(first), await seen(second)]).toEqual([[], []])
})

test('a sitting of a day before that nobody closed is a task of its office, until it is closed', async () => {
  const world = await townInHall()
  const { office, town, street, store, sitting, session, ctx, desk, opens, deputies } = world
  const tomorrow = addDays(SITTING_DAY, 1)
  const seen = async (unitId: string, on = tomorrow) => (await seenIn(world, office(unitId), on)).sittings
  const task = { id: sitting.sittingId, kind: 'plenary', ordinal: 1, heldOn: SITTING_DAY, session: sixteenth(session) }
  expect(await seen(town, SITTING_DAY)).toEqual([])
  expect([await seen(town), await seen(street)]).toEqual([[{ ...task, status: 'checking_in' }], []])
  await desk(...deputies.slice(0, 7))
  await opens()
  expect(await seen(town)).toEqual([{ ...task, status: 'open' }])
  const late = { ...ctx(), today: tomorrow }
  expect(await run(store, close, sitting, late)).toMatchObject({ ok: true })
  expect(await seen(town)).toEqual([])
})

test('neither reads what is over, however much there is', async () => {
  const { database, administrator, ctx } = await townInHall()
  const loads = today.load({ quarter: '2026Q3' }, { of: 'district' }, ctx(administrator))
  const planOf = (statement: { compile: () => { sql: string; parameters: readonly unknown[] } }) => {
    const { sql, parameters } = statement.compile()
    const plan = database.prepare(`explain query plan ${sql}`).all(...(parameters as string[])) as { detail: string }[]
    return plan[0]!.detail
  }
  expect(planOf(loads.halfCounted)).toBe('SCAN decision USING INDEX decision_open')
  expect(planOf(loads.leftRunning)).toBe('SCAN sitting USING INDEX sitting_running')
})
