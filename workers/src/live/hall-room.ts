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
/** Proxies close what is silent. */
const HEARTBEAT_MS = 15_000
/** Then the browser asks anew, and is asked who it is. */
const STREAM_MS = 5 * 60_000
/** More than any hall has; each is one stream of some bytes. */
const SCREENS_MAX = 200
const RETRY_MS = 1000

const utf8 = new TextEncoder()
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

type Screen = { writer: WritableStreamDefaultWriter<Uint8Array>; until: number; spokenAt: number }

export class HallRoom extends DurableObject<Bindings> {
  readonly #screens = new Set<Screen>()
  #newest: HallState | null = null
  #isFollowing = false

  override fetch(request: Request): Response {
    if (this.#screens.size >= SCREENS_MAX) return new Response(null, { status: 503 })
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const screen = { writer: writable.getWriter(), until: Date.now() + STREAM_MS, spokenAt: 0 }
    this.#screens.add(screen)
    void screen.writer.write(utf8.encode(`retry: ${RETRY_MS}\n\n`))
    if (!this.#isFollowing) this.ctx.waitUntil(this.#follow(hallOf(request.url)))
    return new Response(readable, { headers: { 'content-type': 'text/event-stream' } })
  }

  async #follow(hall: Hall): Promise<void> {
    this.#isFollowing = true
    while (this.#screens.size > 0) {
      // A look that fails is followed by the next one; screens keep what they show.
      await this.#look(hall).catch((error: unknown) => console.error(JSON.stringify({ hall, error: String(error) })))
      this.#endThoseOver()
      await pause(LOOK_MS)
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
      if (isNews || screen.spokenAt === 0) this.#say(screen, `data: ${JSON.stringify({ ...state, now })}\n\n`)
      else if (Date.now() - screen.spokenAt > HEARTBEAT_MS) this.#say(screen, ': \n\n')
    }
  }

  #say(screen: Screen, text: string): void {
    screen.spokenAt = Date.now()
    screen.writer.write(utf8.encode(text)).catch(() => this.#screens.delete(screen))
  }

  #endThoseOver(): void {
    for (const screen of this.#screens) {
      if (Date.now() < screen.until) continue
      this.#screens.delete(screen)
      screen.writer.close().catch(() => undefined)
    }
  }
}
