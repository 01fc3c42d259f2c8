import { bytesToHex } from '@jiceng/core/kernel/hash'
import { dayOf } from '@jiceng/core/kernel/calendar'
import type { Actor } from '@jiceng/core/kernel/actor'
import type { Ctx } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import type { Bindings } from '../env.ts'

/** A district as a request finds it. */
export type Place = {
  tenantId: string
  /** Which database of the pool is its own. */
  slot: number
  slug: string
  name: string
  areaCode: string
  status: string
  store: Store
  actor: Actor
  /** Where the door reads the directory: what it said it would read is there already. */
  directory: Store
}

export type AppEnv = { Bindings: Bindings; Variables: { requestId: string; place: Place } }

const PAUSE_MS = 20

/** For what the system does by itself: no command of a district asks for the site's settings. */
const NOWHERE: Ctx['platform'] = { origin: '', slotCount: 0, isLive: false, receiver: null }

/** The world a command sees: this is where time and chance enter. */
export const ctxOf = (actor: Actor, commandId: string, platform: Ctx['platform'] = NOWHERE): Ctx => ({
  actor,
  commandId,
  now: new Date().toISOString(),
  today: today(),
  salts: (count) => Array.from({ length: count }, () => randomHex(16)),
  platform,
  pause: (attempt) => new Promise((done) => setTimeout(done, Math.random() * PAUSE_MS * attempt)),
})

export const today = (): string => dayOf(Date.now())

/** `bytes` random bytes, in hex. */
export const randomHex = (bytes: number): string => bytesToHex(crypto.getRandomValues(new Uint8Array(bytes)))
