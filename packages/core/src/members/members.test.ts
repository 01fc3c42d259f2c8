import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { confirmTenant, signUpTenant } from '../tenancy/commands.ts'
import { racing } from '../testing-race.ts'
import { memoryStore, testWorld } from '../testing.ts'
import { accept, dismiss, invite, inviteToSlips, renew, withdraw } from './commands.ts'
import { accountsOfImport, deputyAccounts, listMembers } from './queries.ts'
import { eraseAccount } from './erase.ts'
import { issueReset, resetPassword } from './reset.ts'
import { accountAddress, inviteMember, signInNames } from './schema.ts'

const applicant = (id: string): Actor => ({ kind: 'applicant', id, name: '张敏之' })

async function signedUp() {
  const directory = memoryStore('directory', 'directory')
  const world = testWorld()
  const person = { applicantName: '张敏之', email: 'office@qinghe.example' }
  const application = { slug: 'qinghe', areaCode: '500199', name: '青禾区', ...person }
  await run(directory.store, signUpTenant, application, world.ctx(world.visitor, 'qinghe'))
  return { ...directory, ...world }
}

const administrator = testWorld().administrator
const asked = {
  ...{ tenantId: 'qinghe', slug: 'qinghe', name: '罗敏', account: '罗敏' },
  ...{ roles: ['unit_office' as const], unitId: 'beiqiao' },
}

/** An account with its password, signed in somewhere. */
function withPassword(database: DatabaseSync, userId: string) {
  database.exec(`
    insert into account (id, accountId, providerId, userId, password, createdAt, updatedAt)
      values ('a', '${userId}', 'credential', '${userId}', 'old', '', '');
    insert into session (id, expiresAt, token, createdAt, updatedAt, userId) values ('s', '9', 't', '', '', '${userId}')`)
}

async function opened() {
  const world = await signedUp()
  const confirm = { tenantId: 'qinghe', slug: 'qinghe', userId: 'zhang' }
  const result = await run(world.store, confirmTenant, confirm, world.ctx(applicant('qinghe'), 'm1'))
  expect(result).toMatchObject({ ok: true })
  return world
}

