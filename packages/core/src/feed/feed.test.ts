import { describe, expect, test } from 'vitest'
import { appoint } from '../body/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { call, cancel, move } from '../session/commands.ts'
import { districtWithTown, refusedFor } from '../testing-session.ts'
import { replayed } from '../testing-world.ts'
import { end, endOwn, make, makeOwn } from './commands.ts'
import { eraseFeeds } from './erase.ts'
import { feedOfPlace, feedSessions, myFeed } from './queries.ts'

const TOKEN = 'ab'.repeat(32)
const VISITOR: Actor = { kind: 'visitor' }

/** 8 October 2026: a town's congress and presidium and the district's congress are called. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, town, street, deputies, database, store, ctx, tries } = district
  const presidium = { placeId: town, body: 'presidium' as const }
  await must(appoint, {
    ...{ ...presidium, post: 'member', fromOn: '2026-01-01', people: ['陈静 镇第1选区'], outsiders: false },
  })
  const about = { calledOn: '2026-10-08', proposerCount: null, venue: '镇政府三楼会议室' }
  const called = async (of: typeof congress | typeof presidium, kind: 'quarterly' | 'regular', firstOn: string) => {
    const [fact] = await must(call, { ...of, ...about, kind, ordinal: 16, firstOn, lastOn: firstOn })
    return { ...of, sessionId: fact!.commandId }
  }
  const quarterly = await called(congress, 'quarterly', '2026-10-20')
  const board = await called(presidium, 'regular', '2026-10-22')
  await must(call, {
    ...{ ...about, placeId: 'district', body: 'congress', kind: 'annual', ordinal: 7 },
    ...{ firstOn: '2026-11-20', lastOn: '2026-11-22' },
  })
  const personOf = (mandateId: string) =>
    (database.prepare('select personId from mandate where id = ?').get(mandateId) as { personId: string }).personId
  const deputy = (mandateId: string): Extract<Actor, { kind: 'deputy' }> => ({
    ...{ kind: 'deputy', id: mandateId, name: '代表', personId: personOf(mandateId) },
  })
  /** Makes an address of a known token. */
  const makes = (owner: { placeId: string } | Extract<Actor, { kind: 'deputy' }>, token = TOKEN) => {
    const salts = () => [token]
    return 'placeId' in owner
      ? run(store, make, owner, { ...ctx(district.administrator), salts })
      : run(store, makeOwn, { personId: owner.personId }, { ...ctx(owner), salts })
  }
  const reads = (token = TOKEN, actor = VISITOR) =>
    ask(store, feedSessions, { tokenHash: sha256Hex(token) }, ctx(actor))
  const titles = async (token = TOKEN) => {
    const read = await reads(token)
    return read.ok && read.value.sessions.map(({ title }) => title.zh)
  }
  const office = (unitId: string): Actor => ({
    ...{ kind: 'member', id: 'o', name: '办公室', roles: ['unit_office'] as MemberRole[], unitId },
  })
  const [chen, ding] = [deputy(deputies[0]!), deputy(deputies[1]!)]
  return { ...district, quarterly, board, deputy, makes, reads, titles, office, chen, ding, tries, street }
}

const QUARTERLY = '柳荫镇第二十届人民代表大会第十六次会议'
const PRESIDIUM = '柳荫镇第二十届人大主席团第十六次会议'

describe('whose sessions a calendar has', () => {
  test('feed.made: a place’s has those of its bodies, with where they meet', async () => {
    const { makes, reads, titles, town } = await world()
    expect(await makes({ placeId: town })).toMatchObject({ ok: true })
    expect(await titles()).toEqual([QUARTERLY, PRESIDIUM])
    expect(await reads()).toMatchObject({
      value: { placeName: '柳荫镇', sessions: [{ venue: '镇政府三楼会议室', sequence: 0, status: 'called' }, {}] },
    })
  })

  test('a deputy’s those they sit in: their congress, and the bodies they are a member of', async () => {
    const { makes, titles, chen, ding, deputy, mandates } = await world()
    await makes(chen)
    expect(await titles()).toEqual([QUARTERLY, PRESIDIUM])
    await makes(ding, 'cd'.repeat(32))
    expect(await titles('cd'.repeat(32))).toEqual([QUARTERLY])
    await makes(deputy(mandates[0]!), 'ef'.repeat(32))
    expect(await titles('ef'.repeat(32))).toEqual(['青禾区第十八届人民代表大会第七次会议'])
  })

  test('what moves counts up, what is called off stays as such', async () => {
    const { makes, reads, must, quarterly, town } = await world()
    await makes({ placeId: town })
    await must(move, { ...quarterly, firstOn: '2026-10-27', lastOn: '2026-10-28', reason: '场地检修' })
    await must(move, { ...quarterly, firstOn: '2026-10-28', lastOn: '2026-10-28', reason: '场地检修' })
    const one = async () => {
      const read = await reads()
      return read.ok && read.value.sessions.find(({ id }) => id === quarterly.sessionId)
    }
    expect(await one()).toMatchObject({ firstOn: '2026-10-28', sequence: 2, status: 'called' })
    await must(cancel, { ...quarterly, reason: '并入下次会议' })
    expect(await one()).toMatchObject({ sequence: 3, status: 'cancelled' })
    expect(JSON.stringify(await reads())).not.toContain('场地检修')
  })
})

