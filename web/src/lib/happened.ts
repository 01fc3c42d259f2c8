import * as format from './format.ts'
import { words, type Column } from './list.ts'
import { m } from './paraglide/messages.js'
import { getLocale } from './paraglide/runtime.js'
import { inWords } from './words.ts'

/** One line of a history from events. */
export type HappenedItem = {
  words: { zh: string; en: string }
  occurredOn: string
  recordedAt: string
  actorName: string | null
  isSystem: boolean
  hundredths: number | null
  /** What was written beside it: a decision's number, or a reason. */
  note: string | null
}

export const happenedColumns = (): Column<HappenedItem>[] => [
  words('what', m.history_what(), (item) => inWords(item.words) + amountOf(item)),
  words('day', m.points_occurred_on(), (item) => format.day(item.occurredOn, getLocale())),
  words('who', m.history_who(), (item) => item.actorName ?? (item.isSystem ? m.history_system() : m.history_unknown())),
  words('note', m.history_note(), (item) => item.note ?? ''),
  words('when', m.ledger_recorded_at(), (item) => format.instant(item.recordedAt, getLocale())),
]

const amountOf = ({ hundredths }: HappenedItem): string =>
  hundredths === null ? '' : m.common_colon() + format.signed(hundredths)
