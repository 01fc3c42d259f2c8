import { describe, expect, test } from 'vitest'
import { withdraw } from '../board/commands.ts'
import { ask, run } from '../kernel/command.ts'
import { detach, register } from '../recipient/commands.ts'
import { disable, register as registerEndpoint, verify } from '../webhook/commands.ts'
import { racing } from '../testing-race.ts'
import { proposedCircular, publishedBoard } from '../testing-circular.ts'
import { replayed } from '../testing-world.ts'
import { approve, drop, propose, reject, revise } from './commands.ts'
import { deliveryBody, noticesToDeliver } from './delivery.ts'
import { choices } from './choices.ts'
import { circularRecord, listCirculars } from './queries.ts'

describe('circular.propose', () => {
  test('circular.proposed: offers only whom the board is about, and sends nothing', async () => {
    const { must, store, ctx, board, content, author, recipientId, database } = await publishedBoard()
    await must(register, { kind: 'employer', name: '清源水务' })
    const offered = await ask(store, choices, board, ctx(author))
    expect(offered).toMatchObject({
      value: {
        recipients: [{ id: recipientId, deputies: [{ name: '丁文博' }, { name: '陈静' }], declinedOn: null }],
        electoralDistricts: [{ name: '第1选区' }, { name: '第2选区' }],
      },
    })
    await must(propose, { ...board, ...content }, author)
    expect(database.prepare('select count(*) as count from notice').get()).toEqual({ count: 0 })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toMatch(/保障代表|通报/)
  })

  test('refuses an unpublished board, another revision, nobody and whoever has no deputies on it', async () => {
    const { must, store, ctx, of, board, content, author, office } = await publishedBoard()
    const asked = (input: object) => run(store, propose, { ...board, ...content, ...input }, ctx(author))
    expect(await asked({ quarter: '2026Q2' })).toMatchObject({ problem: { code: 'board-not-published' } })
    expect(await asked({ revision: 2 })).toMatchObject({
      problem: { code: 'board-revised', because: { arithmetic: '2 ≠ 1' } },
    })
    expect(await asked({ recipientIds: [], electoralDistrictIds: [] })).toMatchObject({
      problem: { code: 'no-addressee', errors: [{ pointer: '/recipientIds' }] },
    })
    const [empty] = await must(register, { kind: 'employer', name: '清源水务' })
    expect(await asked({ recipientIds: [empty!.commandId] })).toMatchObject({
      problem: { code: 'recipient-without-deputies' },
    })
    expect(await asked({ electoralDistrictIds: ['nowhere'] })).toMatchObject({
      problem: { code: 'electoral-district-without-deputies' },
    })
    const elsewhere = await run(store, propose, { ...board, ...content }, ctx(office('elsewhere')))
    expect(elsewhere).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, choices, { ...of, quarter: '2026Q3' }, ctx(office('elsewhere')))).toMatchObject({
      problem: { status: 404 },
    })
  })
})

