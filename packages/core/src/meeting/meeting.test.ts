import { describe, expect, test } from 'vitest'
import { appoint } from '../body/commands.ts'
import type { Body } from '../body/schema.ts'
import { adopt, change, plan } from '../agenda/commands.ts'
import { attach, remove, setPublic } from '../paper/commands.ts'
import { ask } from '../kernel/command.ts'
import { call, cancel } from '../session/commands.ts'
import type { SessionKind } from '../session/schema.ts'
import { districtWithTown } from '../testing-session.ts'
import { pdfNamed, upload } from '../testing-upload.ts'
import { meetingPaper, meetingRecord, meetingsOfYear } from './queries.ts'

/** A town's session with two items, one of them public, and three papers; and a meeting of its presidium. */
async function world() {
  const district = await districtWithTown()
  const { congress, must, store, visitor, ctx, administrator } = district
  const about = { calledOn: '2026-10-08', proposerCount: null, venue: '镇政府三楼' }
  const on = { firstOn: '2026-10-20', lastOn: '2026-10-21' }
  const [called] = await must(call, { ...about, ...on, ...congress, kind: 'quarterly', ordinal: 16 })
  const of = { ...congress, sessionId: called!.commandId }
  const item = { type: 'special_report' as const, title: '民生实事报告', field: null, speaker: '张区长', minutes: 30 }
  const items = [
    { ...item, title: '人事事项', isPublic: false },
    { ...item, isPublic: true },
  ]
  const [planned] = await must(plan, { ...of, items, decision: '' })
  const [hidden, shown] = [`${planned!.commandId}/0`, `${planned!.commandId}/1`]
  const attached = async (itemId: string, name: string, isPublic: boolean) => {
    const fileId = await upload(store, administrator, pdfNamed(`file-${name.length}-${itemId.slice(-1)}`))
    return (await must(attach, { ...of, itemId, fileId, name, isPublic }))[0]!.commandId
  }
  const papers = {
    public: await attached(shown, '民生实事报告（草案）', true),
    internal: await attached(shown, '内部说明', false),
    hidden: await attached(hidden, '名单', false),
  }
  const seen = <A>(answer: { ok: true; value: A } | { ok: false }) => (answer.ok ? answer.value : null)
  const record = async () => seen(await ask(store, meetingRecord, { sessionId: of.sessionId }, ctx(visitor)))
  const paper = async (paperId: string) =>
    seen(await ask(store, meetingPaper, { sessionId: of.sessionId, paperId }, ctx(visitor)))
  const year = async (asked?: string) =>
    seen(await ask(store, meetingsOfYear, asked ? { year: asked } : {}, ctx(visitor)))
  return { ...district, about, of, item, hidden, shown, papers, record, paper, year }
}

describe('what everybody may read of a session', () => {
  test('its public items and their public papers: neither where it meets, nor who speaks, nor anything else', async () => {
    const { record, papers, shown } = await world()
    expect(await record()).toMatchObject({ placeName: '柳荫镇', status: 'called', adoptedOn: null })
    expect((await record())!.items).toEqual([
      {
        ...{ id: shown, type: 'special_report', field: null, title: '民生实事报告' },
        papers: [{ id: papers.public, name: '民生实事报告（草案）', mediaType: 'application/pdf', byteCount: 120_000 }],
      },
    ])
    const text = JSON.stringify(await record())
    for (const word of ['镇政府三楼', '张区长', '人事事项', '内部说明', '名单']) expect(text).not.toContain(word)
  })

  test('the day its agenda was adopted', async () => {
    const { record, must, of } = await world()
    await must(adopt, { ...of, adoptedOn: '2026-10-08' })
    expect(await record()).toMatchObject({ adoptedOn: '2026-10-08' })
  })

  test('a paper only as long as it is public, its item is, it is there, and its session stands', async () => {
    const { paper, papers, must, of, item, shown, record } = await world()
    const file = { name: '民生实事报告（草案）', mediaType: 'application/pdf' }
    expect(await paper(papers.public)).toMatchObject(file)
    for (const id of [papers.internal, papers.hidden, 'another']) expect(await paper(id)).toBeNull()
    const paperId = papers.public
    await must(setPublic, { ...of, paperId, isPublic: false })
    expect(await paper(paperId)).toBeNull()
    await must(setPublic, { ...of, paperId, isPublic: true })
    await must(change, { ...of, itemId: shown, ...item, isPublic: false, decision: '' })
    expect([await paper(paperId), (await record())!.items]).toEqual([null, []])
    await must(change, { ...of, itemId: shown, ...item, isPublic: true, decision: '' })
    expect(await paper(paperId)).toMatchObject(file)
    const { sessionId, ...at } = of
    await must(cancel, { ...at, sessionId, reason: '并入下次会议' })
    expect(await paper(paperId)).toBeNull()
    expect(await record()).toMatchObject({ status: 'cancelled', items: [] })
    expect(JSON.stringify(await record())).not.toContain('并入下次会议')
    await must(remove, { ...of, paperId })
    expect(await paper(paperId)).toBeNull()
  })

  test('sessions of congresses and of the standing committee: no other body’s', async () => {
    const { must, about, town, street, store, ctx, visitor, year } = await world()
    const on = { firstOn: '2026-11-02', lastOn: '2026-11-02' }
    const calls = async (placeId: string, body: Body, kind: SessionKind) =>
      (await must(call, { ...about, ...on, placeId, body, kind, ordinal: 1 }))[0]!.commandId
    const member = { post: 'chair' as const, fromOn: '2026-01-01' }
    const here = { placeId: town, body: 'presidium' as const }
    await must(appoint, { ...here, ...member, people: ['陈静 镇第1选区'], outsiders: false })
    await must(appoint, { placeId: street, body: 'street_office', ...member, people: ['金玉'], outsiders: true })
    const presidium = await calls(town, 'presidium', 'regular')
    const office = await calls(street, 'street_office', 'regular')
    await calls('district', 'congress', 'extraordinary')
    expect((await year())!.places.map(({ name, sessions }) => [name, sessions.map(({ body }) => body)])).toEqual([
      ['青禾区', ['congress']],
      ['柳荫镇', ['congress']],
    ])
    for (const sessionId of [presidium, office, 'another']) {
      const answer = await ask(store, meetingRecord, { sessionId }, ctx(visitor))
      expect(answer).toMatchObject({ problem: { status: 404 } })
    }
  })

  test('a year, and the ones before and after that have sessions', async () => {
    const { year, must, about, congress } = await world()
    expect(await year()).toMatchObject({ year: '2026', older: null, newer: null })
    const past = { calledOn: '2024-03-01', firstOn: '2024-03-20', lastOn: '2024-03-20' }
    await must(call, { ...about, ...congress, ...past, kind: 'annual', ordinal: 9 })
    expect(await year()).toMatchObject({ year: '2026', older: '2024', newer: null })
    expect(await year('2024')).toMatchObject({ older: null, newer: '2026', places: [{ sessions: [{ ordinal: 9 }] }] })
    expect(await year('2025')).toMatchObject({ older: '2024', newer: '2026', places: [] })
  })
})
