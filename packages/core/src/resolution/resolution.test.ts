import { expect, test } from 'vitest'
import type { BodyAt } from '../body/schema.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run, type Command, type Queries } from '../kernel/command.ts'
import { annul } from '../decision/commands.ts'
import { townThatVotes } from '../testing-decision.ts'
import { meetingRecord } from '../meeting/queries.ts'
import { racing } from '../testing-race.ts'
import { fieldRefused, refusedFor } from '../testing-session.ts'
import { replayed } from '../testing-world.ts'
import { draft, issue, publish, redraft, withdraw } from './commands.ts'
import { paperOf } from './paper-rules.ts'
import { publishedResolution, resolutionRecord, resolutionsOfBody } from './queries.ts'

const WORDS = {
  title: '关于民生实事项目的决议',
  text: '会议决定：\n\n  一、批准项目。\n二、由镇政府实施。',
  organCode: '柳人发',
}
const visitor: Actor = { kind: 'visitor' }

type Paper = BodyAt & { resolutionId: string }

async function townWithDraft() {
  const world = await townThatVotes()
  const { decided, must, store, ctx, congress } = world
  async function drafts() {
    const vote = await decided()
    const [drafted] = await must(draft, { ...vote, ...WORDS })
    return { ...congress, resolutionId: drafted!.commandId }
  }
  const one = await drafts()
  const read = (resolutionId: string, actor = world.administrator) =>
    ask(store, resolutionRecord, { resolutionId }, ctx(actor))
  const shown = (resolutionId: string) => ask(store, publishedResolution, { resolutionId }, ctx(visitor))
  const does = <Q extends Queries>(spec: Command<Paper, Q>, of: Paper = one, today?: string) =>
    run(store, spec, of, { ...ctx(), ...(today ? { today } : {}) })
  return { ...world, one, drafts, read, shown, does }
}

test('resolution.drafted: of what passed, once', async () => {
  const { decided, votes, store, ctx, congress, read, one } = await townWithDraft()
  const lost = await decided([4, 3, 0, 0])
  expect(await run(store, draft, { ...lost, ...WORDS }, ctx())).toMatchObject(refusedFor('not-passed'))
  const running = await votes()
  expect(await run(store, draft, { ...running, ...WORDS }, ctx())).toMatchObject(refusedFor('not-passed'))
  const passed = await decided()
  expect(await run(store, draft, { ...passed, ...WORDS }, ctx())).toMatchObject({ ok: true })
  expect(await run(store, draft, { ...passed, ...WORDS }, ctx())).toMatchObject(refusedFor('resolution-known'))
  expect(await read(one.resolutionId)).toMatchObject({ value: { status: 'drafted', year: null, ...WORDS } })
  const listed = await ask(store, resolutionsOfBody, { ...congress, year: '2026' }, ctx())
  expect(listed).toMatchObject({ ok: true, value: { organCode: '柳人发', waiting: [], resolutions: { length: 2 } } })
})

test('what passed and has no paper yet waits in the list', async () => {
  const { decided, store, ctx, congress } = await townWithDraft()
  const { decisionId } = await decided()
  expect(await ask(store, resolutionsOfBody, { ...congress, year: '2026' }, ctx())).toMatchObject({
    value: { waiting: [{ decisionId, question: '通过决议草案', madeOn: '2026-10-20' }] },
  })
})

test('a decision is not annulled while a resolution is drafted of it', async () => {
  const { decided, store, ctx, database } = await townWithDraft()
  const vote = await decided()
  const both = racing(store, 2)
  const done = await Promise.all([
    run(both, draft, { ...vote, ...WORDS }, ctx()),
    run(both, annul, { ...vote, reason: '误' }, ctx()),
  ])
  expect(done.filter(({ ok }) => ok)).toHaveLength(1)
  const resting = `select count(*) as n from resolution r join decision d on d.id = r.decisionId where d.status = 'annulled'`
  expect(database.prepare(resting).get()).toEqual({ n: 0 })
})

test('resolution.redrafted: as long as it is a draft', async () => {
  const { store, ctx, one, does, read } = await townWithDraft()
  expect(await run(store, redraft, { ...one, ...WORDS }, ctx())).toMatchObject(fieldRefused('/text', 'draft-unchanged'))
  const better = { ...one, ...WORDS, title: '关于2026年民生实事项目的决议' }
  expect(await run(store, redraft, better, ctx())).toMatchObject({ ok: true })
  expect(await read(one.resolutionId)).toMatchObject({ value: { title: better.title } })
  await does(issue)
  expect(await run(store, redraft, { ...one, ...WORDS }, ctx())).toMatchObject(refusedFor('resolution-not-so'))
})