describe('members', () => {
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

  test('whoever belongs to a unit is over nobody beyond it, whatever their roles', async () => {
    const { store, ctx } = await opened()
    await run(store, invite, asked, ctx(administrator, 'i1'))
    const both: Actor = { ...administrator, roles: ['tenant_administrator', 'unit_office'], unitId: 'beiqiao' }
    const over = { tenantId: 'qinghe', slug: 'qinghe', unitId: null }
    for (const unitId of [null, 'beiqiao']) {
      const invitation = { ...over, unitId, invitationId: 'i1' }
      expect(await run(store, withdraw, invitation, ctx(both))).toMatchObject({ problem: { status: 404 } })
      expect(await run(store, renew, invitation, ctx(both))).toMatchObject({ problem: { status: 404 } })
    }
    expect(await run(store, issueReset, { ...over, memberId: 'm1' }, ctx(both))).toMatchObject({
      problem: { status: 404 },
    })
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

describe('invitations', () => {
  test('go by mail to a mailbox, and on paper where there is none', async () => {
    const { store, database, ctx } = await opened()
    await run(store, invite, asked, ctx(administrator, 'i1'))
    const toMailbox = { ...asked, account: 'luo@qinghe.example' }
    await run(store, invite, toMailbox, ctx(administrator, 'i2'))
    const mails = database.prepare(`select recipient from mail where text like '%/join/%'`).all()
    expect(mails).toEqual([{ recipient: 'luo@qinghe.example' }])
  })

  test('invitation.renewed, invitation.withdrawn: the old link is dead, and a withdrawn one is taken up by nobody', async () => {
    const { store, database, ctx, office } = await opened()
    await run(store, invite, asked, ctx(administrator, 'i1'))
    const hash = () => database.prepare('select tokenHash from invitee').get()
    const before = hash()
    const over = { tenantId: 'qinghe', slug: 'qinghe', unitId: null, invitationId: 'i1' }
    expect(await run(store, withdraw, over, ctx(office('beiqiao')))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, renew, over, ctx(administrator))).toMatchObject({ ok: true })
    expect(hash()).not.toEqual(before)
    expect(await run(store, withdraw, over, ctx(administrator))).toMatchObject({ ok: true })
    const take = { invitationId: 'i1', tenantId: 'qinghe', userId: 'luo' }
    expect(await run(store, accept, take, ctx(applicant('i1')))).toMatchObject({
      problem: { code: 'invitation-withdrawn' },
    })
    expect(await run(store, renew, over, ctx(administrator))).toMatchObject({
      problem: { code: 'invitation-withdrawn' },
    })
  })
})

describe('deputies', () => {
  const deputy = (personId: string, name: string, mobile: string | null = null) => ({ personId, name, mobile })
  const slips = (...deputies: ReturnType<typeof deputy>[]) => ({
    ...{ tenantId: 'qinghe', slug: 'qinghe', unitId: 'beiqiao' },
    deputies,
  })

  async function withSlips() {
    const world = await opened()
    const { store, ctx, office } = world
    const asking = slips(deputy('p1', '陈静', '13812345678'), deputy('p2', '陈静'))
    expect(await run(store, inviteToSlips, asking, ctx(office('beiqiao'), 's1'))).toMatchObject({ ok: true })
    const take = (n: number, commandId: string) =>
      run(
        store,
        accept,
        { invitationId: `s1:${n}`, tenantId: 'qinghe', userId: `u${n}` },
        ctx(applicant(`s1:${n}`), commandId)
      )
    for (const n of [0, 1]) {
      const insert = `insert into user (id, name, email, emailVerified, createdAt, updatedAt)
        select 'u${n}', name, account, 1, '', '' from invitee where invitationId = 's1:${n}'`
      world.database.exec(insert)
    }
    return { ...world, take }
  }

  test('namesakes get sign-in names of their own; a number is kept beside, in no event', async () => {
    const { database, take } = await withSlips()
    expect(database.prepare('select account, mobile from invitee order by invitationId').all()).toEqual([
      { account: accountAddress('陈静', 'qinghe'), mobile: '13812345678@qinghe.invalid' },
      { account: accountAddress('陈静2', 'qinghe'), mobile: null },
    ])
    expect(await take(0, 'm2')).toMatchObject({ ok: true })
    expect(database.prepare('select personId, roles from membership where id = ?').get('m2')).toEqual({
      personId: 'p1',
      roles: '[]',
    })
    expect(database.prepare('select * from sign_in_alias').all()).toEqual([
      { address: '13812345678@qinghe.invalid', userId: 'u0' },
    ])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toMatch(/陈静|138123/)
  })

  test('a new slip voids the old one under the same name; whoever has an account gets none', async () => {
    const { store, database, ctx, office, take } = await withSlips()
    const again = await run(store, inviteToSlips, slips(deputy('p2', '陈静')), ctx(office('beiqiao'), 's2'))
    expect(again).toMatchObject({ ok: true })
    expect(await take(1, 'm3')).toMatchObject({ problem: { code: 'invitation-withdrawn' } })
    const account = database.prepare(`select account from invitee where invitationId = 's2:0'`).get()
    expect(account).toEqual({ account: accountAddress('陈静2', 'qinghe') })
    await take(0, 'm2')
    expect(await run(store, inviteToSlips, slips(deputy('p1', '陈静')), ctx(office('beiqiao')))).toMatchObject({
      problem: { code: 'already-a-member' },
    })
    const taken = slips(deputy('p3', '丁文博', '13812345678'))
    expect(await run(store, inviteToSlips, taken, ctx(office('beiqiao')))).toMatchObject({
      problem: { code: 'mobile-taken', errors: [{ pointer: '/deputies/0/mobile' }] },
    })
  })

  test('an office asks for its own unit only, and a deputy for nobody', async () => {
    const { store, ctx, office, commission } = await withSlips()
    const asking = slips(deputy('p4', '丁文博'))
    const me: Actor = { kind: 'deputy', id: 'm2', name: '陈静', personId: 'p1' }
    expect(await run(store, inviteToSlips, asking, ctx(office('nanhu')))).toMatchObject({ problem: { status: 404 } })
    for (const actor of [me, commission]) {
      expect(await run(store, inviteToSlips, asking, ctx(actor))).toMatchObject({ problem: { status: 403 } })
    }
    const own = { tenantId: 'qinghe', unitId: 'beiqiao', personIds: ['p1', 'p2'] }
    expect(await ask(store, deputyAccounts, own, ctx(office('nanhu')))).toMatchObject({ problem: { status: 404 } })
    const list = await ask(store, deputyAccounts, own, ctx(office('beiqiao')))
    expect(list).toMatchObject({ value: { members: [], invitations: [{}, {}] } })
  })

  test('member.erased: account, sign-in names, sessions and slips go; an account of two districts stays', async () => {
    const { store, database, ctx, commission, take } = await withSlips()
    await take(0, 'm2')
    database.exec(`insert into session (id, expiresAt, token, createdAt, updatedAt, ipAddress, userId)
      values ('s', '', 't', '', '', '10.0.0.7', 'u0')`)
    const words = ['陈静', '13812345678', '10.0.0.7']
    const left = () =>
      ['user', 'session', 'sign_in_alias', 'invitee', 'mail', 'event'].flatMap((table) => {
        const text = JSON.stringify(database.prepare(`select * from ${table}`).all())
        return words.filter((word) => text.includes(word)).map((word) => `${table}: ${word}`)
      })
    expect(left()).not.toEqual([])
    const erase = (personId: string) =>
      run(store, eraseAccount, { tenantId: 'qinghe', personId, seatedUntilOn: '2021-11-19' }, ctx(commission))
    const seated = { tenantId: 'qinghe', personId: 'p1', seatedUntilOn: '2026-12-31' }
    expect(await run(store, eraseAccount, seated, ctx(commission))).toMatchObject({ problem: { code: 'still-seated' } })
    expect(await erase('p1')).toMatchObject({
      ok: true,
      value: [{ type: 'member.erased' }, { type: 'member.dismissed' }],
    })
    expect(await erase('p1')).toMatchObject({ problem: { code: 'no-account' } })
    expect(database.prepare('select endedAt is null as open from membership where id = ?').get('m2')).toEqual({
      open: 0,
    })

    await take(1, 'm3')
    database.exec(`insert into tenant (id, slug, areaCode, name, status, signedUpOn)
        values ('nanyuan', 'nanyuan', '500198', '南苑区', 'trial', '2026-10-01');
      insert into membership (id, tenantId, userId, roles) values ('elsewhere', 'nanyuan', 'u1', '[]')`)
    expect(await erase('p2')).toMatchObject({ ok: true })
    expect(left()).toEqual(['user: 陈静'])
    expect(await erase('p2')).toMatchObject({ problem: { code: 'no-account' } })
  })

  test('member.reset-issued, member.password-reset: a code on paper, once; an office resets deputies only', async () => {
    const { store, database, ctx, office, take } = await withSlips()
    await take(0, 'm2')
    const over = (memberId: string, unitId: string | null) => ({ tenantId: 'qinghe', slug: 'qinghe', unitId, memberId })
    database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('zhang', '张敏之', 'office@qinghe.example', 1, '', '')`)
    const tries = [over('m1', 'beiqiao'), over('m2', 'nanhu'), over('m2', null)]
    for (const input of tries) {
      expect(await run(store, issueReset, input, ctx(office('beiqiao')))).toMatchObject({ problem: { status: 404 } })
    }
    expect(await run(store, issueReset, over('m2', 'beiqiao'), ctx(office('beiqiao')))).toMatchObject({ ok: true })
    expect(await run(store, issueReset, over('m1', null), ctx(administrator))).toMatchObject({ ok: true })
    expect(database.prepare(`select recipient from mail where subject like '%新密码%'`).all()).toEqual([
      { recipient: 'office@qinghe.example' },
    ])
    const use = { tenantId: 'qinghe', memberId: 'm2', passwordHash: 'new' }
    withPassword(database, 'u0')
    expect(await run(store, resetPassword, use, ctx(applicant('m1')))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, resetPassword, use, ctx(applicant('m2')))).toMatchObject({ ok: true })
    expect(await run(store, resetPassword, use, ctx(applicant('m2')))).toMatchObject({
      problem: { code: 'link-expired' },
    })
  })

  test('a new password revokes the keys of whoever lost the old one, and nobody else’s', async () => {
    const { store, database, ctx, office, take } = await withSlips()
    await take(0, 'm2')
    const over = { tenantId: 'qinghe', slug: 'qinghe', unitId: 'beiqiao', memberId: 'm2' }
    await run(store, issueReset, over, ctx(office('beiqiao')))
    withPassword(database, 'u0')
    const key = (id: string, memberId: string, lastOn: string, revokedOn: string | null) =>
      database
        .prepare(
          `insert into api_key (id, tenantId, memberId, permissions, lastOn, issuedOn, revokedOn)
          values (?, 'qinghe', ?, '[]', ?, '2026-09-01', ?)`
        )
        .run(id, memberId, lastOn, revokedOn)
    key('works', 'm2', '2027-08-31', null)
    key('revoked', 'm2', '2027-08-31', '2026-09-02')
    key('over', 'm2', '2026-09-30', null)
    key('another', 'm1', '2027-08-31', null)
    const use = { tenantId: 'qinghe', memberId: 'm2', passwordHash: 'new' }
    const done = await run(store, resetPassword, use, ctx(applicant('m2')))
    expect(done.ok && done.value.map(({ type }) => type)).toEqual(['member.password-reset', 'api-key.revoked'])
    expect(database.prepare('select id, revokedOn from api_key order by id').all()).toEqual([
      { id: 'another', revokedOn: null },
      { id: 'over', revokedOn: null },
      { id: 'revoked', revokedOn: '2026-09-02' },
      { id: 'works', revokedOn: '2026-10-08' },
    ])
  })

  test('a code is used up with its password in one batch: once, and not at all where either fails', async () => {
    const { store, database, ctx, office, take } = await withSlips()
    await take(0, 'm2')
    const over = { tenantId: 'qinghe', slug: 'qinghe', unitId: 'beiqiao', memberId: 'm2' }
    await run(store, issueReset, over, ctx(office('beiqiao')))
    const use = (passwordHash: string) => ({ tenantId: 'qinghe', memberId: 'm2', passwordHash })
    const codes = () => database.prepare('select memberId from reset_code').all().length
    // No password to replace: nothing of it happens, and the code still works.
    await expect(run(store, resetPassword, use('lost'), ctx(applicant('m2')))).rejects.toThrow()
    expect(codes()).toBe(1)
    withPassword(database, 'u0')
    const shared = racing(store, 2)
    const results = await Promise.all(
      ['first', 'second'].map((hash) => run(shared, resetPassword, use(hash), ctx(applicant('m2'))))
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(results.find(({ ok }) => !ok)).toMatchObject({ problem: { code: 'link-expired' } })
    const stands = results[0]!.ok ? 'first' : 'second'
    expect(database.prepare('select password from account').all()).toEqual([{ password: stands }])
    expect(database.prepare('select id from session').all()).toEqual([])
    expect(codes()).toBe(0)
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toMatch(/first|second/)
  })

  test('an unused slip is taken back by the own office, which sees it, and another one undoes that', async () => {
    const { store, ctx, office, take } = await withSlips()
    const over = { tenantId: 'qinghe', slug: 'qinghe', unitId: 'beiqiao', invitationId: 's1:0' }
    const elsewhere = { ...over, unitId: 'nanhu' }
    expect(await run(store, withdraw, elsewhere, ctx(office('beiqiao')))).toMatchObject({ problem: { status: 404 } })
    expect(await run(store, withdraw, over, ctx(office('beiqiao')))).toMatchObject({ ok: true })
    expect(await take(0, 'm2')).toMatchObject({ problem: { code: 'invitation-withdrawn' } })
    const own = { tenantId: 'qinghe', unitId: 'beiqiao', personIds: ['p1', 'p2'] }
    const seen = async () => {
      const list = await ask(store, deputyAccounts, own, ctx(office('beiqiao')))
      return list.ok ? list.value.takenBack : []
    }
    expect(await seen()).toEqual([{ personId: 'p1', withdrawnOn: '2026-10-08' }])
    await run(store, inviteToSlips, slips(deputy('p1', '陈静')), ctx(office('beiqiao'), 's2'))
    expect(await seen()).toEqual([])
  })

  test('sign-in names are made of what a name is made of', () => {
    expect(signInNames('罗敏')[1]).toBe('罗敏2')
    expect(signInNames('阿依古丽·买买提')[0]).toBe('阿依古丽.买买提')
    expect(signInNames('𠮷')[0]).toBe('代表𠮷')
    for (const name of ['罗敏', '阿依古丽·买买提', "O'Neil Zhang", '𠮷', '李']) {
      for (const one of signInNames(name)) expect(inviteMember.shape.account.safeParse(one).success, one).toBe(true)
    }
  })
})

describe('an import that is to be taken back', () => {
  test('has no account and no invitation for a unit it made; another import’s are not its own', async () => {
    const { store, database, ctx } = await opened()
    const of = (jobId: string) =>
      ask(store, accountsOfImport, { tenantId: 'qinghe', jobId }, ctx(administrator)).then((answer) =>
        answer.ok ? 'free' : answer.problem.code
      )
    expect(await of('job')).toBe('free')
    await run(store, invite, { ...asked, unitId: 'job-u2' }, ctx(administrator, 'i1'))
    expect(await of('job')).toBe('import-has-invitations')
    database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('luo', '罗敏', 'luo@qinghe.example', 1, '', '')`)
    await run(store, accept, { invitationId: 'i1', tenantId: 'qinghe', userId: 'luo' }, ctx(applicant('i1')))
    expect(await of('job')).toBe('import-has-accounts')
    expect(await of('jo')).toBe('free')
  })
})
