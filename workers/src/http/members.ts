import { Hono, type Context } from 'hono'
import { ask, run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { refuseField } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { unitById } from '@jiceng/core/people/queries'
import { dismiss, invite } from '@jiceng/core/members/commands'
import { invitationByToken, listMembers } from '@jiceng/core/members/queries'
import { inviteMember } from '@jiceng/core/members/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Members stand in the directory, so these doors put the district of the path into the input themselves.

const TOKEN_BYTES = 32

const listed = documented(
  async (c: Context<AppEnv>) => {
    const { tenantId, actor } = c.get('place')
    const answer = await ask(directoryStore(envOf(c.env)), listMembers, { tenantId }, { actor, today: today() })
    return answer.ok ? c.json(answer.value, 200) : problem(c, answer.problem)
  },
  {
    summary: { zh: '本区的账号和邀请', en: 'Members and invitations of the district' },
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

/** Answers the link once: it is kept nowhere, and a repeated request no longer knows it. */
const invited = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(inviteBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor, store } = c.get('place')
    const { commandId, ...fields } = body.value
    const input = parse(inviteMember, { tenantId, slug, ...fields })
    if (!input.ok) return problem(c, input.problem)
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
    const [known] = await directory.read([invitationByToken(sha256Hex(token)).compile()])
    const link = known!.length > 0 ? `${platform.origin}/join/${token}` : null
    return c.json({ ...writtenOf(result.value), link }, 201)
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

export const members = new Hono<AppEnv>()
  .get('/members', listed)
  .post('/members/invitations', invited)
  .post('/members/:memberId/dismissal', dismissed)

export type MembersApi = typeof members
