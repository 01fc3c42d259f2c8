import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { run } from '../kernel/command.ts'
import { racing } from '../testing-race.ts'
import { memoryStore, testWorld } from '../testing.ts'
import { confirmTenant, openTenant, signUpTenant } from './commands.ts'
import { signUp } from './schema.ts'

const application = {
  slug: 'qinghe',
  areaCode: '500199',
  name: '青禾区',
  applicantName: '张敏之',
  email: 'office@qinghe.example',
}
const applicant = (id: string): Actor => ({ kind: 'applicant', id, name: '张敏之' })

async function signedUp(slugs = ['qinghe']) {
  const directory = memoryStore('directory', 'directory')
  const world = testWorld()
  for (const slug of slugs) {
    const input = { ...application, slug, email: `office@${slug}.example` }
    const result = await run(directory.store, signUpTenant, input, world.ctx(world.visitor, slug))
    expect(result).toMatchObject({ ok: true })
  }
  return { ...directory, ...world }
}

describe('sign-up', () => {
  test('tenant.signed-up: the link is in the mail only, and no name or address in the event', async () => {
    const { database } = await signedUp()
    const mail = database.prepare('select * from mail').get() as { recipient: string; text: string }
    expect(mail.recipient).toBe('office@qinghe.example')
    expect(mail.text).toMatch(/http:\/\/127\.0\.0\.1:8787\/sign-up\/confirm\/[0-9a-f]{64}/)
    const rest = ['event', 'sign_up'].map((table) => JSON.stringify(database.prepare(`select * from ${table}`).all()))
    expect(rest.join()).not.toContain(/confirm\/([0-9a-f]{64})/.exec(mail.text)![1])
    expect(rest[0]).not.toMatch(/张敏之|office@/)
  })

  test('an address is taken once, and one mailbox cannot reserve many', async () => {
    const { store, ctx, visitor } = await signedUp()
    expect(await run(store, signUpTenant, application, ctx(visitor))).toMatchObject({
      problem: { code: 'slug-taken', errors: [{ pointer: '/slug' }] },
    })
    for (const slug of ['two', 'three']) {
      await run(store, signUpTenant, { ...application, slug, email: 'office@qinghe.example' }, ctx(visitor))
    }
    const fourth = { ...application, slug: 'four', email: 'office@qinghe.example' }
    expect(await run(store, signUpTenant, fourth, ctx(visitor))).toMatchObject({ problem: { status: 429 } })
  })

  test('tenant.confirmed and member.appointed: each district takes a database of its own, two racing too', async () => {
    const { store, database, ctx } = await signedUp(['one', 'two'])
    const shared = racing(store, 2)
    const results = await Promise.all(
      ['one', 'two'].map((id) =>
        run(shared, confirmTenant, { tenantId: id, slug: id, userId: `user-${id}` }, ctx(applicant(id)))
      )
    )
    expect(results.map((result) => result.ok)).toEqual([true, true])
    const slots = database.prepare('select slot from tenant order by slot').all()
    expect(slots).toEqual([{ slot: 1 }, { slot: 2 }])
    expect(database.prepare('select userId, unitId from membership order by userId').all()).toEqual([
      { userId: 'user-one', unitId: null },
      { userId: 'user-two', unitId: null },
    ])
  })

  test('refuses another’s link, a second confirmation and an exhausted pool', async () => {
    const { store, ctx } = await signedUp(['one', 'two'])
    const confirm = { tenantId: 'one', slug: 'one', userId: 'user' }
    expect(await run(store, confirmTenant, confirm, ctx(applicant('two')))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, confirmTenant, confirm, ctx(applicant('one')))).toMatchObject({ ok: true })
    expect(await run(store, confirmTenant, confirm, ctx(applicant('one')))).toMatchObject({
      problem: { code: 'already-confirmed' },
    })
    const second = { ...confirm, tenantId: 'two', slug: 'two' }
    const full = { ...ctx(applicant('two')), platform: { origin: '', slotCount: 1, isLive: false, receiver: null } }
    expect(await run(store, confirmTenant, second, full)).toMatchObject({
      problem: { status: 503, code: 'no-free-database' },
    })
  })

  test('tenant.opened: once, and only while it is being opened', async () => {
    const { store, database, ctx, system } = await signedUp()
    const open = { tenantId: 'qinghe' }
    expect(await run(store, openTenant, open, ctx(system))).toMatchObject({ problem: { code: 'not-opening' } })
    await run(store, confirmTenant, { ...open, slug: 'qinghe', userId: 'u' }, ctx(applicant('qinghe')))
    expect(await run(store, openTenant, open, ctx(system))).toMatchObject({ ok: true })
    expect(database.prepare('select status from tenant').get()).toEqual({ status: 'trial' })
  })

  test('tenant.lapsed: an address whose link nobody followed is free again, and the old link is dead', async () => {
    const { store, database, ctx, visitor } = await signedUp()
    const later = { ...ctx(visitor, 'again'), now: '2026-10-10T02:00:01.000Z', today: '2026-10-10' }
    expect(await run(store, signUpTenant, application, later)).toMatchObject({ ok: true })
    expect(database.prepare('select id, status from tenant order by id').all()).toEqual([
      { id: 'again', status: 'unconfirmed' },
      { id: 'qinghe', status: 'lapsed' },
    ])
    const old = { tenantId: 'qinghe', slug: 'qinghe', userId: 'u' }
    expect(await run(store, confirmTenant, old, ctx(applicant('qinghe')))).toMatchObject({
      problem: { code: 'link-expired' },
    })
  })

  test('many sign-ups of one mailbox at once do not get past the limit', async () => {
    const { store, database, ctx, visitor } = await signedUp([])
    const shared = racing(store, 6)
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => run(shared, signUpTenant, { ...application, slug: `many${n}` }, ctx(visitor)))
    )
    expect(database.prepare('select count(*) as count from mail').get()).toEqual({ count: 3 })
  })

  test('addresses are short, plain and not the system’s own', () => {
    const { slug } = signUp.shape
    for (const bad of ['api', 'en', 'ab', 'Qinghe', '-x', 'a--b', 'x'.repeat(31), '../x', '青禾']) {
      expect(slug.safeParse(bad).success, bad).toBe(false)
    }
    for (const good of ['qinghe', 'nan-an', 'q1w']) expect(slug.safeParse(good).success).toBe(true)
  })
})
