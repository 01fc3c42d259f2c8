import { Hono, type Context, type TypedResponse } from 'hono'
import { reply } from '@jiceng/core/circular/commands'
import { noticeByLink } from '@jiceng/core/circular/queries'
import { replyNotice, type NoticeShown } from '@jiceng/core/circular/schema'
import { ask, run } from '@jiceng/core/kernel/command'
import { notFound } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { opened } from '../link.ts'
import { ctxOf, today, type AppEnv } from './context.ts'
import { jsonOf, parse, problem, type ProblemResponse } from './problem.ts'
import { documented, writtenOf, type Written } from './route.ts'

// The door of a notice's link: whoever holds it reads this notice and answers it, and nothing else. Reading changes
// nothing, because mail scanners open links.

const replyBody = z.strictObject({ commandId, kind: replyNotice.shape.kind, note: replyNotice.shape.note })
type ReplyBody = { in: { json: z.input<typeof replyBody> }; out: { json: unknown } }

/** The notice of the link in the path, as its holder sees it. */
async function noticeOf(c: Context<AppEnv>) {
  const { tenantId, store } = c.get('place')
  const link = opened(envOf(c.env), tenantId, c.req.param('token') ?? '')
  if (!link) return notFound()
  const actor = { kind: 'recipient', id: link.noticeId, name: '' } as const
  const shown = await ask(store, noticeByLink, link, { actor, today: today() })
  return shown.ok ? { ok: true as const, value: { link, shown: shown.value } } : shown
}

const shown = documented(
  async (c: Context<AppEnv>): Promise<TypedResponse<NoticeShown, 200, 'json'> | ProblemResponse> => {
    const found = await noticeOf(c)
    if (!found.ok) return problem(c, found.problem)
    return c.json(found.value.shown, 200)
  },
  {
    summary: { zh: '链接里的通报', en: 'The notice a link stands for (the link is the key)' },
    policy: noticeByLink.name,
    input: z.strictObject({}),
    writes: false,
  }
)

const replied = documented(
  async (c: Context<AppEnv, string, ReplyBody>): Promise<TypedResponse<Written, 201, 'json'> | ProblemResponse> => {
    const body = parse(replyBody, await jsonOf(c))
    if (!body.ok) return problem(c, body.problem)
    const found = await noticeOf(c)
    if (!found.ok) return problem(c, found.problem)
    const { commandId: id, ...answer } = body.value
    const { link, shown } = found.value
    const actor = { kind: 'recipient', id: link.noticeId, name: shown.recipientName } as const
    const result = await run(c.get('place').store, reply, { ...link, ...answer }, ctxOf(actor, id))
    return result.ok ? c.json(writtenOf(result.value), 201) : problem(c, result.problem)
  },
  {
    summary: { zh: '回执、异议或不再接收', en: 'Acknowledge, dispute or decline a notice' },
    policy: reply.name,
    input: replyBody,
    writes: true,
  }
)

export const notice = new Hono<AppEnv>().get('/:token', shown).post('/:token/replies', replied)

export type NoticeApi = typeof notice
