import { describe, expect, test } from 'vitest'
import { actorKey, type Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { announcedUpload, announceUpload, forgetUploads, markSwept, storedUpload, uploadBy } from '../upload/queries.ts'
import { photoTypes } from '../upload/schema.ts'
import { racing } from '../testing-race.ts'
import { proposedCircular } from '../testing-circular.ts'
import { replayed } from '../testing-world.ts'
import { choices } from './choices.ts'
import {
  approve,
  markDelivered,
  markUndelivered,
  postLetter,
  provePost,
  renewLink,
  reply,
  retractPost,
  revokeLink,
} from './commands.ts'
import { noticeByLink, noticeById, noticesUnanswered, noticesUndelivered, postingsUnproved } from './queries.ts'
import { postingPhoto } from './postings.ts'

async function issuedNotice() {
  const world = await proposedCircular()
  await world.must(approve, world.approval, world.colleague)
  const noticeId = `${world.circularId}:${world.recipientId}`
  const holder = { kind: 'recipient', id: noticeId, name: '青禾区第一中学' } as const satisfies Actor
  const answer = { noticeId, generation: 1, kind: 'acknowledged' as const, note: '' }
  return { ...world, noticeId, holder, answer }
}

describe('the link', () => {
  test('notice.replied: each answer once, with a note that is in no event', async () => {
    const { must, store, ctx, holder, noticeId, answer, board, author, database } = await issuedNotice()
    expect(await ask(store, noticeByLink, { noticeId, generation: 1 }, ctx(holder))).toMatchObject({
      value: { state: 'open', recipientName: '青禾区第一中学', deputies: [{ name: '丁文博' }, { name: '陈静' }] },
    })
    await must(reply, answer, holder)
    expect(await run(store, reply, answer, ctx(holder))).toMatchObject({ problem: { code: 'already-replied' } })
    await must(reply, { ...answer, kind: 'disputed', note: '陈静已调离' }, holder)
    await must(reply, { ...answer, kind: 'declined' }, holder)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('调离')
    expect(await ask(store, choices, board, ctx(author))).toMatchObject({
      value: { recipients: [{ declinedOn: '2026-10-08' }] },
    })
    const copy = await replayed(database)
    for (const table of ['notice', 'notice_reply']) {
      expect(copy.prepare(`select * from ${table}`).all()).toEqual(database.prepare(`select * from ${table}`).all())
    }
  })

  test('opens one notice only, and to nobody without it', async () => {
    const { store, ctx, holder, noticeId, answer, visitor, commission } = await issuedNotice()
    const other = { ...holder, id: 'another:notice' }
    expect(await ask(store, noticeByLink, { noticeId, generation: 1 }, ctx(other))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, reply, answer, ctx(other))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, reply, answer, ctx(visitor))).toMatchObject({ problem: { status: 401 } })
    expect(await run(store, reply, answer, ctx(commission))).toMatchObject({ problem: { status: 403 } })
  })

  test('notice.link-renewed and notice.link-revoked: an older link is closed, and an expired one says so', async () => {
    const { must, store, ctx, holder, noticeId, answer, author, office } = await issuedNotice()
    const seen = async (generation: number, today?: string) => {
      const read = await ask(store, noticeByLink, { noticeId, generation }, { ...ctx(holder), ...(today && { today }) })
      return read.ok && read.value.state
    }
    expect(await seen(1, '2026-11-07')).toBe('open')
    expect(await seen(1, '2026-11-08')).toBe('expired')
    const late = { ...ctx(holder), today: '2026-11-08' }
    expect(await run(store, reply, answer, late)).toMatchObject({ problem: { code: 'link-expired' } })
    expect(await run(store, renewLink, { noticeId }, ctx(office('elsewhere')))).toMatchObject({
      problem: { status: 404 },
    })
    await must(renewLink, { noticeId }, author)
    expect([await seen(1), await seen(2)]).toEqual(['renewed', 'open'])
    expect(await run(store, reply, answer, ctx(holder))).toMatchObject({ problem: { code: 'link-revoked' } })
    await must(revokeLink, { noticeId }, author)
    expect(await seen(2)).toBe('revoked')
    expect(await run(store, revokeLink, { noticeId }, ctx(author))).toMatchObject({ problem: { code: 'link-revoked' } })
    await must(renewLink, { noticeId }, author)
    expect(await seen(3)).toBe('open')
  })

  test('two presses of one button are one 回执', async () => {
    const { store, ctx, holder, answer } = await issuedNotice()
    const race = racing(store, 2)
    const results = await Promise.all([1, 2].map(() => run(race, reply, answer, ctx(holder))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
  })
})

describe('what becomes of a notice', () => {
  test('notice.undelivered, notice.posted, notice.delivered: a task until a letter takes over', async () => {
    const { must, store, ctx, system, author, noticeId } = await issuedNotice()
    const waiting = async (today = '2026-10-08') => {
      const reach = { of: 'district' } as const
      const queries = [noticesUndelivered(reach), noticesUnanswered(reach, today)]
      const [undelivered, unanswered] = await store.read(queries.map((query) => query.compile()))
      return [undelivered!.length, unanswered!.length]
    }
    expect(await waiting('2026-10-18')).toEqual([0, 0])
    expect(await waiting('2026-10-19')).toEqual([0, 1])
    expect(await run(store, markUndelivered, { noticeId }, ctx(author))).toMatchObject({ problem: { status: 403 } })
    await must(markUndelivered, { noticeId }, system)
    expect(await run(store, markUndelivered, { noticeId }, ctx(system))).toMatchObject({
      problem: { code: 'notice-settled' },
    })
    expect(await waiting()).toEqual([1, 0])
    const early = { noticeId, postedOn: '2026-10-07' }
    expect(await run(store, postLetter, early, ctx(author))).toMatchObject({
      problem: { code: 'day-outside', errors: [{ pointer: '/postedOn' }] },
    })
    await must(postLetter, { noticeId, postedOn: '2026-10-08' }, author)
    expect(await waiting()).toEqual([0, 0])
    await must(markDelivered, { noticeId }, system)
    expect(await run(store, markDelivered, { noticeId }, ctx(system))).toMatchObject({
      problem: { code: 'notice-delivered' },
    })
    const [rows] = await store.read([noticeById(noticeId).compile()])
    expect(rows).toMatchObject([{ status: 'delivered', postedOn: '2026-10-08' }])
  })
})

describe('公告', () => {
  const file = { id: 'photo-1', hash: 'ab'.repeat(32), mediaType: 'image/jpeg' as const, byteCount: 40_000 }

  /** A 公告 to post, and a photo its unit's office has uploaded. */
  async function poster() {
    const world = await issuedNotice()
    const { store, author, circularId, seats } = world
    const uploading = (commandId: string, at = '2026-10-08T02:00:00.000Z', by: Actor = author) => ({
      ...{ by: actorKey(by), commandId, at },
    })
    const upload = async (id: string, at?: string, by?: Actor) => {
      await store.write([...announceUpload({ ...file, id }, uploading(`of ${id}`, at, by)), storedUpload(id)])
    }
    await upload(file.id)
    const at = { circularId, electoralDistrictId: seats[0]! }
    const proof = { ...at, postedOn: '2026-10-08', place: '社区公示栏', fileId: file.id }
    const missing = async () => (await store.read([postingsUnproved({ of: 'district' }).compile()]))[0]!.length
    return { ...world, at, proof, missing, upload, uploading }
  }

  test('posting.proved: hangs since when and where, with its photo; only by the unit’s own office', async () => {
    const { must, store, ctx, author, office, seats, database, proof, missing } = await poster()
    expect(await missing()).toBe(1)
    expect(await run(store, provePost, proof, ctx(office('elsewhere')))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, provePost, { ...proof, postedOn: '2026-10-09' }, ctx(author))).toMatchObject({
      problem: { code: 'day-outside' },
    })
    expect(await run(store, provePost, { ...proof, electoralDistrictId: seats[1]! }, ctx(author))).toMatchObject({
      problem: { status: 404 },
    })
    await must(provePost, proof, author)
    expect(await missing()).toBe(0)
    expect(
      database.prepare('select fileId, mediaType, byteCount from announcement where postedOn is not null').all()
    ).toEqual([{ fileId: file.id, mediaType: file.mediaType, byteCount: file.byteCount }])
    const rows = 'select * from announcement'
    expect((await replayed(database)).prepare(rows).all()).toEqual(database.prepare(rows).all())
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('公示栏')
  })

  test('a photo is attached by whoever uploaded it, and only once its bytes are there', async () => {
    const { must, store, ctx, author, colleague, proof, upload, uploading } = await poster()
    const missing = { problem: { code: 'photo-missing', errors: [{ pointer: '/fileId' }] } }
    expect(await run(store, provePost, proof, ctx(colleague))).toMatchObject(missing)
    await store.write(announceUpload({ ...file, id: 'coming' }, uploading('another')))
    expect(await run(store, provePost, { ...proof, fileId: 'coming' }, ctx(author))).toMatchObject(missing)
    // Somebody else uploads the very same picture: neither upload stands in the other's way.
    await upload('colleague', undefined, colleague)
    await must(provePost, proof, author)
    expect(await run(store, provePost, proof, ctx(author))).toMatchObject(missing)
  })

  test('sent twice, a photo is one upload with its day anew; once swept, it is not announced any more', async () => {
    const { store, uploading, database } = await poster()
    const again = uploading(`of ${file.id}`, '2026-10-09T01:00:00.000Z')
    const announced = async () => (await store.read([announcedUpload(again, file.hash).compile()]))[0]
    await store.write(announceUpload({ ...file, id: 'photo-2' }, again))
    expect(await announced()).toEqual([{ id: file.id, isStored: 1 }])
    await store.write([markSwept('2026-10-09T02:00:01.000Z')])
    expect(await announced()).toHaveLength(1)
    await store.write([markSwept('2026-10-10T01:00:01.000Z')])
    await store.write(announceUpload({ ...file, id: 'photo-3' }, again))
    expect(await announced()).toEqual([])
    await store.write([forgetUploads([file.id])])
    expect(database.prepare('select count(*) as count from upload').get()).toEqual({ count: 0 })
  })

  test('posting.retracted: taken back, it is to be posted again; a new proof takes the place of an old one', async () => {
    const { must, store, ctx, author, office, database, at, proof, missing, upload } = await poster()
    const wrong = { ...at, reason: '照片拍错了选区' }
    expect(await run(store, retractPost, wrong, ctx(author))).toMatchObject({ problem: { code: 'not-posted' } })
    await must(provePost, proof, author)
    await upload('photo-2')
    const swept = async (now: string) => {
      await store.write([markSwept(now)])
      return database.prepare('select id from upload where sweptAt is not null order by id').all()
    }
    expect(await swept('2026-12-01T00:00:00.000Z')).toEqual([{ id: 'photo-2' }])
    await upload('photo-3')
    await must(provePost, { ...proof, fileId: 'photo-3' }, author)
    const shown = () => ask(store, postingPhoto, at, ctx(author))
    expect(await shown()).toMatchObject({ value: { fileId: 'photo-3' } })
    expect(await ask(store, postingPhoto, at, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    await must(retractPost, wrong, author)
    // Both photos go, a day after their record let go of them; the events keep their hashes.
    const freed = Date.parse(ctx(author).now)
    const hoursOn = (hours: number) => new Date(freed + hours * 3_600_000).toISOString()
    expect(await swept(hoursOn(24))).toEqual([{ id: 'photo-2' }])
    expect(await swept(hoursOn(24.1))).toEqual([{ id: 'photo-1' }, { id: 'photo-2' }, { id: 'photo-3' }])
    expect(await missing()).toBe(1)
    expect(await shown()).toMatchObject({ problem: { status: 404 } })
    expect(database.prepare('select count(*) as count from announcement_place').get()).toEqual({ count: 0 })
    const rows = 'select * from announcement'
    expect((await replayed(database)).prepare(rows).all()).toEqual(database.prepare(rows).all())
    // Why stands beside it, never in an event, until it hangs again.
    const notes = () => database.prepare('select text from announcement_note').all()
    expect(notes()).toEqual([{ text: wrong.reason }])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain(wrong.reason)
    await upload('photo-4')
    await must(provePost, { ...proof, fileId: 'photo-4' }, author)
    expect(notes()).toEqual([])
  })

  test('a sweep takes what nobody attached within a day, and never what a proof has just taken', async () => {
    const { store, ctx, author, proof, upload, database } = await poster()
    await upload('photo-2')
    await upload('photo-3', '2026-10-09T01:00:00.000Z')
    const race = racing(store, 2)
    const [proved] = await Promise.all([
      run(race, provePost, proof, ctx(author)),
      race.read([]).then(() => race.write([markSwept('2026-10-09T02:00:01.000Z')])),
    ])
    const swept = database.prepare('select id from upload where sweptAt is not null order by id').all() as {
      id: string
    }[]
    expect(swept.map((one) => one.id)).toEqual(proved.ok ? ['photo-2'] : [file.id, 'photo-2'])
    expect((await store.read([uploadBy('photo-2', actorKey(author), photoTypes).compile()]))[0]).toEqual([])
  })
})
