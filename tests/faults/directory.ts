import type { Actor } from '@jiceng/core/kernel/actor'
import * as apiKey from '@jiceng/core/api-key/commands'
import * as members from '@jiceng/core/members/commands'
import { eraseAccount } from '@jiceng/core/members/erase'
import { issueReset, resetPassword } from '@jiceng/core/members/reset'
import * as operator from '@jiceng/core/operator/commands'
import { confirmTenant, openTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { testWorld } from '@jiceng/core/testing'
import { saltOf, type Builder } from './world.ts'

// The directory with districts at every step of their way, and people at every step of theirs.

const { administrator, system, visitor } = testWorld()
const qiao = { kind: 'operator', id: 'qiao', name: '乔云' } as const satisfies Actor
const applicant = (id: string) => ({ kind: 'applicant', id, name: '张敏之' }) as const satisfies Actor
const AREAS = ['500199', '500198', '500197', '500196'] as const

const application = (slug: string, areaCode: string) => ({
  ...{ slug, areaCode, name: '青禾区', applicantName: '张敏之', email: `office@${slug}.example` },
})

export async function buildDirectory(to: Builder): Promise<void> {
  const { must, can } = to
  const asked = await must(signUpTenant, application('asked', AREAS[0]), visitor)
  const confirmed = await must(signUpTenant, application('confirmed', AREAS[1]), visitor)
  const confirm = (tenantId: string, slug: string) =>
    must(confirmTenant, { tenantId, slug, userId: `user-${slug}` }, applicant(tenantId))
  await confirm(confirmed, 'confirmed')
  const trial = await must(signUpTenant, application('trial', AREAS[2]), visitor)
  const memberId = await confirm(trial, 'trial')
  await must(openTenant, { tenantId: trial }, system)
  const second = await must(signUpTenant, application('second', AREAS[3]), visitor)
  await confirm(second, 'second')
  await must(openTenant, { tenantId: second }, system)
  can(signUpTenant, application('new', '500195'), visitor)
  // Nobody followed the link in time.
  await must(signUpTenant, application('lapsed', '500194'), visitor, '2026-10-10')
  can(signUpTenant, application('lapsed', '500194'), visitor, 'an address that lapsed')
  can(confirmTenant, { tenantId: asked, slug: 'asked', userId: 'user-asked' }, applicant(asked))
  can(openTenant, { tenantId: confirmed }, system)
  await verifying(to, trial, second)
  await keys(to, trial, { ...administrator, id: memberId })
  await joining(to, trial)
}

async function verifying({ must, can, database }: Builder, trial: string, second: string): Promise<void> {
  const letter = { letterNumber: '青禾人办函〔2026〕12号', letterOn: '2026-10-07' }
  can(operator.verify, { tenantId: trial, areaCode: AREAS[2], ...letter }, qiao)
  can(operator.issueCode, { tenantId: trial, areaCode: AREAS[2] }, qiao)
  const issued = await must(operator.issueCode, { tenantId: second, areaCode: AREAS[3] }, qiao)
  const code = operator.printedCode(saltOf(issued))
  can(operator.enterCode, { tenantId: second, areaCode: AREAS[3], code }, administrator)
  database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
    values ('another-operator', '高山', 'gao@jiceng.example', 1, '', '')`)
  can(operator.appoint, { userId: 'another-operator' }, system)
  const alarmId = await must(operator.raise, { kind: 'pool-low', free: 1 }, system)
  can(operator.raise, { kind: 'pool-exhausted', free: 0 }, system)
  can(operator.acknowledge, { alarmId }, qiao)
}

async function keys({ must, can }: Builder, tenantId: string, issuer: Actor): Promise<void> {
  const key = { tenantId, permissions: ['points.record'], unitId: null, lastOn: '2027-01-31' }
  const keyId = await must(apiKey.issue, { ...key, name: '考勤系统' }, issuer)
  can(apiKey.issue, { ...key, name: '档案系统' }, issuer)
  can(apiKey.revoke, { tenantId, keyId }, issuer)
}

async function joining({ must, can, database }: Builder, tenantId: string): Promise<void> {
  const of = { tenantId, slug: 'trial' }
  const asked = (account: string) => ({
    ...{ ...of, name: '罗敏', account },
    ...{ roles: ['tenant_administrator' as const], unitId: null },
  })
  const invitationId = await must(members.invite, asked('second@qinghe.example'), administrator)
  const joined = await must(members.invite, asked('third@qinghe.example'), administrator)
  const memberId = await must(
    members.accept,
    { invitationId: joined, tenantId, userId: 'user-third' },
    applicant(joined)
  )
  database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('user-third', '罗敏', 'third@qinghe.example', 1, '', ''),
        ('user-left', '岳明', '岳明@trial.invalid', 1, '', '');
    insert into account (id, accountId, providerId, userId, password, createdAt, updatedAt)
      values ('third', 'user-third', 'credential', 'user-third', 'old', '', '')`)
  const over = { ...of, unitId: null }
  await must(issueReset, { ...over, memberId }, administrator)
  can(members.invite, asked('fourth@qinghe.example'), administrator)
  can(members.accept, { invitationId, tenantId, userId: 'user-second' }, applicant(invitationId))
  can(members.withdraw, { ...over, invitationId }, administrator)
  can(members.renew, { ...over, invitationId }, administrator)
  can(members.dismiss, { tenantId, memberId }, administrator)
  can(issueReset, { ...over, memberId }, administrator)
  can(resetPassword, { tenantId, memberId, passwordHash: 'new' }, applicant(memberId))
  const deputies = [{ personId: 'person-1', name: '陈静', mobile: null }]
  can(members.inviteToSlips, { ...of, unitId: 'unit-1', deputies }, administrator)
  const left = { personId: 'person-2', name: '岳明', mobile: '13800000002' }
  const slip = await must(members.inviteToSlips, { ...of, unitId: 'unit-1', deputies: [left] }, administrator)
  const invitation = `${slip}:0`
  await must(members.accept, { invitationId: invitation, tenantId, userId: 'user-left' }, applicant(invitation))
  can(eraseAccount, { tenantId, personId: left.personId, seatedUntilOn: '2021-11-19' }, administrator)
}
