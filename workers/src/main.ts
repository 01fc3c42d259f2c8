import { tick } from './cron/tick.ts'
import { envOf, type Bindings } from './env.ts'
import { app } from './http/app.ts'

export { HallRoom } from './live/hall-room.ts'

export default {
  fetch: app.fetch,
  scheduled: async (_, bindings) => {
    const env = envOf(bindings)
    await tick(env, env.PUBLIC_ORIGIN ?? '', null)
  },
} satisfies ExportedHandler<Bindings>
