import { daysBetween } from '@jiceng/core/kernel/calendar'
import type { RuleSet } from '@jiceng/core/points/rules'

// What a deputy's points are, computed from the entries by the definition alone and by nothing of the product.

/** One entry that stands; amounts are hundredths. */
export type Standing = { mandate: number; quarter: string; item: string; hundredths: number }

type Numbers = { hundredths: number; ordinary: number; above: number }

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

const versionIn = (rules: readonly RuleSet[], quarter: string): RuleSet =>
  rules.filter(({ fromQuarter }) => fromQuarter <= quarter).at(-1)!

/** Σ of a quarter's entries of an item, under the item's cap of the quarter. */
function ofItem(rules: readonly RuleSet[], own: readonly Standing[], quarter: string, code: string): number {
  const entries = own.filter((one) => one.quarter === quarter && one.item === code)
  const cap = versionIn(rules, quarter).items.find((item) => item.code === code)!.quarterCap
  return Math.min(cap, sum(entries.map(({ hundredths }) => hundredths)))
}

/** Items into categories, categories into a total; a category in which nothing was done has no cap to reach. */
function total(set: RuleSet, span: 'quarterCap' | 'yearCap', amount: (code: string) => number): Numbers {
  const ofCategories = (aboveTotal: boolean) =>
    sum(
      set.categories
        .filter((category) => category.aboveTotal === aboveTotal)
        .map((category) => {
          const items = set.items.filter(({ categoryCode }) => categoryCode === category.code)
          return Math.min(category[span], sum(items.map(({ code }) => amount(code))))
        })
    )
  const [ordinary, above] = [ofCategories(false), ofCategories(true)]
  return { hundredths: Math.min(set[span], ordinary) + above, ordinary, above }
}

export const quarterPoints = (rules: readonly RuleSet[], own: readonly Standing[], quarter: string): number =>
  total(versionIn(rules, quarter), 'quarterCap', (code) => ofItem(rules, own, quarter, code)).hundredths

/** The year up to the end of a quarter, under the rules of that quarter. */
function yearTo(rules: readonly RuleSet[], own: readonly Standing[], quarter: string): Numbers {
  const set = versionIn(rules, quarter)
  const quarters = [1, 2, 3, 4].map((n) => `${quarter.slice(0, 4)}Q${n}`).filter((one) => one <= quarter)
  return total(set, 'yearCap', (code) => {
    const cap = set.items.find((item) => item.code === code)!.yearCap
    return Math.min(cap, sum(quarters.map((one) => ofItem(rules, own, one, code))))
  })
}

export const yearPoints = (rules: readonly RuleSet[], own: readonly Standing[], quarter: string): number =>
  yearTo(rules, own, quarter).hundredths

/** A year with its base: the part of it that the mandate ran, half a hundredth upwards; what is above the total comes on top. */
export function assessedPoints(
  rules: readonly RuleSet[],
  own: readonly Standing[],
  { startOn, endOn, quarter }: { startOn: string; endOn: string; quarter: string }
): number {
  const set = versionIn(rules, quarter)
  const [firstOn, lastOn] = [`${quarter.slice(0, 4)}-01-01`, `${quarter.slice(0, 4)}-12-31`]
  const served = daysBetween(startOn < firstOn ? firstOn : startOn, endOn) + 1
  const base = Math.round((set.baseHundredths * served) / (daysBetween(firstOn, lastOn) + 1))
  const { ordinary, above } = yearTo(rules, own, quarter)
  return Math.min(set.yearCap, base + ordinary) + above
}
