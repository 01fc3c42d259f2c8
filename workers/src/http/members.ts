import { Hono, type Context } from 'hono'
import { ask, permissionRefusal, run } from '@jiceng/core/kernel/command'
import { codeOf } from '@jiceng/core/kernel/code'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import type { Store } from '@jiceng/core/kernel/store'
import { refuseField } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { listUnits, unitById } from '@jiceng/core/people/queries'
import { dismiss, invite, renew, withdraw } from '@jiceng/core/members/commands'
import { invitationByToken, listMembers, resetByToken } from '@jiceng/core/members/queries'
import { issueReset } from '@jiceng/core/members/reset'
import { inviteMember, isOnPaper } from '@jiceng/core/members/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { besideWho } from './directory-reads.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Members stand in the directory, so these doors put the district of the path into the input themselves.

const TOKEN_BYTES = 32
const SALT_BYTES = 16

const listed = documented(
  async (c: Context<AppEnv>) => {
    const { tenantId, actor, directory, store } = c.get('place')
    const ctx = { actor, today: today() }
    const answer = await ask(directory, listMembers, { tenantId }, ctx)
    if (!answer.ok) return problem(c, answer.problem)
    const places = await ask(store, listUnits, {}, ctx)
    return places.ok ? c.json({ ...answer.value, units: places.value.units }, 200) : problem(c, places.problem)
  },
  {
    summary: { zh: '本区的账号、邀请和街镇', en: 'Members, invitations and units of the district' },
    directory: besideWho(listMembers),
    policy: listMembers.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const inviteBody = z.strictObject({
  commandId,
  ...{ name: inviteMember.shape.name, account: inviteMember.shape.account },
  ...{ roles: inviteMember.shape.roles, unitId: inviteMember.shape.unitId },
})

/**
 * How a link or code made just now reaches its holder: by mail, and then nobody else sees it, or handed over. The answer
 * to a repeated request knows neither.
 */
async function handOver(c: Context<AppEnv>, directory: Store, token: string) {
  const hash = sha256Hex(token)
  const queries = [invitationByToken(hash), resetByToken(hash)]
  const [[invited], [reset]] = (await directory.read(queries.map((query) => query.compile()))) as [
    { account: string }[],
    { account: string }[],
  ]
  const account = (invited ?? reset)?.account
  if (account === undefined) return { link: null, mailed: false }
  const onPaper = isOnPaper(account)
  return { link: onPaper ? `${platformOf(c).origin}/join/${token}` : null, mailed: !onPaper }
}

/** Answers the link once: it is kept nowhere, and a repeated request no longer knows it. */
const invited = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(inviteBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor, store } = c.get('place')
    const { commandId, ...fields } = body.value
    const input = parse(inviteMember, { tenantId, slug, ...fields })
    if (!input.ok) return problem(c, input.problem)
    const no = permissionRefusal(actor, invite)
    if (no) return problem(c, no.problem)
    if (input.value.unitId !== null) {
      const [units] = await store.read([unitById(input.value.unitId).compile()])
      if (units!.length === 0) {
        return problem(c, refuseField('/unitId', 'unit-unknown', { zh: '没有这个街镇', en: 'No such unit' }).problem)
      }
    }
    const directory = directoryStore(envOf(c.env))
    const token = randomHex(TOKEN_BYTES)
    const platform = platformOf(c)
    const result = await run(directory, invite, input.value, {
      ...ctxOf(actor, commandId, platform),
      salts: () => [token],
    })
    if (!result.ok) return problem(c, result.problem)
    return c.json({ ...writtenOf(result.value), ...(await handOver(c, directory, token)) }, 201)
  },
  { summary: { zh: '邀请成员', en: 'Invite a member' }, policy: invite.name, input: inviteBody, writes: true }
)

const dismissalBody = z.strictObject({ commandId })

const dismissed = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(dismissalBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, actor } = c.get('place')
    const input = { tenantId, memberId: c.req.param('memberId') ?? '' }
    const result = await run(directoryStore(envOf(c.env)), dismiss, input, ctxOf(actor, body.value.commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  { summary: { zh: '停用成员', en: 'End a member’s roles' }, policy: dismiss.name, input: dismissalBody, writes: true }
)

const overBody = z.strictObject({ commandId })

const withdrawn = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(overBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const input = { tenantId, slug, unitId: null, invitationId: c.req.param('invitationId') ?? '' }
    const result = await run(directoryStore(envOf(c.env)), withdraw, input, ctxOf(actor, body.value.commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  { summary: { zh: '撤回邀请', en: 'Withdraw an invitation' }, policy: withdraw.name, input: overBody, writes: true }
)

const renewed = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(overBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const directory = directoryStore(envOf(c.env))
    const input = { tenantId, slug, unitId: null, invitationId: c.req.param('invitationId') ?? '' }
    const token = randomHex(TOKEN_BYTES)
    const ctx = { ...ctxOf(actor, body.value.commandId, platformOf(c)), salts: () => [token] }
    const result = await run(directory, renew, input, ctx)
    if (!result.ok) return problem(c, result.problem)
    return c.json({ ...writtenOf(result.value), ...(await handOver(c, directory, token)) }, 201)
  },
  { summary: { zh: '更新邀请', en: 'Renew an invitation' }, policy: renew.name, input: overBody, writes: true }
)

/** By mail to a mailbox, else as a code to be handed over. */
const resetIssued = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(overBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const directory = directoryStore(envOf(c.env))
    const input = { tenantId, slug, unitId: null, memberId: c.req.param('memberId') ?? '' }
    const salt = randomHex(SALT_BYTES)
    const ctx = { ...ctxOf(actor, body.value.commandId, platformOf(c)), salts: () => [salt] }
    const result = await run(directory, issueReset, input, ctx)
    if (!result.ok) return problem(c, result.problem)
    return c.json({ ...writtenOf(result.value), ...(await handOver(c, directory, codeOf(salt))) }, 201)
  },
  {
    summary: { zh: '重置密码', en: 'Issue a code for a new password' },
    policy: issueReset.name,
    input: overBody,
    writes: true,
  }
)

export const members = new Hono<AppEnv>()
  .get('/members', listed)
  .post('/members/invitations', invited)
  .post('/members/invitations/:invitationId/withdrawal', withdrawn)
  .post('/members/invitations/:invitationId/renewal', renewed)
  .post('/members/:memberId/reset', resetIssued)
  .post('/members/:memberId/dismissal', dismissed)

export type MembersApi = typeof members
