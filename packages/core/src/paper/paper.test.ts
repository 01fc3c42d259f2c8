import { describe, expect, test } from 'vitest'
import { change, plan, remove as removeItem } from '../agenda/commands.ts'
import { sessionAgenda } from '../agenda/queries.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { call, cancel } from '../session/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithTown, fieldRefused, refusedFor } from '../testing-session.ts'
import { pdfNamed, upload } from '../testing-upload.ts'
import { replayed } from '../testing-world.ts'
import { attach, remove, setPublic } from './commands.ts'
import { paperOf } from './queries.ts'
import { PAPERS_MAX } from './schema.ts'

/** 8 October 2026: a town's session with a public item and one that is not. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, tries, reads, store, administrator } = district
  const [called] = await must(call, {
    ...{ ...congress, kind: 'quarterly', ordinal: 16, calledOn: '2026-10-08', proposerCount: null, venue: '会议室' },
    ...{ firstOn: '2026-10-20', lastOn: '2026-10-20' },
  })
  const of = { ...congress, sessionId: called!.commandId }
  const item = { type: 'special_report' as const, title: '民生实事报告', field: null, speaker: '张区长', minutes: 30 }
  const items = [
    { ...item, isPublic: true },
    { ...item, title: '人事事项', isPublic: false },
  ]
  const [planned] = await must(plan, { ...of, items, decision: '' })
  const [itemId, hidden] = [`${planned!.commandId}/0`, `${planned!.commandId}/1`]
  const uploaded = (id: string, by: Actor = administrator) => upload(store, by, pdfNamed(id))
  let count = 0
  const attaches = async (name: string, more: { itemId?: string; isPublic?: boolean; fileId?: string } = {}) => {
    const fileId = more.fileId ?? (await uploaded(`file-${++count}`))
    return tries(attach, { ...of, itemId, name, isPublic: true, ...more, fileId })
  }
  const papers = async () => (await reads(sessionAgenda, { sessionId: of.sessionId })).items[0]!.papers
  return { ...district, of, item, itemId, hidden, uploaded, attaches, papers }
}

describe('paper.attach', () => {
  test('paper.attached: stands under its item in the order it came, and what it is called is in no event', async () => {
    const { attaches, papers, reads, of, database } = await world()
    expect(await attaches('民生实事报告（草案）')).toMatchObject({ ok: true })
    expect(await attaches('财政局说明', { isPublic: false })).toMatchObject({ ok: true })
    const [first, second] = await papers()
    expect([first, second]).toMatchObject([
      { name: '民生实事报告（草案）', isPublic: true, mediaType: 'application/pdf', byteCount: 120_000 },
      { name: '财政局说明', isPublic: false },
    ])
    expect(await reads(paperOf, { sessionId: of.sessionId, paperId: first!.id })).toEqual({
      ...{ fileId: 'file-1', name: '民生实事报告（草案）', mediaType: 'application/pdf' },
      hash: pdfNamed('file-1').hash,
    })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('财政局说明')
    const all = 'select * from paper'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('refuses a file that is not there, another’s, a photo, the same again, and too many', async () => {
    const { attaches, uploaded, store, administrator, commission } = await world()
    const missing = fieldRefused('/fileId', 'file-missing')
    expect(await attaches('没有', { fileId: 'nowhere' })).toMatchObject(missing)
    const others = await uploaded('of-a-colleague', commission)
    expect(await attaches('别人的', { fileId: others })).toMatchObject(missing)
    const photo = { ...pdfNamed('a-photo'), mediaType: 'image/png' as const }
    expect(await attaches('照片', { fileId: await upload(store, administrator, photo) })).toMatchObject(missing)
    const fileId = await uploaded('report')
    expect(await attaches('报告', { fileId })).toMatchObject({ ok: true })
    expect(await attaches('报告', { fileId })).toMatchObject(missing)
    const again = { ...pdfNamed('report'), id: 'report-again' }
    expect(await attaches('报告二', { fileId: await upload(store, administrator, again) })).toMatchObject({
      problem: { code: 'attached-already', title: { zh: '这份文件已经在这项议题下：“报告”' } },
    })
    for (let n = 1; n < PAPERS_MAX; n++) expect(await attaches(`附件${n}`)).toMatchObject({ ok: true })
    expect(await attaches('再一份')).toMatchObject(refusedFor('too-many-papers'))
  })

  test('an item that is not public has no public papers; one of another session is not there', async () => {
    const { attaches, hidden, tries, of, street, must, uploaded } = await world()
    expect(await attaches('名单', { itemId: hidden })).toMatchObject(fieldRefused('/isPublic', 'item-not-public'))
    const given = await attaches('名单', { itemId: hidden, isPublic: false, fileId: 'file-1' })
    expect(given).toMatchObject({ ok: true })
    expect(await attaches('报告', { itemId: 'another' })).toMatchObject({ problem: { status: 404 } })
    const input = { ...of, itemId: hidden, fileId: await uploaded('x'), name: '报告', isPublic: false }
    expect(await tries(attach, { ...input, placeId: street })).toMatchObject({ problem: { status: 404 } })
    const { sessionId, ...at } = of
    await must(cancel, { ...at, sessionId, reason: '并入下次会议' })
    expect(await tries(attach, input)).toMatchObject(refusedFor('not-called'))
    const paperId = given.ok ? given.value[0]!.commandId : ''
    expect(await tries(setPublic, { ...of, paperId, isPublic: true })).toMatchObject(refusedFor('not-called'))
    expect(await tries(remove, { ...of, paperId })).toMatchObject({ ok: true })
  })
})

describe('a paper that is there', () => {
  test('paper.public-set: both ways, once each, and only where its item is public', async () => {
    const { attaches, papers, tries, of, hidden } = await world()
    await attaches('报告', { isPublic: false })
    const [paper] = await papers()
    const sets = (isPublic: boolean, paperId = paper!.id) => tries(setPublic, { ...of, paperId, isPublic })
    expect(await sets(false)).toMatchObject(fieldRefused('/isPublic', 'paper-unchanged'))
    expect(await sets(true)).toMatchObject({ ok: true })
    expect(await papers()).toMatchObject([{ isPublic: true }])
    expect(await sets(false)).toMatchObject({ ok: true })
    expect(await sets(true, 'another')).toMatchObject({ problem: { status: 404 } })
    const secret = await attaches('名单', { itemId: hidden, isPublic: false })
    expect(await sets(true, secret.ok ? secret.value[0]!.commandId : '')).toMatchObject(
      fieldRefused('/isPublic', 'item-not-public')
    )
  })

  test('paper.removed: its name goes with it, its file is swept a day later, and its item may go too', async () => {
    const { attaches, papers, tries, of, itemId, database, store, ctx, administrator } = await world()
    await attaches('报告')
    const [paper] = await papers()
    expect(await tries(removeItem, { ...of, itemId, decision: '' })).toMatchObject(refusedFor('item-has-papers'))
    const { sessionId } = of
    expect(await tries(remove, { ...of, paperId: paper!.id })).toMatchObject({ ok: true })
    expect(await tries(remove, { ...of, paperId: paper!.id })).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, paperOf, { sessionId, paperId: paper!.id }, ctx(administrator))).toMatchObject({
      problem: { status: 404 },
    })
    expect(database.prepare('select * from paper_name').all()).toEqual([])
    expect(database.prepare('select unattachedSince from upload').get()).toEqual({
      unattachedSince: expect.stringMatching(/^2026-10-08T/) as string,
    })
    expect(await tries(removeItem, { ...of, itemId, decision: '' })).toMatchObject({ ok: true })
  })

  test('of two at once that take an item off and give it a paper, one sees the other', async () => {
    const { of, itemId, uploaded, store, ctx, administrator, papers } = await world()
    const fileId = await uploaded('report')
    const race = racing(store, 2)
    const [gone, given] = await Promise.all([
      run(race, removeItem, { ...of, itemId, decision: '' }, ctx(administrator)),
      run(race, attach, { ...of, itemId, fileId, name: '报告', isPublic: false }, ctx(administrator)),
    ])
    expect([gone.ok, given.ok].filter(Boolean)).toHaveLength(1)
    if (given.ok) expect(await papers()).toHaveLength(1)
  })

  test('is its body’s offices’ to read and to change: not another unit’s', async () => {
    const { attaches, papers, store, ctx, of, street, town, tries } = await world()
    await attaches('报告')
    const [paper] = await papers()
    const office = (unitId: string) => ({
      ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as MemberRole[], unitId },
    })
    const input = { sessionId: of.sessionId, paperId: paper!.id }
    expect(await ask(store, paperOf, input, ctx(office(town)))).toMatchObject({ ok: true })
    expect(await ask(store, paperOf, input, ctx(office(street)))).toMatchObject({ problem: { status: 404 } })
    expect(await tries(remove, { ...of, paperId: paper!.id }, office(street))).toMatchObject({
      problem: { status: 404 },
    })
  })

  test('an item made not public keeps its papers, and shows nobody outside one of them', async () => {
    const { attaches, papers, tries, of, itemId, item } = await world()
    await attaches('报告')
    await tries(change, { ...of, itemId, ...item, isPublic: false, decision: '' })
    expect(await papers()).toMatchObject([{ name: '报告', isPublic: true }])
  })
})
