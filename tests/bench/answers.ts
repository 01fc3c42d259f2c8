import { addQuarters, dayOf, quarterOf } from '@jiceng/core/kernel/calendar'
import { DEPUTIES_A_UNIT, mandateId, unitId, UNITS } from './world.ts'
import { SIGNED_IN } from './local.ts'

// The answers that are measured, by the names of their figures, and the bill of one of them.

export type Answer = { path: string; init: RequestInit }

const today = dayOf(Date.now())
const quarter = quarterOf(today)
const lastQuarter = addQuarters(quarter, -1)
const unit = encodeURIComponent(unitId(1))

const reading = { headers: SIGNED_IN }

/** A unit's live board before closing. */
export const preview = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/units/${unit}/district/quarters/${quarter}/totals`,
  init: reading,
})

/** The newest twenty of a deputy. */
export const ledger = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/units/${unit}/district/mandates/${encodeURIComponent(mandateId(1, 1))}/point-entries`,
  init: reading,
})

/** The whole district's sums by unit and mandate. */
export const summary = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/totals/district/${quarter}`,
  init: reading,
})

/** Whom a year's list names, and everybody it weighs for that: as many as the district has deputies. */
export const candidates = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/duty-case-candidates/district/${quarter.slice(0, 4)}`,
  init: reading,
})

/** Everybody who sits, over the term so far. */
export const comparison = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/comparisons/district`,
  init: reading,
})

/** What a published board's page asks the api for. */
export const board = (slug: string): Answer => ({
  path: `/api/tenants/${slug}/units/${unit}/district/quarters/${lastQuarter}/board/1`,
  init: {},
})

/** The published board's own page. */
export const boardPage = (slug: string, query = ''): Answer => ({
  path: `/${slug}/boards/${unit}/district/${lastQuarter}/1${query}`,
  init: {},
})

let recorded = 0

/** One more entry, of another deputy each time. */
export function record(slug: string): Answer {
  const n = recorded++
  const [ofUnit, deputy] = [(Math.floor(n / DEPUTIES_A_UNIT) % (UNITS - 1)) + 2, (n % DEPUTIES_A_UNIT) + 1]
  const body = {
    commandId: `01900000-0000-7000-8000-${process.pid.toString(16).padStart(6, '0')}${n.toString(16).padStart(6, '0')}`,
    ...{ mandateId: mandateId(ofUnit, deputy), itemCode: 'inspection', occurredOn: today, note: '走访选民，听取意见' },
  }
  return {
    path: `/api/tenants/${slug}/units/${encodeURIComponent(unitId(ofUnit))}/district/point-entries`,
    init: {
      method: 'POST',
      headers: { ...SIGNED_IN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  }
}

export const asked = (url: string, { path, init }: Answer): Promise<Response> => fetch(url + path, init)

/** The answer's text; anything but an answer is an error. */
export async function textOf(url: string, answer: Answer): Promise<string> {
  const response = await asked(url, answer)
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${answer.path} ${text.slice(0, 300)}`)
  return text
}

export type Bill = { calls: number; read: number; written: number }

/** What an answer costs: calls to D1, rows read and rows written. */
export async function billOf(url: string, answer: Answer, billedAt = url): Promise<Bill & { text: string }> {
  await fetch(`${billedAt}/bill`)
  const text = await textOf(url, answer)
  return { ...((await (await fetch(`${billedAt}/bill`)).json()) as Bill), text }
}

/** The rows an answer shows: those of every list in it. */
export function rowsShown(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + 1 + rowsShown(one), 0)
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce<number>((sum, one) => sum + rowsShown(one), 0)
}

/** The floor's board of the same unit and quarter. */
export const floorBoard = `/${unit}/district/${lastQuarter}/1`

/** The same on the wall of the deputies' house, whichever revision is the newest. */
export const hallPage = (slug: string): Answer => ({
  path: `/${slug}/boards/${unit}/district/${lastQuarter}/hall`,
  init: {},
})

/** Pages of the console, the one a sign-in leads to first. */
export const consolePages = (slug: string): string[] =>
  [
    'today',
    'units',
    `units/${unit}/district`,
    `points/${unit}/district/${quarter}`,
    `points/${unit}/district/${quarter}/${encodeURIComponent(mandateId(1, 1))}`,
    `units/${unit}/district/groups?group=unknown`,
    `units/${unit}/accounts`,
    `deputies/${encodeURIComponent(mandateId(1, 1))}`,
    `circulars/new?unit=${unit}&level=district&quarter=${lastQuarter}`,
    'duty-cases',
    'rules',
    'members',
    'keys',
    'account',
  ].map((path) => `/${slug}/${path}`)
