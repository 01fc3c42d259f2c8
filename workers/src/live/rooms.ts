import type { DurableObjectNamespace } from '@cloudflare/workers-types'

/** Whose hall a room follows. */
export type Hall = { tenantId: string; slot: number; sessionId: string }

/** The port to the rooms in which a session's screens are told how it stands. Who may watch is asked before. */
export type Rooms = {
  /** A stream of server-sent events (HTML, 9.2) that ends after some minutes: the browser then asks anew. */
  watch(hall: Hall): Promise<Response>
}

/** Over Cloudflare's Durable Objects: one a session, whose screens share one look at the database. */
export const durableRooms = (rooms: DurableObjectNamespace): Rooms => ({
  watch: ({ tenantId, slot, sessionId }) => {
    const room = rooms.get(rooms.idFromName(`${tenantId}/${sessionId}`))
    const query = new URLSearchParams({ tenantId, slot: String(slot), sessionId })
    // The same answer by the name of another library's types.
    return room.fetch(`https://room/?${query.toString()}`) as Promise<object> as Promise<Response>
  },
})

export function hallOf(url: string): Hall {
  const asked = new URL(url).searchParams
  return { tenantId: asked.get('tenantId')!, slot: Number(asked.get('slot')), sessionId: asked.get('sessionId')! }
}
