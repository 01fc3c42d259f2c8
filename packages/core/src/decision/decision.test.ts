import { expect, test } from 'vitest'
import { remove } from '../agenda/commands.ts'
import { addDays } from '../kernel/calendar.ts'
import { ask, run } from '../kernel/command.ts'
import type { Actor } from '../kernel/actor.ts'
import { draft } from '../resolution/commands.ts'
import { close, leave } from '../sitting/commands.ts'
import { townThatVotes } from '../testing-decision.ts'
import { racing } from '../testing-race.ts'
import { fieldRefused, refusedFor } from '../testing-session.ts'
import { replayed } from '../testing-world.ts'
import { annul, count, open, withdraw } from './commands.ts'
import { sessionDecisions } from './list.ts'

type World = Awaited<ReturnType<typeof townThatVotes>>

const list = async ({ store, ctx, session }: World, actor?: Actor) => {
  const read = await ask(store, sessionDecisions, { sessionId: session.sessionId }, ctx(actor))
  if (!read.ok) throw new Error(read.problem.code)
  return read.value
}

test('decision.opened: while a sitting is open, on an item of its agenda, in the way its type allows', async () => {
  const world = await townThatVotes()
  const { puts, electionId, store, sitting, ctx, street } = world
  expect(await puts({ itemId: 'elsewhere' })).toMatchObject({ problem: { status: 404 } })
  expect(await puts({ itemId: electionId })).toMatchObject(fieldRefused('/method', 'method-not-allowed'))
  expect(await puts({ itemId: electionId })).toMatchObject({
    problem: { because: { article: { zh: '《地方组织法》第二十八条' } } },
  })
  expect(await puts({ itemId: electionId, method: 'paper', question: '选举陈静为副镇长' })).toMatchObject({ ok: true })
  expect(await puts()).toMatchObject({ ok: true })
  const foreign: Actor = { kind: 'member', id: 'f', name: '外人', roles: ['unit_office'], unitId: street }
  const input = { ...sitting, itemId: electionId, method: 'paper' as const, question: '选举' }
  expect(await run(store, open, input, ctx(foreign))).toMatchObject({ problem: { status: 404 } })
  expect(await list(world)).toMatchObject({
    sitting: { presentCount: 7, dueCount: 9, lack: null, majority: { needed: 5 } },
    decisions: [
      { position: 1, status: 'open', method: 'paper', itemType: 'election', presentCount: 7, dueCount: 9 },
      { position: 2, status: 'open', method: 'show_of_hands', question: '通过决议草案' },
    ],
  })
  await run(store, close, sitting, ctx())
  expect(await puts()).toMatchObject(refusedFor('sitting-not-so'))
})

test('an item has one vote that stands; another is opened once it was stopped, or its result annulled', async () => {
  const { puts, votes, counts, first, second, store, ctx } = await townThatVotes()
  const vote = await votes()
  expect(await puts()).toMatchObject(refusedFor('voted-already'))
  expect(await puts({ question: '再付表决' })).toMatchObject(refusedFor('voted-already'))
  await run(store, withdraw, { ...vote, reason: '草案需修改' }, ctx())
  const again = await votes()
  for (const teller of [first, second]) await counts(again, [4, 3, 0, 0], teller)
  expect(await puts({ question: '再付表决' })).toMatchObject(refusedFor('voted-already'))
  await run(store, annul, { ...again, reason: '票箱多出一张' }, ctx())
  expect(await puts()).toMatchObject({ ok: true })
})

