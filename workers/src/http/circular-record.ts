import type { Context } from 'hono'
import { circularRecord } from '@jiceng/core/circular/queries'
import { circularInput } from '@jiceng/core/circular/schema'
import { ask } from '@jiceng/core/kernel/command'
import { envOf } from '../env.ts'
import { noticeUrl } from '../link.ts'
import { today, type AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { parse } from './problem.ts'

/** A circular with the links of its notices: the signature is the server's, so no query can know them. */
export async function recordOf(c: Context<AppEnv>) {
  const input = parse(circularInput, { circularId: c.req.param('circularId') })
  if (!input.ok) return input
  const { store, actor, tenantId, slug } = c.get('place')
  const record = await ask(store, circularRecord, input.value, { actor, today: today() })
  if (!record.ok) return record
  const urlOf = noticeUrl(envOf(c.env), { origin: platformOf(c).origin, slug, tenantId })
  const recipients = record.value.recipients.map(({ notice, ...recipient }) => ({
    ...recipient,
    notice: notice && {
      ...notice,
      link: notice.linkOver ? null : urlOf({ noticeId: notice.id, generation: notice.linkGeneration }),
    },
  }))
  return { ok: true as const, value: { ...record.value, recipients } }
}
