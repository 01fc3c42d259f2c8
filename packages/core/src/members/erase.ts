import { isDistrictMember } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { deleteMany, mustBeAbsent } from '../kernel/insert.ts'
import { ok, refuse } from '../kernel/problem.ts'
import { mailsErased } from '../tenancy/events.ts'
import { invitationWithdrawn, memberDismissed, memberErased } from './events.ts'
import { othersThan, tracesOf } from './queries.ts'
import { eraseAccountOf } from './schema.ts'

/**
 * Erases the account of a deputy whose mandates are over (PIPL 47): who signed in, by what and from where. An account that
 * also belongs to somebody else's doings, here or in another district, only loses this membership. The door asks the
 * district first whether the person still sits.
 */
export const eraseAccount = command({
  name: 'member.erase',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: eraseAccountOf,
  streams: (input) => [`members/${input.tenantId}`],
  load: ({ tenantId, personId }) => tracesOf(tenantId, personId),
  scope: (actor) => isDistrictMember(actor),
  decide: ({ memberships, invitations, slips, accounts }, { tenantId, personId, seatedUntilOn }, ctx) => {
    if (seatedUntilOn !== null && seatedUntilOn >= ctx.today) {
      return refuse(409, 'still-seated', {
        zh: `任期到 ${seatedUntilOn}，履职期间不能删除账号`,
        en: `The mandate runs until ${seatedUntilOn}: the account is kept in it`,
      })
    }
    const current = memberships.filter(({ endedAt }) => endedAt === null)
    if (current.length + slips.length + accounts.length === 0) {
      return refuse(409, 'no-account', { zh: '没有账号可删', en: 'There is no account to erase' })
    }
    const stream = `members/${tenantId}`
    const open = invitations.filter(({ acceptedOn, withdrawnOn }) => acceptedOn === null && withdrawnOn === null)
    const userIds = accounts.map(({ id }) => id)
    return ok({
      facts: [
        memberErased.on(stream, ctx.today, { tenantId, personId }),
        ...current.map(({ id }) => memberDismissed.on(stream, ctx.today, { id })),
        ...open.map(({ id }) => invitationWithdrawn.on(stream, ctx.today, { id })),
      ],
      beside: [
        // Whoever joined another district since keeps the account.
        mustBeAbsent(othersThan(tenantId, personId).select('id').where('userId', 'in', idsIn(userIds))),
        ...mailsErased(accounts.map(({ email }) => email)),
        ...deleteMany(
          'reset_code',
          memberships.map(({ id }) => ({ memberId: id }))
        ),
        ...deleteMany(
          'invitee',
          slips.map(({ invitationId }) => ({ invitationId }))
        ),
        // Sessions, passwords, sign-in names and second steps go with it.
        ...deleteMany(
          'user',
          userIds.map((id) => ({ id }))
        ),
      ],
    })
  },
})
