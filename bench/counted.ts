import type { D1Database, ExportedHandler } from '@cloudflare/workers-types'
import type { Bindings } from '@jiceng/workers/env'
import { app } from '@jiceng/workers/http/app'
import { counted, emptyBill } from './bill.ts'

// The configuration names it: a Worker without it is not deployed.
export { HallRoom } from '@jiceng/workers/live/hall-room'

// The product's api over bindings that keep the bill, which stands since the last time it was asked for under an address
// the product does not have.

const bill = emptyBill()

const known = new WeakMap<object, Bindings>()

function countedBindings(bindings: Bindings): Bindings {
  const made =
    known.get(bindings) ??
    (Object.fromEntries(
      Object.entries(bindings).map(([name, value]) => [
        name,
        /^(DIRECTORY|TENANT_\d+)$/.test(name) ? counted(value as D1Database, bill) : value,
      ])
    ) as unknown as Bindings)
  known.set(bindings, made)
  return made
}

export default {
  fetch(request, bindings, ctx) {
    if (new URL(request.url).pathname !== '/bill') {
      return app.fetch(request, countedBindings(bindings), ctx)
    }
    const answer = Response.json(bill)
    Object.assign(bill, emptyBill())
    return answer
  },
} satisfies ExportedHandler<Bindings>
