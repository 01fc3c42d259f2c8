import { Hono, type Context } from 'hono'
import { codeOf, grouped } from '@jiceng/core/kernel/code'
import { ask, permissionRefusal, run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound, ok } from '@jiceng/core/kernel/problem'
import { commandId, id } from '@jiceng/core/kernel/shapes'
import { inviteToSlips, withdraw } from '@jiceng/core/members/commands'
import { deputyAccounts, invitationById, invitationsOf, memberAccount, resetOf } from '@jiceng/core/members/queries'
import { issueReset } from '@jiceng/core/members/reset'
import { inviteDeputies, isOnPaper, mobile } from '@jiceng/core/members/schema'
import { personsSeatedAt, unitById } from '@jiceng/core/people/queries'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, randomHex, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// How the deputies of a unit sign in. Who sits there stands in the district's database, who has an account in the
// directory: these doors ask the first before they run a command of the second.

const SALT_BYTES = 16

type Rows<T extends { execute(): Promise<unknown> }> = Awaited<ReturnType<T['execute']>>

/** Who sits for the unit of the path today. Not even whether it exists is told to whom the door is closed. */
async function seated(c: Context<AppEnv>, spec: Parameters<typeof permissionRefusal>[1]) {
  const unitId = c.req.param('unitId') ?? ''
  const { actor } = c.get('place')
  const no = permissionRefusal(actor, spec)
  if (no) return no
  const [units, persons] = [unitById(unitId), personsSeatedAt(unitId, today())]
  const [[unit], rows] = (await c.get('place').store.read([units.compile(), persons.compile()])) as [
    Rows<typeof units>,
    Rows<typeof persons>,
  ]
  return unit ? ok({ unit: { id: unit.id, name: unit.name }, persons: rows }) : notFound()
}

const listed = documented(
  async (c: Context<AppEnv>) => {
    const { tenantId, actor } = c.get('place')
    const found = await seated(c, deputyAccounts)
    if (!found.ok) return problem(c, found.problem)
    const { unit, persons } = found.value
    const input = { tenantId, unitId: unit.id, personIds: persons.map(({ personId }) => personId) }
    const answer = await ask(directoryStore(envOf(c.env)), deputyAccounts, input, { actor, today: today() })
    if (!answer.ok) return problem(c, answer.problem)
    const { members, invitations, takenBack } = answer.value
    const deputies = persons.map(({ personId, name }) => ({
      ...{ personId, name },
      member: members.find((member) => member.personId === personId) ?? null,
      invitation: invitations.find((invitation) => invitation.personId === personId) ?? null,
      takenBackOn: takenBack.find((one) => one.personId === personId)?.withdrawnOn ?? null,
    }))
    return c.json({ unit, deputies }, 200)
  },
  {
    summary: { zh: '街镇代表的账号', en: 'Accounts of a unit’s deputies' },
    policy: deputyAccounts.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const slipsBody = z.strictObject({
  commandId,
  deputies: z.array(z.strictObject({ personId: id, mobile: mobile.nullable() })).min(1),
})

/** Answers the codes once, to be printed: they are kept nowhere, and a repeated request no longer knows them. */
const slipsMade = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(slipsBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const found = await seated(c, inviteToSlips)
    if (!found.ok) return problem(c, found.problem)
    const { unit, persons } = found.value
    const names = new Map(persons.map(({ personId, name }) => [personId, name]))
    // Somebody who does not sit here is told like somebody who does not exist.
    if (body.value.deputies.some(({ personId }) => !names.has(personId))) return problem(c, notFound().problem)
    const deputies = body.value.deputies.map((deputy) => ({ ...deputy, name: names.get(deputy.personId)! }))
    const input = parse(inviteDeputies, { tenantId, slug, unitId: unit.id, deputies })
    if (!input.ok) return problem(c, input.problem)
    const salts = deputies.map(() => randomHex(SALT_BYTES))
    const platform = platformOf(c)
    const ctx = { ...ctxOf(actor, body.value.commandId, platform), salts: () => salts }
    const directory = directoryStore(envOf(c.env))
    const result = await run(directory, inviteToSlips, input.value, ctx)
    if (!result.ok) return problem(c, result.problem)
    const open = invitationsOf(
      tenantId,
      deputies.map(({ personId }) => personId)
    )
    const [kept] = (await directory.read([open.compile()])) as [Rows<typeof open>]
    const slips = deputies.flatMap(({ personId, name }, n) => {
      const code = codeOf(salts[n]!)
      const invitation = kept.find((one) => one.personId === personId && one.tokenHash === sha256Hex(code))
      if (!invitation) return []
      return [{ name, account: invitation.account, code: grouped(code), link: `${platform.origin}/join/${code}` }]
    })
    return c.json({ ...writtenOf(result.value), slips }, 201)
  },
  {
    summary: { zh: '为代表制作一次性码', en: 'Make one-time codes for deputies' },
    policy: inviteToSlips.name,
    input: slipsBody,
    writes: true,
  }
)

const overBody = z.strictObject({ commandId })

/** The code of a deputy of this unit leads nowhere any more. Another slip undoes it. */
const withdrawn = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(overBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const found = await seated(c, withdraw)
    if (!found.ok) return problem(c, found.problem)
    const { unit, persons } = found.value
    const directory = directoryStore(envOf(c.env))
    const invitations = invitationById(c.req.param('invitationId') ?? '')
    const [[invitation]] = (await directory.read([invitations.compile()])) as [Rows<typeof invitations>]
    const isSeated = persons.some(({ personId }) => personId === invitation?.personId)
    if (!invitation || !isSeated) return problem(c, notFound().problem)
    const input = { tenantId, slug, unitId: unit.id, invitationId: invitation.id }
    const result = await run(directory, withdraw, input, ctxOf(actor, body.value.commandId))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '撤回代表的一次性码', en: 'Take a deputy’s one-time code back' },
    policy: withdraw.name,
    input: overBody,
    writes: true,
  }
)

