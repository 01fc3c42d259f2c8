import { dayOf } from '../kernel/calendar.ts'
import { dayInWords, pointsText, quarterInWords } from '../kernel/paper-words.ts'
import { table, text, type Part } from '../kernel/sectioned-paper.ts'
import { ruleSetIn, type RuleSet } from '../points/rules.ts'
import { ENTRIES_MAX } from './schema.ts'

// A mandate's ledger on paper, quarter by quarter: what took an entry back stands below it.

export type Entry = {
  id: string
  quarter: string
  occurredOn: string
  itemCode: string
  hundredths: number
  reversesId: string | null
  recordedAt: string
  note: string | null
  recorder: string | null
}

const COLUMNS = ['日期', '事项', '分值', '说明', '登记人']
const SHARES = [24, 26, 10, 26, 14]

/** `pointsOf`: what a quarter comes to under its caps. */
export function ledgerParts(
  entries: readonly Entry[],
  ruleSets: readonly RuleSet[],
  pointsOf: (quarter: string) => number
): Part[] {
  if (entries.length === 0) return [text('没有积分登记。')]
  const listed = entries.slice(0, ENTRIES_MAX)
  const reversals = new Map(listed.flatMap((one) => (one.reversesId === null ? [] : [[one.reversesId, one] as const])))
  const cut = entries.length > ENTRIES_MAX ? [text(`只列最早的${ENTRIES_MAX}笔。`)] : []
  const quarters = Map.groupBy(listed, ({ quarter }) => quarter)
  return [
    ...cut,
    ...[...quarters].flatMap(([quarter, all]) => {
      const made = all.filter(({ reversesId }) => reversesId === null)
      const taken = all.length - made.length
      const items = ruleSetIn(ruleSets, quarter)?.items
      const rows = made.flatMap((entry) => {
        const name = items?.find(({ code }) => code === entry.itemCode)?.name ?? entry.itemCode
        const reversal = reversals.get(entry.id)
        return reversal
          ? [rowOf(entry, `${name}（已冲正）`), rowOf(reversal, `冲正上一笔（${recordedOn(reversal)}）`)]
          : [rowOf(entry, name)]
      })
      const counted = taken === 0 ? `登记${made.length}笔` : `登记${made.length}笔，冲正${taken}笔`
      return [
        text(`${quarterInWords(quarter)}：${counted}，按上限计${pointsText(pointsOf(quarter))}分。`),
        ...table(COLUMNS, rows, SHARES),
      ]
    }),
  ]
}

const recordedOn = ({ recordedAt }: Entry): string => `${dayInWords(dayOf(Date.parse(recordedAt)))}登记`

const rowOf = (entry: Entry, item: string): string[] => [
  dayInWords(entry.occurredOn),
  item,
  pointsText(entry.hundredths),
  entry.note ?? '',
  entry.recorder ?? '',
]
