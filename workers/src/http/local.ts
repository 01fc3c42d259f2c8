import { Hono, type Context } from 'hono'
import { newestMails } from '@jiceng/core/tenancy/queries'
import * as z from 'zod'
import { tick } from '../cron/tick.ts'
import { envOf } from '../env.ts'
import { directoryStore } from '../opening.ts'
import type { AppEnv } from './context.ts'
import { platformOf, receiverOf } from './origin.ts'
import { receiver } from './receiver.ts'
import { documented } from './route.ts'

// Doors that exist only where the product runs on one machine: a mailbox to look into and a clock to turn.

const nothing = z.strictObject({})

export const local = new Hono<AppEnv>()
  .route('/receiver', receiver)
  .get(
    '/mails',
    documented(
      async (c: Context<AppEnv>) => {
        const [mails] = await directoryStore(envOf(c.env)).read([newestMails().compile()])
        return c.json({ mails })
      },
      {
        summary: { zh: '本机发件箱', en: 'The local outbox (local only)' },
        policy: 'local',
        input: nothing,
        writes: false,
      }
    )
  )
  .post(
    '/tick',
    documented(async (c: Context<AppEnv>) => c.json(await tick(envOf(c.env), platformOf(c).origin, receiverOf(c))), {
      summary: { zh: '推动一次定时任务', en: 'Run the scheduled work once (local only)' },
      policy: 'local',
      input: nothing,
      writes: true,
    })
  )
