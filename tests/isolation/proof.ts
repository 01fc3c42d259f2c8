import type { Hono } from 'hono'
import { DOCX, PDF } from '@jiceng/core/upload/schema'
import { XLSX } from '@jiceng/spreadsheet/write-workbook'
import { app as program } from '@jiceng/workers/http/app'
import type { AppEnv } from '@jiceng/workers/http/context'
import { routeTable, type RouteRow } from '@jiceng/workers/http/openapi'
import { behindProbes, policiesBehind } from './behind.ts'
import { senderTo, type Send } from './client.ts'
import { guardsOf, noticing, saying, unlisted } from './guards.ts'
import { isPolicy } from './policies.ts'
import { keyOf, type Passed, type Probe } from './answers.ts'
import { PICTURE } from './files.ts'
import { probesOf } from './probes.ts'
import { swapped } from './swapped.ts'
import { quickCrypto } from './quick-crypto.ts'
import { openWorld } from './world.ts'

// The proof of isolation: every probe has its right answer, and with any one guard taken away some probe has not.

const app = program as unknown as Hono<AppEnv>

export const FILE_TYPES = [DOCX, PDF, XLSX, PICTURE]

export type Proof = {
  routes: number
  routesWithoutPolicy: string[]
  /** Middlewares that are neither a listed guard nor known to be none. */
  unlistedMiddlewares: string[]
  probes: number
  /** What is wrong about an answer, one sentence each. */
  wrong: string[]
  foreignCalls: number
  /**
   * Routes where nobody, not even who may, got anything but a refusal (401, 403, 404). Where everybody is refused it
   * proves nothing that the wrong ones are: the probes may name what is not there.
   */
  neverPassed: string[]
  /** Of the files the api answers, the kinds that were looked into. */
  fileTypes: string[]
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
    const mediaTypes = new Set<string>()
    const send = listening(senderTo(world, app), mediaTypes)
    const asked = await askedProbes(probes, passed, send, oneOf)
    const swap = { wrong: Infinity, asked: 0 }
    const some = rows.filter((_, n) => n % oneOf === 0)
    const swappedWrong = (await swapped(world, some, send, swap)).map((said) => `swapped: ${said}`)
    const foreignCalls = world.spy.total
    // Now, for with a guard taken away somebody may pass who must not.
    const neverPassed = rows.map(keyOf).filter((key) => !passed.has(key) && !isElsewhere(key))
    const guards = guardsOf(probes)
    const unnoticed: string[] = []
    for (const guard of guards) {
      const { wrong: noticed } = await noticing(world, app, rows, probes, guard)
      if (noticed === null) unnoticed.push(guard.name)
    }
    return {
      ...{ routes: rows.length, routesWithoutPolicy: withoutPolicy(rows), unlistedMiddlewares: unlisted(app) },
      ...{ probes: asked.probes + swap.asked, wrong: [...asked.wrong, ...swappedWrong], foreignCalls, neverPassed },
      ...{ fileTypes: FILE_TYPES.filter((type) => mediaTypes.has(type)), guards: guards.length, unnoticed },
    }
  } finally {
    for (const back of restore) back()
  }
}

/** Every `oneOf`-th probe, and of the routes nobody had passed by then who may, until somebody has. */
async function askedProbes(probes: readonly Probe[], passed: Passed, send: Send, oneOf: number) {
  const wrong: string[] = []
  let asked = 0
  const ask = async (probe: Probe) => {
    asked++
    const said = await saying(probe, send)
    if (said !== null) wrong.push(said)
  }
  const isChosen = (n: number) => n % oneOf === 0
  for (const [n, probe] of probes.entries()) if (isChosen(n)) await ask(probe)
  for (const [n, probe] of probes.entries()) {
    if (probe.kind === 'role' && !isChosen(n) && !passed.has(keyOf(probe.row))) await ask(probe)
  }
  return { probes: asked, wrong }
}

/** Takes down of what kind the answers are. */
const listening =
  (send: Send, mediaTypes: Set<string>): Send =>
  async (...asking) => {
    const answer = await send(...asking)
    mediaTypes.add(answer.mediaType)
    return answer
  }

/** What exists on one machine only is refused to everybody here. */
const isElsewhere = (key: string): boolean => key.includes(' /api/local/')

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
