import { d1Store } from '../d1.ts'
import type { Env } from '../env.ts'
import { sweepUploads } from '../file/sweep.ts'
import { sweepImports } from '../imports/sweep.ts'
import { noticeUrl } from '../link.ts'
import { directoryStore } from '../opening.ts'
import { react } from '../react.ts'
import { dueTenants, lookedInto, type DueTenant } from './hot.ts'
import type { NoticeUrl } from './message.ts'
import { pump, type Sender } from './pump.ts'
import { post } from './send.ts'

/** A district's outbox in the world as it is. */
export const senderOf = (store: Sender['store'], noticeUrl: NoticeUrl, receiver: string | null): Sender => ({
  store,
  noticeUrl,
  send: post,
  receiver,
  now: () => new Date().toISOString(),
  chance: Math.random,
})

/**
 * Looks into every district that is due, side by side: one that waits for slow receivers holds up no other. What its
 * facts mean elsewhere is done, its outbox is pumped, its imports and uploads are swept.
 */
export async function pumpDue(env: Env, origin: string, receiver: string | null): Promise<number> {
  const directory = directoryStore(env)
  const [due] = await directory.read([dueTenants(new Date().toISOString())])
  const counts = await Promise.all(
    (due as DueTenant[]).map(async (tenant) => {
      try {
        const store = d1Store(env.slot(tenant.slot), tenant.id)
        const reacted = await reactedIn(store, tenant)
        const urlOf = noticeUrl(env, { origin, slug: tenant.slug, tenantId: tenant.id })
        const { sent, dueAt } = await pump(senderOf(store, urlOf, receiver))
        await sweepUploads(env.files, store, tenant.id, new Date().toISOString())
        const again = await sweepImports(store, Date.now())
        await directory.write(lookedInto(tenant, earlier(reacted, earlier(dueAt, again))))
        return sent
      } catch (error) {
        tell(tenant, error)
        return 0
      }
    })
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

const tell = ({ id, slot }: DueTenant, error: unknown): void =>
  console.error(JSON.stringify({ tenant: id, slot, message: String(error) }))

/** A reaction that fails holds back those after it, and nothing else: answers when to try again, null being never. */
const reactedIn = (store: Sender['store'], tenant: DueTenant): Promise<string | null> =>
  react(store).then(
    () => null,
    (error: unknown) => (tell(tenant, error), new Date().toISOString())
  )

/** The earlier of two instants, null being never. */
const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one