test('the list says of which items no vote can be opened: what it says is what the command refuses', async () => {
  const world = await townThatVotes()
  const { puts, votes, counts, itemId, electionId, first, second, store, ctx } = world
  const voted = async () => (await list(world)).items.filter((item) => item.isVoted).map(({ id }) => id)
  expect(await voted()).toEqual([])
  const vote = await votes()
  expect(await voted()).toEqual([itemId])
  expect(await puts()).toMatchObject(refusedFor('voted-already'))
  for (const teller of [first, second]) await counts(vote, [6, 1, 0, 0], teller)
  expect(await voted()).toEqual([itemId])
  await run(store, annul, { ...vote, reason: '票箱多出一张' }, ctx())
  expect(await voted()).toEqual([])
  // Of an election another person can be asked about as long as it is on the agenda.
  expect(await puts({ itemId: electionId, method: 'paper', question: '选举陈静' })).toMatchObject({ ok: true })
  expect(await voted()).toEqual([])
})

test('of an election each person has one vote that stands', async () => {
  const { puts, electionId, counts, first, second, session } = await townThatVotes()
  const asks = (question: string) => puts({ itemId: electionId, method: 'paper', question })
  const opened = await asks('选举陈静为副镇长')
  expect(await asks('选举周明为副镇长')).toMatchObject({ ok: true })
  expect(await asks('选举陈静为副镇长')).toMatchObject(refusedFor('voted-already'))
  if (!opened.ok) throw new Error(opened.problem.code)
  const vote = { ...session, decisionId: opened.value[0]!.commandId }
  for (const teller of [first, second]) await counts(vote, [5, 1, 1, 0], teller)
  expect(await asks('选举陈静为副镇长')).toMatchObject(refusedFor('voted-already'))
})

test('a sitting of yesterday that nobody closed puts nothing to the vote', async () => {
  const { store, sitting, itemId, ctx } = await townThatVotes()
  const input = { ...sitting, itemId, method: 'paper' as const, question: '通过' }
  const tomorrow = { ...ctx(), today: addDays(ctx().today, 1) }
  expect(await run(store, open, input, tomorrow)).toMatchObject(refusedFor('another-day'))
})

test('a vote needs a quorum still: who has left is not counted', async () => {
  const { puts, store, sitting, ctx, deputies } = await townThatVotes()
  for (const memberId of deputies.slice(0, 2)) await run(store, leave, { ...sitting, memberId }, ctx())
  expect(await puts()).toMatchObject({
    problem: {
      ...{ code: 'below-quorum', status: 409 },
      because: { arithmetic: '5 < 6（9 × 2/3 ≤ 6）', article: { zh: '《地方组织法》第十四条' } },
    },
  })
})

test('nobody leaves between the quorum count and the opening of a vote', async () => {
  const { store, sitting, itemId, ctx, deputies, database } = await townThatVotes(6)
  const both = racing(store, 2)
  const input = { ...sitting, itemId, method: 'paper' as const, question: '通过' }
  const [opened] = await Promise.all([
    run(both, open, input, ctx()),
    run(both, leave, { ...sitting, memberId: deputies[0]! }, ctx()),
  ])
  // Whichever came first: it opened with six, or not at all.
  if (opened.ok) expect(opened.value[0]!.data).toMatchObject({ presentCount: 6 })
  else expect(opened.problem.code).toBe('below-quorum')
  expect(database.prepare('select count(*) as n from decision').get()).toEqual({ n: opened.ok ? 1 : 0 })
})

test('who arrives while a vote is opened is among those who may vote', async () => {
  const { store, sitting, itemId, ctx, deputies, phone } = await townThatVotes(6)
  let came = false
  const late: typeof store = {
    read: (statements) => store.read(statements),
    write: async (statements) => {
      if (!came) {
        came = true
        await phone(deputies[6]!)
      }
      return store.write(statements)
    },
  }
  const opened = await run(late, open, { ...sitting, itemId, method: 'paper', question: '通过' }, ctx())
  expect(opened).toMatchObject({ ok: true, value: [{ data: { presentCount: 7 } }] })
})

