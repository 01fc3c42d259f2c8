import {
  itemScores,
  NO_CAP,
  quarterScore,
  yearItems,
  yearScore,
  type Balance,
  type RuleSet,
} from '@jiceng/core/points/rules'
import * as format from '$lib/format.ts'

/** How a deputy's quarter and year came about, item by item: what "why is it 34.5" is answered with. */
export function scoreOf<B extends Balance>(ruleSets: readonly RuleSet[], balances: readonly B[], quarter: string) {
  const items = itemScores(ruleSets, balances, quarter)
  const quarterHundredths = quarterScore(ruleSets, balances, quarter).hundredths
  const yearHundredths = yearScore(ruleSets, balances, quarter).hundredths
  return {
    items,
    quarterHundredths,
    yearHundredths,
    quarterSum: sumOf(
      items.map(({ item, itemCode, rawHundredths, hundredths }) => ({
        name: item?.name ?? itemCode,
        before: rawHundredths,
        after: hundredths,
      })),
      quarterHundredths
    ),
    yearSum: sumOf(
      yearItems(ruleSets, balances, quarter).map(({ item, itemCode, sumHundredths, hundredths }) => ({
        name: item?.name ?? itemCode,
        before: sumHundredths,
        after: hundredths,
      })),
      yearHundredths
    ),
  }
}

type Part = { name: string; before: number; after: number }

/** "建议 min(18, 15) + 视察 6 = 21"; where the cap of a category or of the total bites, "≤" says so. */
function sumOf(parts: readonly Part[], total: number): string {
  const terms = parts.map(({ name, before, after }) =>
    before === after
      ? `${name} ${format.points(before)}`
      : `${name} min(${format.points(before)}, ${format.points(after)})`
  )
  const sum = parts.reduce((all, part) => all + part.after, 0)
  const end = sum === total ? `= ${format.points(total)}` : `= ${format.points(sum)} → ${format.points(total)}`
  return `${terms.join(' + ')} ${end}`.trim()
}

export const isCapped = (cap: number): boolean => cap < NO_CAP
