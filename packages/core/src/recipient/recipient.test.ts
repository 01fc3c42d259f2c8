import { describe, expect, test } from 'vitest'
import { ask, run } from '../kernel/command.ts'
import { establish } from '../people/commands.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { attach, detach, register, setContact } from './commands.ts'
import { listRecipients, recipientRecord } from './queries.ts'

async function employer() {
  const world = await districtWithDeputies()
  const [registered] = await world.must(register, { kind: 'employer', name: '青禾区第一中学' })
  const recipientId = registered!.commandId
  return { ...world, recipientId, belonging: { ...world.of, recipientId, mandateId: world.mandates[0]! } }
}

describe('recipients', () => {
  test('recipient.registered: names are unique within a kind, also for two at once', async () => {
    const { store, ctx, commission, administrator } = await employer()
    const input = { kind: 'employer' as const, name: '青禾区第一中学' }
    expect(await run(store, register, input, ctx(commission))).toMatchObject({
      problem: { code: 'recipient-name-taken', errors: [{ pointer: '/name' }] },
    })
    expect(await run(store, register, { ...input, kind: 'electoral_unit' }, ctx(commission))).toMatchObject({
      ok: true,
    })
    const race = racing(store, 2)
    const other = { kind: 'employer' as const, name: '清源水务' }
    const results = await Promise.all([administrator, commission].map((who) => run(race, register, other, ctx(who))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
  })

  test('recipient.mandate-attached and recipient.mandate-detached: ids in events, a unit’s own deputies only', async () => {
    const { must, store, ctx, office, of, belonging, database, recipientId } = await employer()
    await must(attach, belonging, office(of.unitId))
    expect(await run(store, attach, belonging, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'already-attached' },
    })
    expect(await run(store, attach, belonging, ctx(office('elsewhere')))).toMatchObject({ problem: { status: 404 } })
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const wrong = { ...belonging, unitId: town!.commandId }
    expect(await run(store, attach, wrong, ctx(office(town!.commandId)))).toMatchObject({
      problem: { code: 'deputy-unknown' },
    })
    const seen = await ask(store, recipientRecord, { recipientId }, ctx(office(of.unitId)))
    expect(seen).toMatchObject({ value: { name: '青禾区第一中学', deputies: [{ name: '陈静', sits: true }] } })
    const elsewhere = await ask(store, recipientRecord, { recipientId }, ctx(office(town!.commandId)))
    expect(elsewhere).toMatchObject({ value: { deputies: [] } })

    const copy = await replayed(database)
    const rows = 'select * from recipient_mandate'
    expect(copy.prepare(rows).all()).toEqual(database.prepare(rows).all())
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('陈静')

    await must(detach, belonging, office(of.unitId))
    expect(await run(store, detach, belonging, ctx(office(of.unitId)))).toMatchObject({
      problem: { code: 'not-attached' },
    })
    expect((await replayed(database)).prepare(rows).all()).toEqual([])
  })

  test('a deputy elected by voters has no electoral unit, and the refusal cites the article', async () => {
    const { must, store, ctx, administrator, belonging } = await employer()
    const [congress] = await must(register, { kind: 'electoral_unit', name: '柳荫镇人民代表大会' })
    const input = { ...belonging, recipientId: congress!.commandId }
    expect(await run(store, attach, input, ctx(administrator))).toMatchObject({
      problem: { code: 'elected-by-voters', because: { article: { zh: '《选举法》第三条' } } },
    })
  })

  test('recipient.contact-changed: the contact is in no event, and only for whom it concerns', async () => {
    const { must, store, ctx, office, of, belonging, database, recipientId } = await employer()
    const contact = { recipientId, address: '北桥路1号', person: '田雨', phone: '023-5550100' }
    expect(await run(store, setContact, contact, ctx(office(of.unitId)))).toMatchObject({ problem: { status: 404 } })
    await must(attach, belonging)
    await must(setContact, contact, office(of.unitId))
    await must(setContact, { ...contact, person: '' })
    const seen = await ask(store, recipientRecord, { recipientId }, ctx(office(of.unitId)))
    expect(seen).toMatchObject({ value: { contact: { address: '北桥路1号', person: '' } } })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toMatch(/北桥路|田雨|5550100/)
  })

  test('the list finds by name and turns pages', async () => {
    const { must, store, ctx, commission } = await employer()
    for (let n = 1; n <= 101; n++) await must(register, { kind: 'employer', name: `企业${n}` })
    const first = await ask(store, listRecipients, {}, ctx(commission))
    if (!first.ok) throw new Error('refused')
    expect(first.value.recipients).toHaveLength(100)
    const second = await ask(store, listRecipients, { after: first.value.after! }, ctx(commission))
    expect(second).toMatchObject({ value: { recipients: [{ name: '企业100' }, { name: '企业101' }], after: null } })
    const found = await ask(store, listRecipients, { q: '一中', kind: 'employer' }, ctx(commission))
    expect(found).toMatchObject({ value: { recipients: [{ name: '青禾区第一中学', deputyCount: 0 }] } })
  })
})
