import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { confirmTenant, signUpTenant } from '../tenancy/commands.ts'
import { racing } from '../testing-race.ts'
import { memoryStore, testWorld } from '../testing.ts'
import { accept, dismiss, invite } from './commands.ts'
import { listMembers } from './queries.ts'
import { inviteMember } from './schema.ts'

const applicant = (id: string): Actor => ({ kind: 'applicant', id, name: '张敏之' })

async function signedUp() {
  const directory = memoryStore('directory', 'directory')
  const world = testWorld()
  const person = { applicantName: '张敏之', email: 'office@qinghe.example' }
  const application = { slug: 'qinghe', areaCode: '500199', name: '青禾区', ...person }
  await run(directory.store, signUpTenant, application, world.ctx(world.visitor, 'qinghe'))
  return { ...directory, ...world }
}

describe('members', () => {
  const administrator = testWorld().administrator
  const asked = {
    ...{ tenantId: 'qinghe', slug: 'qinghe', name: '罗敏', account: '罗敏' },
    ...{ roles: ['unit_office' as const], unitId: 'beiqiao' },
  }

  async function opened() {
    const world = await signedUp()
    const confirm = { tenantId: 'qinghe', slug: 'qinghe', userId: 'zhang' }
    const result = await run(world.store, confirmTenant, confirm, world.ctx(applicant('qinghe'), 'm1'))
    expect(result).toMatchObject({ ok: true })
    return world
  }

  test('member.invited, invitation.accepted, member.appointed: once, by whoever holds the link', async () => {
    const { store, database, ctx } = await opened()
    expect(await run(store, invite, asked, ctx(administrator, 'i1'))).toMatchObject({ ok: true })
    const invitee = database.prepare('select account from invitee').get()
    expect(invitee).toEqual({ account: '_e7_bd_97_e6_95_8f@qinghe.invalid' })
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('罗敏')
    const take = { invitationId: 'i1', tenantId: 'qinghe', userId: 'luo' }
    expect(await run(store, accept, take, ctx(applicant('other')))).toMatchObject({ problem: { status: 404 } })
    const shared = racing(store, 2)
    const results = await Promise.all([1, 2].map(() => run(shared, accept, take, ctx(applicant('i1')))))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'already-accepted' } })
    expect(database.prepare("select roles, unitId from membership where userId = 'luo'").get()).toEqual({
      roles: '["unit_office"]',
      unitId: 'beiqiao',
    })
  })

  test('an invitation works for fourteen days', async () => {
    const { store, ctx } = await opened()
    await run(store, invite, asked, ctx(administrator, 'i1'))
    const take = { invitationId: 'i1', tenantId: 'qinghe', userId: 'luo' }
    const late = { ...ctx(applicant('i1')), now: '2026-10-22T02:00:01.000Z' }
    expect(await run(store, accept, take, late)).toMatchObject({ problem: { code: 'link-expired' } })
  })

  test('a unit office names its unit and nothing else; another district’s administrator invites nobody here', async () => {
    const { store, ctx } = await opened()
    for (const change of [{ unitId: null }, { roles: ['unit_office' as const, 'working_body' as const] }]) {
      expect(inviteMember.safeParse({ ...asked, ...change }).success).toBe(false)
    }
    expect(inviteMember.safeParse({ ...asked, roles: ['working_body'] }).success).toBe(false)
    const elsewhere = { ...asked, slug: 'shimen' }
    expect(await run(store, invite, elsewhere, ctx(administrator))).toMatchObject({ problem: { status: 404 } })
  })

  test('member.dismissed: the last administrator stays', async () => {
    const { store, database, ctx } = await opened()
    const last = { tenantId: 'qinghe', memberId: 'm1' }
    expect(await run(store, dismiss, last, ctx(administrator))).toMatchObject({
      problem: { code: 'last-administrator' },
    })
    const second = { ...asked, roles: ['tenant_administrator' as const], unitId: null }
    await run(store, invite, second, ctx(administrator, 'i1'))
    const take = { invitationId: 'i1', tenantId: 'qinghe', userId: 'luo' }
    await run(store, accept, take, ctx(applicant('i1'), 'm2'))
    expect(await run(store, accept, { ...take }, ctx(applicant('i1'), 'm3'))).toMatchObject({ ok: false })
    expect(await run(store, dismiss, last, ctx(administrator))).toMatchObject({ ok: true })
    expect(await run(store, dismiss, last, ctx(administrator))).toMatchObject({
      problem: { code: 'already-dismissed' },
    })
    expect(database.prepare('select id from membership where endedAt is null').all()).toEqual([{ id: 'm2' }])
  })

  test('the list is the administrator’s, and of this district', async () => {
    const { store, database, ctx, office } = await opened()
    database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('zhang', '张敏之', 'office@qinghe.example', 1, '', '')`)
    await run(store, invite, asked, ctx(administrator, 'i1'))
    const list = await ask(store, listMembers, { tenantId: 'qinghe' }, ctx(administrator))
    expect(list).toMatchObject({ value: { members: [{ name: '张敏之' }], invitations: [{ name: '罗敏' }] } })
    expect(await ask(store, listMembers, { tenantId: 'qinghe' }, ctx(office('u')))).toMatchObject({
      problem: { status: 403 },
    })
  })
})
