import { partOf } from '../points/assessment-rules.ts'
import type { RuleSet } from '../points/rules.ts'
import { QUARTILES_MIN } from './schema.ts'

// What many deputies' points come to together. Pure. Nobody is named in it, and nothing follows from it by itself.

/** Half a hundredth goes up; never −0. */
const whole = (value: number): number => Math.round(value) || 0

export type Quartiles = { min: number; lower: number; median: number; upper: number; max: number }

/** `quartiles` of few are null, and `values` then says what each has, from the lowest. Of many it is empty. */
export type Spread = { count: number; quartiles: Quartiles | null; values: number[] }

/** As a spreadsheet's QUARTILE.INC and MEDIAN have it: between two values the part of the way from the one to the other. */
function quantile(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!]
  return whole(below + (above - below) * (at % 1))
}

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

export function spreadOf(values: readonly number[]): Spread {
  const sorted = ascending(values)
  const count = sorted.length
  if (count < QUARTILES_MIN) return { count, quartiles: null, values: sorted }
  const at = (part: number): number => quantile(sorted, part)
  return { count, quartiles: { min: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), max: at(1) }, values: [] }
}

export type Middle = { count: number; mean: number; median: number }

/** null of nobody. */
export function middleOf(values: readonly number[]): Middle | null {
  const count = values.length
  if (count === 0) return null
  const sum = values.reduce((all, one) => all + one, 0)
  return { count, mean: whole(sum / count), median: quantile(ascending(values), 0.5) }
}

/** What somebody's year comes to at their pace, had they sat all its days so far: so half a year stands beside a whole one. */
export const atFullTime = (hundredths: number, servedDays: number, elapsedDays: number): number =>
  partOf(hundredths, { servedDays: elapsedDays, spanDays: servedDays })

type Counted = { mandateId: string; itemCode: string; entryCount: number }

/** Who has an entry of each category that gives points: what takes points away is no part taken. */
export function takingPart(set: RuleSet, balances: readonly Counted[]): Map<string, Set<string>> {
  const items = new Map(set.items.map((item) => [item.code, item]))
  const found = new Map(set.categories.map(({ code }) => [code, new Set<string>()]))
  for (const { mandateId, itemCode, entryCount } of balances) {
    const item = items.get(itemCode)
    if (item && item.hundredths > 0 && entryCount > 0) found.get(item.categoryCode)?.add(mandateId)
  }
  return found
}
