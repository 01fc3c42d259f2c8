import type { Hono } from 'hono'
import { app as program } from '@jiceng/workers/http/app'
import type { AppEnv } from '@jiceng/workers/http/context'
import { routeTable, type RouteRow } from '@jiceng/workers/http/openapi'
import { behindProbes, policiesBehind } from './behind.ts'
import { senderTo } from './client.ts'
import { guardsOf, noticing, saying, unlisted } from './guards.ts'
import { isPolicy } from './policies.ts'
import { keyOf, type Passed } from './answers.ts'
import { probesOf } from './probes.ts'
import { swapped } from './swapped.ts'
import { quickCrypto } from './quick-crypto.ts'
import { openWorld } from './world.ts'

// The proof of isolation: every probe has its right answer, and with any one guard taken away some probe has not.

const app = program as unknown as Hono<AppEnv>

export type Proof = {
  routes: number
  routesWithoutPolicy: string[]
  /** Middlewares that are neither a listed guard nor known to be none. */
  unlistedMiddlewares: string[]
  probes: number
  /** What is wrong about an answer, one sentence each. */
  wrong: string[]
  foreignCalls: number
  /** Routes at which nobody got past who they are: there a refusal proves nothing. */
  neverPassed: string[]
  guards: number
  unnoticed: string[]
}

/** Asks every `oneOf`-th probe, and takes every guard away. */
export async function prove(oneOf = 1): Promise<Proof> {
  const restore = [quickCrypto(), quiet(), offline()]
  try {
    const world = await openWorld()
    const rows = routeTable(app)
    const passed: Passed = new Set()
    const behind = behindProbes(world, policiesBehind(new Set(rows.map(({ doc }) => doc?.policy ?? ''))))
    const probes = [...rows.flatMap((row) => probesOf(world, row, passed)), ...behind]
    const chosen = probes.filter((_, n) => n % oneOf === 0)
    const send = senderTo(world, app)
    const wrong: string[] = []
    for (const probe of chosen) {
      const said = await saying(probe, send)
      if (said !== null) wrong.push(said)
    }
    const swap = { wrong: Infinity, asked: 0 }
    const some = rows.filter((_, n) => n % oneOf === 0)
    wrong.push(...(await swapped(world, some, send, swap)).map((said) => `swapped: ${said}`))
    const foreignCalls = world.spy.total
    const guards = guardsOf(probes)
    const unnoticed: string[] = []
    for (const guard of guards) {
      const { wrong: noticed } = await noticing(world, app, rows, probes, guard)
      if (noticed === null) unnoticed.push(guard.name)
    }
    return {
      ...{ routes: rows.length, routesWithoutPolicy: withoutPolicy(rows), unlistedMiddlewares: unlisted(app) },
      ...{ probes: chosen.length + swap.asked, wrong, foreignCalls, guards: guards.length, unnoticed },
      neverPassed: rows.map(keyOf).filter((key) => !passed.has(key)),
    }
  } finally {
    for (const back of restore) back()
  }
}

const withoutPolicy = (rows: readonly RouteRow[]): string[] =>
  rows.filter(({ doc }) => !doc || !isPolicy(doc.policy)).map(keyOf)

/** The program logs what goes wrong; here it is asked to go wrong. */
function quiet(): () => void {
  const before = console.error
  console.error = () => undefined
  return () => void (console.error = before)
}

/** Nothing is sent anywhere. */
function offline(): () => void {
  const before = globalThis.fetch
  globalThis.fetch = () => Promise.reject(new Error('a probe sends nothing'))
  return () => void (globalThis.fetch = before)
}
