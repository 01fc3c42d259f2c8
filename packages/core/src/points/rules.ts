import { yearOf } from '../kernel/calendar.ts'
import { NO_CAP, type Span } from './schema.ts'

export { NO_CAP }

type Caps = { quarterCap: number; yearCap: number }
/** `aboveTotal`: its points come on top of what the caps of the total leave. */
export type RuleCategory = Caps & { code: string; name: string; aboveTotal: boolean }
export type RuleItem = Caps & {
  code: string
  categoryCode: string
  name: string
  hundredths: number
  /** What one entry stands for: 半天, 次, 件. */
  perUnit: string
  /** The article the item rests on. */
  article: string
  /** What shows that it took place: 签到表, 会议记录. */
  evidence: string
}

/** A grade of a year's assessment, for whoever has at least `fromHundredths`. */
export type RuleGrade = { name: string; fromHundredths: number }
/** What everybody owes, whatever their points. */
export type RuleMinimum = { itemCode: string; per: Span; times: number; article: string }

/** One version of a district's rules, in force from the first day of `fromQuarter`. */
export type RuleSet = Caps & {
  version: number
  fromQuarter: string
  baseHundredths: number
  lineHundredths: number | null
  categories: RuleCategory[]
  items: RuleItem[]
  /** The highest first. */
  grades: RuleGrade[]
  minimums: RuleMinimum[]
}

/** The version in force in a quarter: the newest that had begun. */
export const ruleSetIn = (ruleSets: readonly RuleSet[], quarter: string): RuleSet | undefined =>
  ruleSets.filter((set) => set.fromQuarter <= quarter).sort((a, b) => b.version - a.version)[0]

export type Balance = { quarter: string; itemCode: string; rawHundredths: number }
export type Score = { hundredths: number; categories: Record<string, number> }

const sumBy = <T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => number): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row))
  return sums
}

/**
 * Points of one quarter: Σ over items of min(quarter cap, Σ entries), then the category's cap, then the total's; what
 * stands above the total is added after it.
 */
export function quarterScore(ruleSets: readonly RuleSet[], balances: readonly Balance[], quarter: string): Score {
  const capped = cappedItems(
    ruleSets,
    balances.filter((balance) => balance.quarter === quarter)
  )
  return capCategories(ruleSetIn(ruleSets, quarter), capped, 'quarterCap')
}

export type ItemScore = Balance & { item: RuleItem | undefined; hundredths: number }

/** One quarter item by item, each with its cap taken: what a deputy's points are made of. */
export const itemScores = <B extends Balance>(
  ruleSets: readonly RuleSet[],
  balances: readonly B[],
  quarter: string
): (B & ItemScore)[] => {
  const set = ruleSetIn(ruleSets, quarter)
  return balances
    .filter((balance) => balance.quarter === quarter)
    .map((balance) => {
      const item = set?.items.find((one) => one.code === balance.itemCode)
      return { ...balance, item, hundredths: Math.min(balance.rawHundredths, item?.quarterCap ?? NO_CAP) }
    })
}

/** The year item by item: the sum of the quarter-capped sums, and what the year cap leaves of it. */
export function yearItems(ruleSets: readonly RuleSet[], balances: readonly Balance[], quarter: string) {
  const year = yearOf(quarter)
  const upTo = balances.filter((balance) => yearOf(balance.quarter) === year && balance.quarter <= quarter)
  const set = ruleSetIn(ruleSets, quarter)
  const sums = sumBy(
    cappedItems(ruleSets, upTo),
    (item) => item.itemCode,
    (item) => item.hundredths
  )
  return [...sums].map(([itemCode, sum]) => {
    const item = set?.items.find((one) => one.code === itemCode)
    return { itemCode, item, sumHundredths: sum, hundredths: Math.min(sum, item?.yearCap ?? NO_CAP) }
  })
}

/**
 * Points of the year up to and including `quarter`: Σ over items of min(year cap, Σ of the
 * quarter-capped sums), then the caps of category and total. A year cap is never allotted to quarters.
 */
export const yearScore = (ruleSets: readonly RuleSet[], balances: readonly Balance[], quarter: string): Score =>
  capCategories(ruleSetIn(ruleSets, quarter), yearItems(ruleSets, balances, quarter), 'yearCap')

function cappedItems(ruleSets: readonly RuleSet[], balances: readonly Balance[]) {
  return balances.map(({ quarter, itemCode, rawHundredths }) => {
    const item = ruleSetIn(ruleSets, quarter)?.items.find((one) => one.code === itemCode)
    return { itemCode, hundredths: Math.min(rawHundredths, item?.quarterCap ?? NO_CAP) }
  })
}

function capCategories(
  set: RuleSet | undefined,
  items: readonly { itemCode: string; hundredths: number }[],
  cap: keyof Caps
): Score {
  if (!set) return { hundredths: 0, categories: {} }
  const sums = sumBy(
    items,
    (item) => set.items.find((one) => one.code === item.itemCode)?.categoryCode ?? '',
    (item) => item.hundredths
  )
  const categories: Record<string, number> = {}
  for (const category of set.categories) {
    const sum = sums.get(category.code)
    if (sum !== undefined) categories[category.code] = Math.min(sum, category[cap])
  }
  const sumOf = (aboveTotal: boolean): number =>
    set.categories
      .filter((category) => category.aboveTotal === aboveTotal)
      .reduce((sum, { code }) => sum + (categories[code] ?? 0), 0)
  return { hundredths: Math.min(sumOf(false), set[cap]) + sumOf(true), categories }
}
