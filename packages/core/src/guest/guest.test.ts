import { describe, expect, test } from 'vitest'
import { run } from '../kernel/command.ts'
import { cancel } from '../session/commands.ts'
import { cancel as closeDoors } from '../sitting/commands.ts'
import { fieldRefused, refusedFor } from '../testing-session.ts'
import { SITTING_DAY, townInHall } from '../testing-sitting.ts'
import { replayed } from '../testing-world.ts'
import { checkIn, invite, remove, takeBackCheckIn } from './commands.ts'
import { guestsOfSession } from './queries.ts'
import { guestIn } from './rules.ts'
import { inviteGuests } from './schema.ts'

async function withGuests() {
  const world = await townInHall()
  const { store, session, ctx, database } = world
  const invites = (...lines: string[]) => run(store, invite, { ...session, lines }, ctx())
  const [one] = (await invites('高远，区发改委，列席', '林夏,区法院', '苏木，农科院，发言').then((done) => {
    if (!done.ok) throw new Error(done.problem.code)
    return done.value
  })) as [{ commandId: string }]
  const guest = (n: number) => ({ ...session, guestId: `${one.commandId}/${n}` })
  const guests = async () => (await world.reads(guestsOfSession, { sessionId: session.sessionId })).guests
  const names = () => database.prepare('select count(*) as n from guest_name').get()
  return { ...world, invites, guest, guests, names }
}

describe('a line about a guest', () => {
  test.each([
    ['高远，区发改委，列席', { name: '高远', organ: '区发改委', kind: 'observer' }],
    ['高远', { name: '高远', organ: '', kind: 'observer' }],
    ['高远;区发改委；会外发言', { name: '高远', organ: '区发改委', kind: 'speaker' }],
    ['高远,应邀', { name: '高远', organ: '', kind: 'guest' }],
    ['Gao Yuan, Courts, Invited guest', { name: 'Gao Yuan', organ: 'Courts', kind: 'guest' }],
    ['高远，区发改委，代表', { line: '高远，区发改委，代表', why: 'no-kind' }],
    ['9号，区发改委', { line: '9号，区发改委', why: 'no-name' }],
    ['高远，一，列席，二', { line: '高远，一，列席，二', why: 'too-many' }],
    [`高远，${'长'.repeat(61)}`, { line: `高远，${'长'.repeat(61)}`, why: 'organ-too-long' }],
  ])('%s', (line, meant) => expect(guestIn(line)).toEqual(meant))
})

test('lines pasted from a spreadsheet are parted by tabs', () => {
  const of = { placeId: 'district', body: 'congress', sessionId: 's' }
  const { lines } = inviteGuests.parse({ ...of, lines: ['苏木\t农科院\t会外发言', '高远\t区发改委'] })
  expect(lines.map(guestIn)).toEqual([
    { name: '苏木', organ: '农科院', kind: 'speaker' },
    { name: '高远', organ: '区发改委', kind: 'observer' },
  ])
  // An empty last cell is no part.
  expect(inviteGuests.parse({ ...of, lines: ['高远\t区发改委\t'] }).lines.map(guestIn)).toMatchObject([
    { kind: 'observer' },
  ])
})

test('guest.invited: in their order, by name; one line that means nothing enters nobody', async () => {
  const { guests, invites } = await withGuests()
  expect(await guests()).toMatchObject([
    { name: '高远', organ: '区发改委', kind: 'observer', arrivedAt: null },
    { name: '林夏', organ: '区法院', kind: 'observer' },
    { name: '苏木', organ: '农科院', kind: 'speaker' },
  ])
  expect(await invites('何溪，区检察院', '谷雨，区法院，代表')).toMatchObject(fieldRefused('/lines', 'no-such-kind'))
  expect(await invites('何溪', '何溪')).toMatchObject(fieldRefused('/lines', 'named-twice'))
  expect(await invites('林夏，区法院')).toMatchObject(fieldRefused('/lines', 'named-twice'))
  expect(await invites('林夏，区检察院')).toMatchObject({ ok: true })
  expect(await guests()).toHaveLength(4)
})

test('a session has so many guests and no more', async () => {
  const { invites } = await withGuests()
  const lines = Array.from({ length: 298 }, (_, n) => `高远，单位${n}`)
  expect(await invites(...lines)).toMatchObject(fieldRefused('/lines', 'too-many-guests'))
})

test('guest.checked-in: counted apart, never among the members; guest.check-in-taken-back: a slip of the desk', async () => {
  const { store, guest, guests, ctx, database } = await withGuests()
  const members = () => database.prepare('select presentCount, dueCount from sitting').get()
  const before = members()
  expect(await run(store, checkIn, guest(0), ctx())).toMatchObject({ ok: true })
  expect(await run(store, checkIn, guest(0), ctx())).toMatchObject(refusedFor('already-checked-in'))
  expect((await guests())[0]).toMatchObject({ arrivedAt: `${SITTING_DAY}T01:00:00.000Z` })
  expect(members()).toEqual(before)
  expect(await run(store, takeBackCheckIn, guest(0), ctx())).toMatchObject({ ok: true })
  expect(await run(store, takeBackCheckIn, guest(0), ctx())).toMatchObject(refusedFor('not-here'))
  const later = { ...ctx(), today: '2026-10-21' }
  expect(await run(store, checkIn, guest(0), later)).toMatchObject(refusedFor('not-its-day'))
})

test('guest.removed: the name goes too; whoever is here is not removed', async () => {
  const { store, guest, guests, names, ctx } = await withGuests()
  await run(store, checkIn, guest(0), ctx())
  expect(await run(store, remove, guest(0), ctx())).toMatchObject(refusedFor('guest-is-here'))
  expect(await run(store, remove, guest(1), ctx())).toMatchObject({ ok: true })
  expect(await run(store, remove, guest(1), ctx())).toMatchObject({ problem: { status: 404 } })
  expect((await guests()).map(({ name }) => name)).toEqual(['高远', '苏木'])
  expect(names()).toEqual({ n: 2 })
})

test('nobody is invited to a session that was called off', async () => {
  const { store, session, sitting, invites, ctx } = await withGuests()
  expect(await run(store, closeDoors, sitting, ctx())).toMatchObject({ ok: true })
  expect(await run(store, cancel, { ...session, reason: '场地检修' }, ctx())).toMatchObject({ ok: true })
  expect(await invites('何溪')).toMatchObject(refusedFor('session-cancelled'))
})

test('replay makes the same guests; no name and no organ is in an event', async () => {
  const { store, guest, ctx, database } = await withGuests()
  await run(store, checkIn, guest(0), ctx())
  await run(store, remove, guest(1), ctx())
  const all = 'select * from guest'
  expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  const events = JSON.stringify(database.prepare('select data from event').all())
  for (const word of ['高远', '林夏', '区发改委']) expect(events).not.toContain(word)
})