test('decision.made: two tellers give the same numbers, each without knowing the other’s', async () => {
  const world = await townThatVotes()
  const { votes, counts, first, second } = world
  const vote = await votes()
  expect(await counts(vote, [5, 1, 1, 0], first)).toMatchObject({ ok: true })
  expect(await counts(vote, [5, 1, 1, 0], first)).toMatchObject(refusedFor('second-teller'))
  const byKey: Actor = {
    ...{ kind: 'api-key', id: 'k', name: '程序', memberId: 'teller-0', roles: ['unit_office'], unitId: world.town },
    permissions: ['decision.count'],
  }
  expect(await counts(vote, [5, 1, 1, 0], byKey)).toMatchObject(refusedFor('second-teller'))
  expect(await list(world, first)).toMatchObject({
    decisions: [{ ownCount: { forCount: 5 }, mayCount: false, isCountedOnce: true, result: null }],
  })
  const seen = await list(world, second)
  expect(seen).toMatchObject({ decisions: [{ ownCount: null, mayCount: true, forCount: null, tellers: [] }] })
  expect(await counts(vote, [5, 1, 1, 0], second)).toMatchObject({ ok: true, value: { length: 2 } })
  expect(await list(world)).toMatchObject({
    decisions: [
      {
        ...{ status: 'made', passed: 1, forCount: 5, tellers: ['计票人甲', '计票人乙'] },
        result: {
          passed: true,
          because: { arithmetic: '5 ≥ 5（9 ÷ 2 < 5）', article: { zh: '《地方组织法》第二十五条' } },
        },
      },
    ],
  })
  expect(await counts(vote, [5, 1, 1, 0], second)).toMatchObject(refusedFor('decision-not-so'))
})

test('what the first teller counted is in no event before it is decided', async () => {
  const { votes, counts, first, database } = await townThatVotes()
  await counts(await votes(), [4, 2, 1, 0], first)
  const { data } = database.prepare(`select data from event where type = 'decision.counted'`).get() as { data: string }
  expect(Object.keys(JSON.parse(data) as object).sort()).toEqual(['id', 'round', 'sessionId'])
})

test('most of those who came are not most of all: four of seven are not five of nine', async () => {
  const world = await townThatVotes()
  await world.decided([4, 3, 0, 0])
  expect(await list(world)).toMatchObject({
    decisions: [{ passed: 0, needed: 5, result: { because: { arithmetic: '4 < 5（9 ÷ 2 < 5）' } } }],
  })
})

test('decision.counts-differed: neither holds, both count anew, and a count of the round before is none', async () => {
  const world = await townThatVotes()
  const { votes, counts, first, second } = world
  const vote = await votes()
  await counts(vote, [5, 1, 1, 0], first)
  expect(await counts(vote, [5, 2, 0, 0], second)).toMatchObject({
    ok: true,
    value: [{ type: 'decision.counted' }, { type: 'decision.counts-differed' }],
  })
  const seen = await list(world, second)
  expect(seen).toMatchObject({
    decisions: [{ status: 'open', round: 2, ownCount: null, mayCount: true, passed: null }],
  })
  expect(await counts(vote, [5, 1, 1, 0], first)).toMatchObject(refusedFor('round-over'))
  await counts(vote, [5, 1, 1, 0], second, 2)
  expect(await counts(vote, [5, 1, 1, 0], first, 2)).toMatchObject({ ok: true, value: { length: 2 } })
  expect(await list(world)).toMatchObject({ decisions: [{ status: 'made', round: 2, passed: 1 }] })
})

test('two tellers at once: one is the first, the other the second, and what they say is compared', async () => {
  const { votes, store, first, second, ctx, database } = await townThatVotes()
  const vote = await votes()
  const both = racing(store, 2)
  const numbers = { round: 1, againstCount: 1, abstainedCount: 0, invalidCount: 0 }
  const given = await Promise.all([
    run(both, count, { ...vote, ...numbers, forCount: 6 }, ctx(first)),
    run(both, count, { ...vote, ...numbers, forCount: 5 }, ctx(second)),
  ])
  expect(given.every(({ ok }) => ok)).toBe(true)
  expect(database.prepare('select status, round from decision').get()).toEqual({ status: 'open', round: 2 })
})

