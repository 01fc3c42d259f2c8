import { testWorld } from '@jiceng/core/testing'
import * as endpoint from '@jiceng/core/webhook/commands'
import { pump } from '@jiceng/workers/webhook/pump'
import { senderTo } from './sender.ts'
import type { Builder } from './world.ts'

const { administrator, system } = testWorld()

/** An endpoint in each state there is, and what can be done with it. */
export async function endpoints({ must, can, store }: Builder, recipientId: string, otherId: string): Promise<void> {
  const at = async (n: number, of = recipientId) => ({
    recipientId: of,
    endpointId: await must(
      endpoint.register,
      { recipientId: of, url: `https://oa.qinghe.example/${n}` },
      administrator
    ),
  })
  const [active, unverified, disabled] = [await at(1), await at(2), await at(3)]
  for (const one of [active, disabled]) await must(endpoint.verify, one, system)
  await must(endpoint.disable, disabled, administrator)
  await must(endpoint.sendTest, active, administrator)
  // A test is tried once: it has failed, and may be sent again.
  await pump(senderTo(store, () => 500))
  can(endpoint.replay, { ...active, which: 'failed' }, administrator)
  can(endpoint.register, { recipientId: otherId, url: 'https://oa.qinghe.example/4' }, administrator)
  can(endpoint.challenge, unverified, administrator)
  can(endpoint.verify, unverified, system)
  can(endpoint.sendTest, active, administrator)
  can(endpoint.rotateSecret, active, administrator)
  can(endpoint.disable, active, administrator)
  can(endpoint.retire, { ...active, why: 'gone' }, system)
  can(endpoint.enable, disabled, administrator)
}