test('resolution.issued: numbers follow each other in a year, begin anew in the next, and that of one in resolution.voided stays taken', async () => {
  const { drafts, does, one, store, ctx, read } = await townWithDraft()
  expect(await does(issue)).toMatchObject({ ok: true, value: [{ data: { year: '2026', number: 1 } }] })
  expect(await does(issue)).toMatchObject(refusedFor('resolution-not-so'))
  expect(await run(store, withdraw, { ...one, reason: '有误' }, ctx())).toMatchObject({ ok: true })
  expect(await read(one.resolutionId)).toMatchObject({ value: { status: 'voided', number: 1, reason: '有误' } })
  expect(await does(issue, await drafts())).toMatchObject({ value: [{ data: { year: '2026', number: 2 } }] })
  expect(await does(issue, await drafts(), '2027-01-04')).toMatchObject({
    value: [{ data: { year: '2027', number: 1 } }],
  })
})

test('two are issued at once: each has a number of its own', async () => {
  const { drafts, one, store, ctx } = await townWithDraft()
  const other = await drafts()
  const both = racing(store, 2)
  const issued = await Promise.all([run(both, issue, one, ctx()), run(both, issue, other, ctx())])
  const numbers = issued.map((result) => (result.ok ? (result.value[0]!.data as { number: number }).number : 0))
  expect(numbers.sort()).toEqual([1, 2])
})

test('resolution.published: everybody reads it from then on, and not before', async () => {
  const { one, does, shown, store, ctx, session } = await townWithDraft()
  const meeting = () => ask(store, meetingRecord, { sessionId: session.sessionId }, ctx(visitor))
  expect(await shown(one.resolutionId)).toMatchObject({ problem: { status: 404 } })
  expect(await does(publish)).toMatchObject(refusedFor('resolution-not-so'))
  await does(issue)
  expect(await shown(one.resolutionId)).toMatchObject({ problem: { status: 404 } })
  expect(await meeting()).toMatchObject({ value: { resolutions: [] } })
  expect(await does(publish)).toMatchObject({ ok: true })
  expect(await meeting()).toMatchObject({ value: { resolutions: [{ title: WORDS.title, year: '2026', number: 1 }] } })
  expect(await shown(one.resolutionId)).toMatchObject({
    value: { isInForce: true, title: WORDS.title, text: WORDS.text, year: '2026', number: 1, withdrawalReason: null },
  })
})

test('resolution.withdrawn: everybody reads that it was and why, and its text no more', async () => {
  const { one, does, shown, store, ctx } = await townWithDraft()
  await does(issue)
  await does(publish)
  expect(await run(store, withdraw, { ...one, reason: '表决结果已撤销' }, ctx())).toMatchObject({
    value: [{ type: 'resolution.withdrawn' }],
  })
  expect(await shown(one.resolutionId)).toMatchObject({
    value: { isInForce: false, text: null, withdrawalReason: '表决结果已撤销', endedOn: '2026-10-20' },
  })
  expect(await run(store, withdraw, { ...one, reason: '再次' }, ctx())).toMatchObject(refusedFor('resolution-not-so'))
})

test('another unit’s office reads and does nothing of it', async () => {
  const { one, read, street, store, ctx } = await townWithDraft()
  const foreign: Actor = { kind: 'member', id: 'f', name: '外人', roles: ['unit_office'], unitId: street }
  expect(await read(one.resolutionId, foreign)).toMatchObject({ problem: { status: 404 } })
  expect(await run(store, issue, one, ctx(foreign))).toMatchObject({ problem: { status: 404 } })
})

test('on paper: organ, number, title, when and where it passed, its paragraphs, the day it was issued', async () => {
  const { one, does, read } = await townWithDraft()
  await does(issue)
  const record = await read(one.resolutionId)
  if (!record.ok) throw new Error(record.problem.code)
  expect(paperOf(record.value)).toEqual({
    ...{ organ: '柳荫镇人民代表大会', number: '柳人发〔2026〕1号', title: '关于民生实事项目的决议' },
    passed: '（2026年10月20日柳荫镇第二十届人民代表大会第十六次会议通过）',
    paragraphs: ['会议决定：', '一、批准项目。', '二、由镇政府实施。'],
    signedOn: '2026年10月20日',
  })
})

test('replay makes the same resolutions, and none of their words is in an event', async () => {
  const { one, does, drafts, store, ctx, database } = await townWithDraft()
  await does(issue)
  await does(publish)
  await run(store, withdraw, { ...one, reason: '表决结果已撤销' }, ctx())
  await run(store, withdraw, { ...(await drafts()), reason: '另行起草' }, ctx())
  const again = await replayed(database)
  const all = 'select * from resolution'
  expect(again.prepare(all).all()).toEqual(database.prepare(all).all())
  const events = JSON.stringify(database.prepare('select data from event').all())
  for (const word of ['民生实事项目', '批准项目', '柳人发', '表决结果已撤销']) expect(events).not.toContain(word)
})
