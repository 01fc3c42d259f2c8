import { DurableObject } from 'cloudflare:workers'
import { hallState, liveRows, type HallState, type LiveRows } from '@jiceng/core/sitting/live'
import { statementsOf } from '@jiceng/core/kernel/command'
import { d1Store } from '../d1.ts'
import { envOf, type Bindings } from '../env.ts'
import { hallOf, type Hall } from './rooms.ts'

// One session's hall. It has no state of its own: it looks into the database twice a second as long as somebody watches
// and tells every screen what has changed. So nothing has to reach it, nothing it is told can get lost, and a room that
// is thrown away and made anew says the same.

const LOOK_MS = 400
/** After a look that failed: what is wrong will not be right at once. */
const AGAIN_MS = 3000
/** Proxies close what is silent. */
const HEARTBEAT_MS = 15_000
/** Then the browser asks anew, and is asked who it is. */
const STREAM_MS = 5 * 60_000
/** More than any hall has; each is one stream of some bytes. */
const SCREENS_MAX = 200
const RETRY_MS = 1000

const utf8 = new TextEncoder()
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

type Screen = { writer: WritableStreamDefaultWriter<Uint8Array>; until: number; spokenAt: number; isTold: boolean }

export class HallRoom extends DurableObject<Bindings> {
  readonly #screens = new Set<Screen>()
  #newest: HallState | null = null
  #isFollowing = false

  override fetch(request: Request): Response {
    if (this.#screens.size >= SCREENS_MAX) return new Response(null, { status: 503 })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const screen = { writer: writable.getWriter(), until: Date.now() + STREAM_MS, spokenAt: Date.now(), isTold: false }
    this.#screens.add(screen)
    // A browser that is closed is told of at once.
    screen.writer.closed.catch(() => this.#screens.delete(screen))
    this.#say(screen, `retry: ${RETRY_MS}\n\n`)
    if (!this.#isFollowing) this.ctx.waitUntil(this.#follow(hallOf(request.url)))
    return new Response(readable, { headers: { 'content-type': 'text/event-stream' } })
  }

  async #follow(hall: Hall): Promise<void> {
    this.#isFollowing = true
    while (this.#screens.size > 0) {
      // A look that fails is followed by the next one; screens keep what they show.
      const isSeen = await this.#look(hall).then(
        () => true,
        (error: unknown) => console.error(JSON.stringify({ hall, error: String(error) }))
      )
      this.#keepAlive()
      await pause(isSeen ? LOOK_MS : AGAIN_MS)
    }
    this.#isFollowing = false
  }

  async #look({ tenantId, slot, sessionId }: Hall): Promise<void> {
    const rows = await d1Store(envOf(this.env).slot(slot), tenantId).read(statementsOf(liveRows(sessionId)))
    const now = new Date().toISOString()
    const state = hallState(rows as LiveRows, now)
    const isNews = JSON.stringify(state) !== JSON.stringify(this.#newest)
    this.#newest = state
    for (const screen of this.#screens) {
      if (isNews || !screen.isTold) this.#say(screen, `data: ${JSON.stringify({ ...state, now })}\n\n`)
      screen.isTold = true
    }
  }

  #say(screen: Screen, text: string): void {
    screen.spokenAt = Date.now()
    screen.writer.write(utf8.encode(text)).catch(() => this.#screens.delete(screen))
  }

  /** Says something to who has heard nothing for long, and ends the streams whose time is over. */
  #keepAlive(): void {
    for (const screen of this.#screens) {
      if (Date.now() - screen.spokenAt > HEARTBEAT_MS) this.#say(screen, ': \n\n')
      if (Date.now() < screen.until) continue
      this.#screens.delete(screen)
      screen.writer.close().catch(() => undefined)
    }
  }
}
