import { apiKeyRevoked } from '../api-key/events.ts'
import { workingKeysOf } from '../api-key/queries.ts'
import { apiKeysStream } from '../api-key/schema.ts'
import { codeOf } from '../kernel/code.ts'
import { command } from '../kernel/command.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { deleteMany, forMany, mustChange } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { mailsOf } from '../tenancy/events.ts'
import { tenantById } from '../tenancy/queries.ts'
import { INVITATION_DAYS, isOver, untilOf } from './commands.ts'
import { passwordReset, resetIssued } from './events.ts'
import { memberAccount, memberById, resetOf } from './queries.ts'
import { isOnPaper, overMember, resetPasswordOf } from './schema.ts'

// A new password for a member who cannot sign in: a one-time code, and its use.

/**
 * A one-time code for a new password. An account with a mailbox gets it there and nowhere else: it may belong to other
 * districts too. The sign-in name of a district gets it on paper.
 */
export const issueReset = command({
  name: 'member.issue-reset',
  roles: ['tenant_administrator', 'unit_office'],
  input: overMember,
  streams: (input) => [`members/${input.tenantId}`],
  load: (input) => ({ member: memberAccount(input.memberId), tenant: tenantById(input.tenantId) }),
  scope: (actor, { member: [member] }, input) =>
    member?.tenantId === input.tenantId && member.endedAt === null && isOver(actor, input.unitId, member.personId),
  decide: ({ member: [member], tenant: [tenant] }, _, ctx) => {
    if (!member || !tenant) return notFound()
    const code = codeOf(ctx.salts(1)[0]!)
    return ok({
      facts: [resetIssued.on(`members/${tenant.id}`, ctx.today, { id: member.id })],
      beside: [
        ...forMany(
          `insert into reset_code (memberId, tokenHash, expiresAt)
            select value->>0, value->>1, value->>2 from json_each(?) where true
            on conflict do update set tokenHash = excluded.tokenHash, expiresAt = excluded.expiresAt`,
          [[member.id, sha256Hex(code), untilOf(ctx)]]
        ),
        ...mailsOf(
          isOnPaper(member.account) ? [] : [resetMail(member.account, `${ctx.platform.origin}/join/${code}`, ctx.now)]
        ),
      ],
    })
  },
})

const resetMail = (recipient: string, link: string, createdAt: string) => ({
  recipient,
  subject: '基层人大云：设置新密码 / Jiceng: set a new password',
  text: [
    `请在${INVITATION_DAYS}天内打开链接，设置新密码。原来登录的设备都会退出，您发放的接口密钥都会吊销。`,
    link,
    '',
    `Follow the link within ${INVITATION_DAYS} days and set a new password. Every device is signed out, and the API keys you issued are revoked.`,
    link,
  ].join('\n'),
  createdAt,
})

/**
 * Uses the code up, sets the password, ends every session and revokes the keys the member issued here, in one batch:
 * whatever is interrupted, no code is left that works after its password stands. Whoever had the old password may have
 * issued a key with it, and a key asks for no password.
 */
export const resetPassword = command({
  name: 'member.reset-password',
  roles: ['applicant'],
  input: resetPasswordOf,
  streams: (input) => [`members/${input.tenantId}`, apiKeysStream(input.tenantId)],
  load: (input, ctx) => ({
    member: memberById(input.memberId),
    code: resetOf(input.memberId),
    keys: workingKeysOf(input, ctx.today),
  }),
  scope: (actor, { member }, input) =>
    actor.kind === 'applicant' && actor.id === input.memberId && member[0]?.tenantId === input.tenantId,
  decide: ({ member: [member], code: [code], keys }, { passwordHash }, ctx) => {
    if (!member || member.endedAt !== null) return notFound()
    if (!code || code.expiresAt <= ctx.now) {
      return refuse(409, 'link-expired', { zh: '一次性码已失效，请再要一份', en: 'The code is over. Ask for another' })
    }
    return ok({
      facts: [
        passwordReset.on(`members/${member.tenantId}`, ctx.today, { id: member.id }),
        ...keys.map(({ id }) => apiKeyRevoked.on(apiKeysStream(member.tenantId), ctx.today, { id })),
      ],
      beside: [
        ...deleteMany('reset_code', [{ memberId: member.id }]),
        ...newPassword(member.userId, passwordHash, ctx.now),
      ],
    })
  },
})

/**
 * The rows of an account whose holder showed a one-time code: whoever was signed in anywhere is out, and so is the
 * second step, because a lost phone is why people ask.
 */
const newPassword = (userId: string, hash: string, now: string) => [
  ...forMany(
    `update account set password = j.value->>1, updatedAt = j.value->>2 from json_each(?) j
      where account.userId = j.value->>0 and providerId = 'credential'`,
    [[userId, hash, now]]
  ),
  mustChange,
  ...['session', 'second_step', 'sign_in_challenge'].flatMap((table) => deleteMany(table, [{ userId }])),
]
