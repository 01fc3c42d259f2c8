import { itemTypes, reportFields, type ItemType, type ReportField } from '@jiceng/core/agenda/schema'
import { bodies, postsOf, type Body, type Post } from '@jiceng/core/body/schema'
import type { OpinionState } from '@jiceng/core/opinion/rules'
import { opinionStatuses } from '@jiceng/core/opinion/schema'
import { cellStates, type CellState, type Period } from '@jiceng/core/session/calendar-rules'
import { patterns, sessionKinds, sessionStatuses, type Pattern, type SessionKind } from '@jiceng/core/session/schema'
import { sessionTitle } from '@jiceng/core/session/title-rules'
import { PDF } from '@jiceng/core/upload/schema'
import * as format from '$lib/format.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { inWords } from '$lib/words.ts'

export const bodyName = (body: Body): string => inWords(bodies[body])
export const postName = (body: Body, post: Post): string => inWords(postsOf(body)[post])
export const patternName = (pattern: Pattern): string => inWords(patterns[pattern])
export const sessionKindName = (kind: SessionKind): string => inWords(sessionKinds[kind])
export const sessionStatusName = (status: keyof typeof sessionStatuses): string => inWords(sessionStatuses[status])
export const cellName = (state: CellState): string => inWords(cellStates[state])
export const titleOf = (of: Parameters<typeof sessionTitle>[0]): string => inWords(sessionTitle(of))

export const opinionStateName = (state: OpinionState): string =>
  state === 'overdue'
    ? m.opinion_overdue()
    : state === 'carried_on'
      ? m.opinion_carried_on()
      : inWords(opinionStatuses[state])

/** How a state looks: `State` has a shape and a colour for each. */
export const CELL_KINDS = {
  held: 'ok',
  called: 'now',
  due: 'warn',
  overdue: 'bad',
  unkept: 'off',
  none: 'off',
} as const
export const OPINION_KINDS = {
  recorded: 'warn',
  assigned: 'now',
  reported: 'now',
  closed: 'ok',
  overdue: 'bad',
  carried_on: 'now',
} as const
export const STATUS_KINDS = { called: 'now', held: 'ok', cancelled: 'off' } as const

export const periodName = ({ firstOn, lastOn }: Period): string => format.months({ firstOn, lastOn }, getLocale())

type Item = { type: ItemType; field: ReportField | null; title: string }
/** An item as it is listed for who reads its papers. */
export type ItemWithPapers = Item & {
  id: string
  papers: readonly { id: string; name: string; mediaType: string; byteCount: number }[]
}

/** What an item of an agenda is; nothing where its name says it already. */
export function itemKindOf(item: Item): string {
  const { type, field, title } = item
  const kind = [inWords(itemTypes[type]), ...(field ? [inWords(reportFields[field])] : [])].join(m.common_list_gap())
  return kind === title ? '' : kind
}

/** What a paper is as a file: "PDF · 1.2 MB". */
export const fileKindOf = ({ mediaType, byteCount }: { mediaType: string; byteCount: number }): string =>
  `${mediaType === PDF ? 'PDF' : 'Word'} · ${format.bytes(byteCount)}`

type Days = { firstOn: string; lastOn: string }
export const daysOf = ({ firstOn, lastOn }: Days): string =>
  format.days({ fromOn: firstOn, untilOn: lastOn }, getLocale())

/** Without year and weekday: 3月15日–3月16日. */
export const shortDaysOf = ({ firstOn, lastOn }: Days): string =>
  [...new Set([firstOn, lastOn])].map((on) => format.monthDay(on, getLocale())).join('–')

/** 第三次, and what is odd about it. */
export const shortNote = ({
  ordinal,
  kind,
  isOutOfSeason,
}: {
  ordinal: number
  kind: SessionKind
  isOutOfSeason: boolean
}) =>
  [
    m.session_nth({ ordinal }),
    ...(kind === 'extraordinary' ? [sessionKindName(kind)] : []),
    ...(isOutOfSeason ? [m.session_out_of_season()] : []),
  ].join(m.common_list_gap())

export const RESOLUTION_KINDS = {
  drafted: 'now',
  issued: 'warn',
  published: 'ok',
  voided: 'off',
  withdrawn: 'off',
} as const