test('more votes than members in the hall are refused, with their sum; observers have no vote', async () => {
  const { votes, counts, first, electionId } = await townThatVotes()
  const hands = await votes()
  expect(await counts(hands, [6, 1, 1, 0], first)).toMatchObject({
    problem: { code: 'more-votes-than-present', because: { arithmetic: '6 + 1 + 1 + 0 = 8 > 7' } },
  })
  const ballots = await votes({ itemId: electionId, method: 'paper' })
  expect(await counts(ballots, [6, 1, 0, 1], first)).toMatchObject({
    problem: { because: { article: { zh: '《选举法》第四十四条' } } },
  })
  expect(await counts(ballots, [6, 0, 0, 1], first)).toMatchObject({ ok: true })
})

test('decision.withdrawn: before it is made, with a reason; it cannot be counted any more', async () => {
  const world = await townThatVotes()
  const { votes, counts, first, store, ctx } = world
  const vote = await votes()
  expect(await run(store, annul, { ...vote, reason: '误' }, ctx())).toMatchObject(refusedFor('decision-not-so'))
  expect(await run(store, withdraw, { ...vote, reason: '草案需修改' }, ctx())).toMatchObject({ ok: true })
  expect(await counts(vote, [5, 0, 0, 0], first)).toMatchObject(refusedFor('decision-not-so'))
  expect(await list(world)).toMatchObject({ decisions: [{ status: 'withdrawn', reason: '草案需修改', passed: null }] })
})

test('decision.annulled: a wrong result is not edited; while a resolution rests on it, that goes first', async () => {
  const world = await townThatVotes()
  const { decided, store, ctx, must } = world
  const vote = await decided()
  expect(await run(store, withdraw, { ...vote, reason: '误' }, ctx())).toMatchObject(refusedFor('decision-not-so'))
  await must(draft, { ...vote, title: '决议', text: '会议决定……', organCode: '柳人发' })
  expect(await run(store, annul, { ...vote, reason: '误' }, ctx())).toMatchObject(refusedFor('resolution-rests-on-it'))
  const other = await decided([5, 0, 2, 0])
  expect(await run(store, annul, { ...other, reason: '票箱多出一张' }, ctx())).toMatchObject({ ok: true })
  expect(await list(world)).toMatchObject({
    decisions: [{ status: 'made' }, { status: 'annulled', forCount: 5, reason: '票箱多出一张' }],
  })
})

test('an item that was ever put to the vote stays on the agenda, also where the vote was stopped', async () => {
  const { votes, store, session, itemId, ctx } = await townThatVotes()
  const gone = { ...session, itemId, decision: '主席团决定' }
  const vote = await votes()
  expect(await run(store, remove, gone, ctx())).toMatchObject(refusedFor('item-voted-on'))
  await run(store, withdraw, { ...vote, reason: '撤案' }, ctx())
  expect(await run(store, remove, gone, ctx())).toMatchObject(refusedFor('item-voted-on'))
})

test('replay makes the same decisions, and no question, reason or name is in an event', async () => {
  const world = await townThatVotes()
  const { votes, counts, first, second, database, decided, draftItem, store, ctx } = world
  const vote = await votes()
  await counts(vote, [5, 1, 1, 0], first)
  await counts(vote, [5, 2, 0, 0], second)
  await counts(vote, [5, 1, 1, 0], second, 2)
  await counts(vote, [5, 1, 1, 0], first, 2)
  await run(store, annul, { ...(await decided()), reason: '票箱多出一张' }, ctx())
  await run(store, withdraw, { ...(await votes({ itemId: await draftItem() })), reason: '草案需修改' }, ctx())
  const again = await replayed(database)
  const all = 'select * from decision'
  expect(again.prepare(all).all()).toEqual(database.prepare(all).all())
  const events = JSON.stringify(database.prepare(`select data from event where type like 'decision.%'`).all())
  for (const word of ['通过决议草案', '票箱', '草案需修改', '计票人']) expect(events).not.toContain(word)
})