describe('circular.approve', () => {
  test('notice.issued names a verified endpoint, in a live district only; any other notice is a link', async () => {
    const sent = async ({ isLive = true, isVerified = true, isOff = false }) => {
      const { must, store, ctx, approval, colleague, administrator, recipientId } = await proposedCircular()
      const url = 'https://hooks.school.example/npc'
      const [registered] = await must(registerEndpoint, { recipientId, url }, administrator)
      const endpoint = { recipientId, endpointId: registered!.commandId }
      if (isVerified) await must(verify, endpoint, { kind: 'system', id: 'outbox' })
      if (isOff) await must(disable, endpoint, administrator)
      const here = ctx(colleague)
      const result = await run(store, approve, approval, { ...here, platform: { ...here.platform, isLive } })
      if (!result.ok) throw new Error(result.problem.code)
      const { channel, endpointIds } = result.value[1]!.data as { channel: string; endpointIds?: string[] }
      return { channel, isNamed: endpointIds?.includes(endpoint.endpointId) ?? false }
    }
    const link = { channel: 'link', isNamed: false }
    expect(await sent({})).toEqual({ channel: 'webhook', isNamed: true })
    expect(await sent({ isLive: false })).toEqual(link)
    expect(await sent({ isVerified: false })).toEqual(link)
    expect(await sent({ isOff: true })).toEqual(link)
  })

  test('an approval and the disabling of its endpoint at once: never a webhook to one that was off before', async () => {
    const { must, store, ctx, approval, colleague, administrator, recipientId, database } = await proposedCircular()
    const url = 'https://hooks.school.example/npc'
    const [registered] = await must(registerEndpoint, { recipientId, url }, administrator)
    const endpoint = { recipientId, endpointId: registered!.commandId }
    await must(verify, endpoint, { kind: 'system', id: 'outbox' })
    const here = ctx(colleague)
    const race = racing(store, 2)
    await Promise.all([
      run(race, disable, endpoint, ctx(administrator)),
      run(race, approve, approval, { ...here, platform: { ...here.platform, isLive: true } }),
    ])
    const events = database.prepare('select type, data from event order by seq').all() as {
      type: string
      data: string
    }[]
    const at = (type: string) => events.findIndex((event) => event.type === type)
    const { channel } = JSON.parse(events[at('notice.issued')]!.data) as { channel: string }
    expect(channel).toBe(at('endpoint.disabled') < at('notice.issued') ? 'link' : 'webhook')
  })

  test('circular.approved and notice.issued: one notice a recipient, with its own deputies and nobody else', async () => {
    const { must, store, ctx, of, approval, colleague, author, database, circularId, recipientId } =
      await proposedCircular()
    const facts = await must(approve, approval, colleague)
    expect(facts.map(({ type }) => type)).toEqual(['circular.approved', 'notice.issued'])
    expect(facts[1]).toMatchObject({
      stream: `notice/${circularId}:${recipientId}`,
      data: { id: `${circularId}:${recipientId}`, circularId, recipientId, channel: 'link' },
    })
    const [notices] = await store.read([noticesToDeliver([`${circularId}:${recipientId}`]).compile()])
    const notice = (notices as Parameters<typeof deliveryBody>[0][])[0]!
    const link = 'https://jiceng.example/notices/qinghe/token'
    const body = deliveryBody(notice, link)
    expect(body).toEqual({
      type: 'circular.issued',
      timestamp: '2026-10-08T02:00:00.000Z',
      data: {
        ...{
          noticeId: notice.noticeId,
          circularId,
          unitId: of.unitId,
          level: 'district',
          quarter: '2026Q3',
          revision: 1,
        },
        ...{ boardRoot: notice.root, deputyCount: 2, noticeUrl: link },
      },
    })

    const copy = await replayed(database)
    for (const table of ['circular', 'circular_recipient', 'announcement', 'notice']) {
      expect(copy.prepare(`select * from ${table}`).all()).toEqual(database.prepare(`select * from ${table}`).all())
    }
    const record = await ask(store, circularRecord, { circularId }, ctx(author))
    expect(record).toMatchObject({
      value: {
        status: 'approved',
        authorName: '罗敏',
        deciderName: '秦岚',
        recipients: [{ name: '青禾区第一中学', notice: { status: 'issued', linkExpiresOn: '2026-11-07' } }],
        announcements: [{ name: '第1选区', postedOn: null, deputies: [{}, {}, {}] }],
      },
    })
  })

  test('takes a second person, and one of the district', async () => {
    const { must, store, ctx, approval, commission, author, content, at } = await proposedCircular()
    expect(await run(store, approve, approval, ctx(author))).toMatchObject({ problem: { status: 403 } })
    await must(revise, { ...at, ...content }, commission)
    expect(await run(store, approve, { ...approval, edition: 2 }, ctx(commission))).toMatchObject({
      problem: { code: 'author-cannot-approve', because: {} },
    })
    expect(await run(store, reject, { ...at, reason: '无必要' }, ctx(commission))).toMatchObject({
      problem: { code: 'author-cannot-approve' },
    })
  })

  test('circular.revised: what is approved is what was read', async () => {
    const { must, store, ctx, approval, author, board, content, at, colleague } = await proposedCircular()
    await must(revise, { ...at, ...content, electoralDistrictIds: [], reason: '另一个理由' }, author)
    const { circularId } = at
    expect(await ask(store, choices, { ...board, circularId }, ctx(author))).toMatchObject({
      value: { revised: { reason: '另一个理由', recipientIds: content.recipientIds, electoralDistrictIds: [] } },
    })
    expect(await ask(store, choices, { ...board, circularId: 'unknown' }, ctx(author))).toMatchObject({
      problem: { status: 404 },
    })
    expect(await run(store, approve, approval, ctx(colleague))).toMatchObject({ problem: { code: 'circular-changed' } })
    const others = { ...approval, edition: 2, recipientIds: [] }
    expect(await run(store, approve, others, ctx(colleague))).toMatchObject({ problem: { code: 'circular-changed' } })
    await must(approve, { ...approval, edition: 2 }, colleague)
  })

  test('two approvers at once: one approves, the other is told that it is decided', async () => {
    const { store, ctx, approval, colleague, administrator, database } = await proposedCircular()
    const race = racing(store, 2)
    const results = await Promise.all([colleague, administrator].map((who) => run(race, approve, approval, ctx(who))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
    expect(results.find((one) => !one.ok)).toMatchObject({ problem: { code: 'circular-decided' } })
    expect(database.prepare('select count(*) as count from notice').get()).toEqual({ count: 1 })
  })

  test('an approval and the board’s withdrawal at once: never told of after it was gone', async () => {
    for (const first of ['approve', 'withdraw'] as const) {
      const { store, ctx, approval, colleague, administrator, board, database } = await proposedCircular()
      const gone = { ...board, revision: 1, reason: '误公示', approverName: '赵立新', approverOffice: '主任' }
      const race = racing(store, 2)
      const tries = {
        approve: () => run(race, approve, approval, ctx(colleague)),
        withdraw: () => run(race, withdraw, gone, ctx(administrator)),
      }
      const second = first === 'approve' ? 'withdraw' : 'approve'
      const results = await Promise.all([tries[first](), tries[second]()])
      const approved = results[first === 'approve' ? 0 : 1]
      const order = database.prepare('select type from event order by seq').all() as { type: string }[]
      const at = (type: string) => order.findIndex((event) => event.type === type)
      if (approved.ok) expect(at('circular.approved')).toBeLessThan(at('board.withdrawn'))
      else expect(approved).toMatchObject({ problem: { code: 'board-not-published' } })
    }
  })

  test('an approval and a detachment at once never tell an employer of somebody who left', async () => {
    const { must, store, ctx, approval, colleague, administrator, of, recipientId, mandates, database } =
      await proposedCircular()
    await must(detach, { ...of, recipientId, mandateId: mandates[1]! })
    const race = racing(store, 2)
    const [approved] = await Promise.all([
      run(race, approve, approval, ctx(colleague)),
      run(race, detach, { ...of, recipientId, mandateId: mandates[0]! }, ctx(administrator)),
    ])
    const rows = database.prepare('select deputies from notice_content').all() as { deputies: string }[]
    // Either it was approved before the deputy left, or it was refused.
    if (approved.ok) expect(JSON.parse(rows[0]!.deputies)).toHaveLength(1)
    else expect(approved).toMatchObject({ problem: { code: 'recipient-without-deputies' } })
  })
})

describe('a proposal', () => {
  test('circular.dropped and circular.rejected: decided once, for good', async () => {
    const { must, store, ctx, at, author, colleague, approval, content, board } = await proposedCircular()
    await must(drop, at, author)
    expect(await run(store, approve, approval, ctx(colleague))).toMatchObject({ problem: { code: 'circular-decided' } })
    const [second] = await must(propose, { ...board, ...content }, author)
    const rejected = { ...board, circularId: second!.commandId }
    await must(reject, { ...rejected, reason: '本季度没有必要' }, colleague)
    expect(await run(store, revise, { ...rejected, ...content }, ctx(author))).toMatchObject({
      problem: { code: 'circular-decided' },
    })
    const listed = await ask(store, listCirculars, {}, ctx(author))
    expect(listed).toMatchObject({
      value: { circulars: [{ status: 'rejected' }, { status: 'dropped' }], before: null },
    })
    const record = await ask(store, circularRecord, { circularId: second!.commandId }, ctx(author))
    expect(record).toMatchObject({ value: { rejection: '本季度没有必要' } })
  })

  test('another unit’s office sees nothing of it', async () => {
    const { store, ctx, office, circularId, at } = await proposedCircular()
    const stranger = ctx(office('elsewhere'))
    expect(await ask(store, circularRecord, { circularId }, stranger)).toMatchObject({ problem: { status: 404 } })
    expect(await ask(store, listCirculars, {}, stranger)).toMatchObject({ value: { circulars: [] } })
    expect(await run(store, drop, at, stranger)).toMatchObject({ problem: { status: 404 } })
  })
})