/** A new code for a deputy of this unit who has an account; on paper, or by mail where the account is a mailbox. */
const resetIssued = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(overBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const { tenantId, slug, actor } = c.get('place')
    const found = await seated(c, issueReset)
    if (!found.ok) return problem(c, found.problem)
    const { unit, persons } = found.value
    const directory = directoryStore(envOf(c.env))
    const accounts = memberAccount(c.req.param('memberId') ?? '')
    const [[member]] = (await directory.read([accounts.compile()])) as [Rows<typeof accounts>]
    const person = persons.find(({ personId }) => personId === member?.personId)
    if (!member || !person) return problem(c, notFound().problem)
    const platform = platformOf(c)
    const salt = randomHex(SALT_BYTES)
    const ctx = { ...ctxOf(actor, body.value.commandId, platform), salts: () => [salt] }
    const input = { tenantId, slug, unitId: unit.id, memberId: member.id }
    const result = await run(directory, issueReset, input, ctx)
    if (!result.ok) return problem(c, result.problem)
    const codes = resetOf(member.id)
    const [[kept]] = (await directory.read([codes.compile()])) as [Rows<typeof codes>]
    const code = codeOf(salt)
    const isShown = isOnPaper(member.account) && kept?.tokenHash === sha256Hex(code)
    const slip = {
      name: person.name,
      account: member.account,
      code: grouped(code),
      link: `${platform.origin}/join/${code}`,
    }
    return c.json({ ...writtenOf(result.value), slips: isShown ? [slip] : [], mailed: !isOnPaper(member.account) }, 201)
  },
  {
    summary: { zh: '为代表重置密码', en: 'Issue a deputy a code for a new password' },
    policy: issueReset.name,
    input: overBody,
    writes: true,
  }
)

export const deputyAccountRoutes = new Hono<AppEnv>()
  .get('/units/:unitId/accounts', listed)
  .post('/units/:unitId/accounts/slips', slipsMade)
  .post('/units/:unitId/accounts/invitations/:invitationId/withdrawal', withdrawn)
  .post('/units/:unitId/accounts/:memberId/reset', resetIssued)

export type DeputyAccountsApi = typeof deputyAccountRoutes
