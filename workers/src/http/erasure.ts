import { Hono, type Context } from 'hono'
import { approve, propose, withdraw } from '@jiceng/core/erasure/commands'
import { erasureState, listFormer } from '@jiceng/core/erasure/queries'
import { ask, permissionRefusal, run, statementsOf } from '@jiceng/core/kernel/command'
import { notFound } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { eraseAccount } from '@jiceng/core/members/erase'
import { tracesOf } from '@jiceng/core/members/queries'
import { personById, seatsOfPerson } from '@jiceng/core/people/queries'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import { ctxOf, today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { jsonOf, parse, problem } from './problem.ts'
import { documented, reads, writes, writtenOf } from './route.ts'

// What is known of a person stands in two databases: what they did in the district's, how they signed in in the directory.
// Each is erased by an act of its own, the account first, so that nothing half done has to be finished by anybody.

const body = z.strictObject({ commandId })

const personOf = (c: Context<AppEnv>): string => c.req.param('personId') ?? ''

type Traces = ReturnType<typeof tracesOf>
type Kept = { [Name in keyof Traces]: Awaited<ReturnType<Traces[Name]['execute']>> }

/** What the directory knows of the person of the path. */
async function tracesIn(c: Context<AppEnv>): Promise<Kept> {
  const loads = tracesOf(c.get('place').tenantId, personOf(c))
  const [memberships, invitations, slips, accounts] = await directoryStore(envOf(c.env)).read(statementsOf(loads))
  return { memberships, invitations, slips, accounts } as Kept
}

const hasAccount = ({ memberships, slips, accounts }: Kept): boolean =>
  slips.length + accounts.length > 0 || memberships.some(({ endedAt }) => endedAt === null)

const shown = documented(
  async (c: Context<AppEnv>) => {
    const { store, actor } = c.get('place')
    const answer = await ask(store, erasureState, { personId: personOf(c) }, { actor, today: today() })
    if (!answer.ok) return problem(c, answer.problem)
    return c.json({ ...answer.value, hasAccount: hasAccount(await tracesIn(c)) }, 200)
  },
  {
    summary: { zh: '一个人的个人信息能否删除', en: 'Whether a person’s data may be erased' },
    policy: erasureState.name,
    input: z.strictObject({}),
    writes: false,
  }
)

/** The account of a person who does not sit any more. */
const accountErased = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(body, await jsonOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { store, actor, tenantId } = c.get('place')
    const no = permissionRefusal(actor, eraseAccount)
    if (no) return problem(c, no.problem)
    const personId = personOf(c)
    const [[person], seats] = (await store.read(
      statementsOf({ person: personById(personId), seats: seatsOfPerson(personId) })
    )) as [{ id: string }[], { untilOn: string }[]]
    if (!person) return problem(c, notFound().problem)
    const seatedUntilOn =
      seats
        .map(({ untilOn }) => untilOn)
        .sort()
        .at(-1) ?? null
    const ctx = ctxOf(actor, input.value.commandId, platformOf(c))
    const asked = { tenantId, personId, seatedUntilOn }
    const result = await run(directoryStore(envOf(c.env)), eraseAccount, asked, ctx)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '删除不再任职的代表的账号', en: 'Erase the account of somebody who sits no more' },
    policy: eraseAccount.name,
    input: body,
    writes: true,
  }
)

const approved = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(body, await jsonOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const traces = await tracesIn(c)
    const accountIds = traces.memberships.map(({ id }) => id)
    const asked = { personId: personOf(c), accountIds, hasAccount: hasAccount(traces) }
    const ctx = ctxOf(actor, input.value.commandId, platformOf(c))
    const result = await run(store, approve, asked, ctx)
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '批准删除个人信息', en: 'Approve the erasure of a person’s data' },
    policy: approve.name,
    input: body,
    writes: true,
  }
)

export const erasure = new Hono<AppEnv>()
  .get('/persons/former', reads(listFormer, { zh: '离任代表', en: 'Former deputies' }))
  .get('/persons/:personId/erasure', shown)
  .post(
    '/persons/:personId/erasure',
    writes(propose, { zh: '提议删除个人信息', en: 'Propose to erase a person’s data' })
  )
  .post('/persons/:personId/erasure/withdrawal', writes(withdraw, { zh: '撤回删除提议', en: 'Take a proposal back' }))
  .post('/persons/:personId/erasure/account', accountErased)
  .post('/persons/:personId/erasure/approval', approved)

export type ErasureApi = typeof erasure
