import { Hono, type Context } from 'hono'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run } from '@jiceng/core/kernel/command'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { notFound, ok } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { accept } from '@jiceng/core/members/commands'
import { invitationByToken } from '@jiceng/core/members/queries'
import { tenantById } from '@jiceng/core/tenancy/queries'
import { password } from '@jiceng/core/tenancy/schema'
import * as z from 'zod'
import { ensureAccount } from '../account.ts'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, type AppEnv } from './context.ts'
import { jsonOf, parse, passwordWrong, problem } from './problem.ts'
import { documented, writtenOf } from './route.ts'

// Joining a district: whoever holds the link, or the printed code, sets a password and is in.

const acceptanceBody = z.strictObject({ commandId, password })

const shown = documented(
  async (c: Context<AppEnv>) => {
    const found = await invitationOf(c)
    if (!found.ok) return problem(c, found.problem)
    const { name, account, slug, tenantName } = found.value
    const state = stateOf(found.value)
    return c.json(state === 'open' ? { state, name, account, slug, tenantName } : { state, slug, tenantName })
  },
  {
    summary: { zh: '邀请链接里的邀请', en: 'The invitation a link stands for (public: the link is the key)' },
    policy: 'public',
    input: z.strictObject({}),
    writes: false,
  }
)

const accepted = documented(
  async (c: Context<AppEnv>) => {
    const body = parse(acceptanceBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const found = await invitationOf(c)
    if (!found.ok) return problem(c, found.problem)
    const { id, name, account, tenantId } = found.value
    const env = envOf(c.env)
    const actor: Actor = { kind: 'applicant', id, name }
    const ctx = ctxOf(actor, body.value.commandId)
    // A link that is over must not touch an account; the command says why it is over.
    if (stateOf(found.value) !== 'open') {
      const over = await run(directoryStore(env), accept, { invitationId: id, tenantId, userId: '' }, ctx)
      return over.ok ? c.json(writtenOf(over.value), 201) : problem(c, over.problem)
    }
    const wanted = { email: account, name, password: body.value.password }
    const userId = await ensureAccount(env.directory, wanted)
    if (userId === null) return problem(c, passwordWrong().problem)
    const input = { invitationId: id, tenantId, userId }
    const result = await run(directoryStore(env), accept, input, ctx)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '接受邀请并设置密码', en: 'Accept an invitation and set the password' },
    policy: accept.name,
    input: acceptanceBody,
    writes: true,
  }
)

const stateOf = ({ acceptedOn, expiresAt }: { acceptedOn: string | null; expiresAt: string }) => {
  if (acceptedOn !== null) return 'used'
  return expiresAt <= new Date().toISOString() ? 'expired' : 'open'
}

type Rows<T extends { execute(): Promise<unknown> }> = Awaited<ReturnType<T['execute']>>

/** The invitation behind the link, with the district it leads into. */
async function invitationOf(c: Context<AppEnv>) {
  const store = directoryStore(envOf(c.env))
  const query = invitationByToken(sha256Hex(c.req.param('token') ?? ''))
  const [found] = (await store.read([query.compile()])) as [Rows<typeof query>]
  if (!found[0]) return notFound()
  const district = tenantById(found[0].tenantId)
  const [tenant] = (await store.read([district.compile()])) as [Rows<typeof district>]
  return ok({ ...found[0], slug: tenant[0]!.slug, tenantName: tenant[0]!.name })
}

export const invitation = new Hono<AppEnv>().get('/:token', shown).post('/:token/acceptance', accepted)
