import { Hono, type Context } from 'hono'
import { run, type Ctx } from '@jiceng/core/kernel/command'
import type { Fact } from '@jiceng/core/kernel/event'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound, ok, type Result } from '@jiceng/core/kernel/problem'
import { commandId, oneTimeCode } from '@jiceng/core/kernel/shapes'
import { accept } from '@jiceng/core/members/commands'
import { invitationByToken, resetByToken } from '@jiceng/core/members/queries'
import { resetPassword } from '@jiceng/core/members/reset'
import { tenantById } from '@jiceng/core/tenancy/queries'
import { password } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { ensureAccount } from '../account.ts'
import { envOf } from '../env.ts'
import { countAttempts, giveBack, type Attempt } from '../limits.ts'
import { directoryStore } from '../opening.ts'
import { hashPassword } from '../password.ts'
import { clientAddress } from './client-address.ts'
import { ctxOf, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, passwordWrong, problem, tooManyRequests, type ProblemResponse } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Joining a district, or coming back: whoever holds the link or the printed code sets a password and is in.

const acceptanceBody = z.strictObject({ commandId, password })

const shown = documented(
  async (c: Context<AppEnv>) => {
    const found = await lookedUp(c)
    if (!found.ok) return found.answer
    const { name, account, slug, tenantName, isDeputy, isReset } = found.value
    const state = stateOf(found.value)
    if (state !== 'open') return c.json({ state, slug, tenantName })
    return c.json({ state, name, account, slug, tenantName, isDeputy, isReset })
  },
  {
    summary: {
      zh: '邀请链接或一次性码里的邀请',
      en: 'The invitation or reset a link or code stands for (public: it is the key)',
    },
    policy: 'public',
    input: z.strictObject({}),
    writes: false,
  }
)

const accepted = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(acceptanceBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const found = await lookedUp(c)
    if (!found.ok) return found.answer
    const { id, name, isReset } = found.value
    const { directory, AUTH_SECRET } = envOf(c.env)
    // An account that exists is joined with its password, which must not be guessed here.
    const attempts: Attempt[] = [{ limit: 'code-target', of: `invitation ${id}` }]
    const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
    if (waitMs > 0) return tooManyRequests(c, waitMs)
    const ctx = ctxOf({ kind: 'applicant', id, name }, body.value.commandId, platformOf(c))
    const take = isReset ? takeReset : takeInvitation
    const result = await take(c, found.value, body.value.password, ctx)
    if (result.ok) await giveBack(directory, AUTH_SECRET, attempts)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '接受邀请或重置，设置密码', en: 'Take up an invitation or a reset and set the password' },
    policy: accept.name,
    input: acceptanceBody,
    writes: true,
  }
)

async function takeInvitation(c: Context<AppEnv>, found: Found, password: string, ctx: Ctx): Promise<Result<Fact[]>> {
  const { id, name, account, tenantId } = found
  const env = envOf(c.env)
  const input = { invitationId: id, tenantId, userId: '' }
  // A link that is over must not touch an account; the command says why it is over.
  if (stateOf(found) !== 'open') return run(directoryStore(env), accept, input, ctx)
  const userId = await ensureAccount(env.directory, { email: account, name, password })
  return userId === null ? passwordWrong() : run(directoryStore(env), accept, { ...input, userId }, ctx)
}

/** Code, password and sessions in one batch. */
async function takeReset(c: Context<AppEnv>, found: Found, password: string, ctx: Ctx): Promise<Result<Fact[]>> {
  const { id, tenantId } = found
  const input = { memberId: id, tenantId, passwordHash: await hashPassword(password) }
  return run(directoryStore(envOf(c.env)), resetPassword, input, ctx)
}

const stateOf = ({ isOver, expiresAt }: Found) => {
  if (isOver) return 'used'
  return expiresAt <= new Date().toISOString() ? 'expired' : 'open'
}

/** What a link or a code stands for. `id`: the invitation's, or for a reset the member's. */
type Found = {
  id: string
  tenantId: string
  name: string
  account: string
  isDeputy: boolean
  isReset: boolean
  isOver: boolean
  expiresAt: string
  slug: string
  tenantName: string
}

type Rows<T extends { execute(): Promise<unknown> }> = Awaited<ReturnType<T['execute']>>

/** A link's token as it is, a printed code however it was typed. */
function tokenOf(c: Context<AppEnv>): string {
  const token = c.req.param('token') ?? ''
  return oneTimeCode.safeParse(token).data ?? token
}

type LookedUp = { ok: true; value: Found } | { ok: false; answer: ProblemResponse }

/** The same, counted by address until it leads somewhere: codes and links must not be guessed. */
async function lookedUp(c: Context<AppEnv>): Promise<LookedUp> {
  const { directory, AUTH_SECRET } = envOf(c.env)
  const attempts: Attempt[] = [{ limit: 'code-address', of: clientAddress(c) }]
  const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
  if (waitMs > 0) return { ok: false, answer: tooManyRequests(c, waitMs) }
  const found = await invitationOf(c)
  if (!found.ok) return { ok: false, answer: problem(c, found.problem) }
  await giveBack(directory, AUTH_SECRET, attempts)
  return found
}

/** What stands behind the link or code, with the district it leads into. */
async function invitationOf(c: Context<AppEnv>): Promise<Result<Found>> {
  const store = directoryStore(envOf(c.env))
  const hash = sha256Hex(tokenOf(c))
  const [invitations, resets] = [invitationByToken(hash), resetByToken(hash)]
  const [[invited], [reset]] = (await store.read([invitations.compile(), resets.compile()])) as [
    Rows<typeof invitations>,
    Rows<typeof resets>,
  ]
  const one = invited ?? reset
  if (!one || invited?.withdrawnOn) return notFound()
  const district = tenantById(one.tenantId)
  const [[tenant]] = (await store.read([district.compile()])) as [Rows<typeof district>]
  const { id, tenantId, name, account, expiresAt, personId } = one
  return ok({
    ...{ id, tenantId, name, account, expiresAt, isDeputy: personId !== null },
    isReset: invited === undefined,
    isOver: invited !== undefined && invited.acceptedOn !== null,
    slug: tenant!.slug,
    tenantName: tenant!.name,
  })
}

export const invitation = new Hono<AppEnv>().get('/:token', shown).post('/:token/acceptance', accepted)