describe('an address', () => {
  test('stands nowhere: in no event, no table; a wrong one reads nothing', async () => {
    const { makes, reads, town, database } = await world()
    await makes({ placeId: town })
    const tables = ['event', 'feed', 'feed_secret'].map((table) => database.prepare(`select * from ${table}`).all())
    expect(JSON.stringify(tables)).not.toContain(TOKEN)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain(sha256Hex(TOKEN))
    expect(await reads('0'.repeat(64))).toMatchObject({ problem: { status: 404 } })
  })

  test('feed.ended: made anew the one before leads nowhere, ended none does; replay gives the same', async () => {
    const { makes, reads, titles, tries, town, street, database, store, ctx, administrator } = await world()
    const standing = async () => {
      const read = await ask(store, feedOfPlace, { placeId: town }, ctx(administrator))
      return read.ok && read.value.madeOn
    }
    expect(await standing()).toBeNull()
    await makes({ placeId: town })
    await makes({ placeId: town }, 'cd'.repeat(32))
    expect(await standing()).toBe('2026-10-08')
    expect(await reads()).toMatchObject({ problem: { status: 404 } })
    expect(await titles('cd'.repeat(32))).toHaveLength(2)
    expect(await tries(end, { placeId: street })).toMatchObject(refusedFor('no-feed'))
    expect(await tries(end, { placeId: town })).toMatchObject({ ok: true })
    expect(await tries(end, { placeId: town })).toMatchObject(refusedFor('no-feed'))
    expect(await reads('cd'.repeat(32))).toMatchObject({ problem: { status: 404 } })
    expect(database.prepare('select * from feed_secret').all()).toEqual([])
    const all = 'select * from feed'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('of a person who is erased leads nowhere; a place’s stays', async () => {
    const { makes, reads, chen, town, store } = await world()
    await makes(chen)
    await makes({ placeId: town }, 'cd'.repeat(32))
    await store.write(eraseFeeds(chen.personId))
    expect(await reads()).toMatchObject({ problem: { status: 404 } })
    expect(await reads('cd'.repeat(32))).toMatchObject({ ok: true })
  })

  test('is its owner’s to make, to look at and to end', async () => {
    const { tries, store, ctx, chen, ding, office, town, street } = await world()
    const own = { personId: chen.personId }
    expect(await tries(makeOwn, own, ding)).toMatchObject({ problem: { status: 404 } })
    expect(await tries(makeOwn, own, chen)).toMatchObject({ ok: true })
    expect(await ask(store, myFeed, own, ctx(ding))).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, myFeed, own, ctx(chen))).toMatchObject({ value: { madeOn: '2026-10-08' } })
    expect(await tries(endOwn, own, ding)).toMatchObject({ problem: { status: 404 } })
    expect(await tries(endOwn, own, chen)).toMatchObject({ ok: true })
    expect(await tries(make, { placeId: town }, office(street))).toMatchObject({ problem: { status: 404 } })
    expect(await tries(make, { placeId: 'nowhere' })).toMatchObject({ problem: { status: 404 } })
    expect(await tries(make, { placeId: town }, office(town))).toMatchObject({ ok: true })
    expect(await tries(end, { placeId: town }, office(street))).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, feedOfPlace, { placeId: town }, ctx(office(street)))).toMatchObject({
      problem: { status: 404 },
    })
  })
})
