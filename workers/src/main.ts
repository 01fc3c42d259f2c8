import { tick } from './cron/tick.ts'
import { envOf, type Bindings } from './env.ts'
import { app } from './http/app.ts'

export default {
  fetch: app.fetch,
  scheduled: async (_, bindings) => {
    await tick(envOf(bindings))
  },
} satisfies ExportedHandler<Bindings>
