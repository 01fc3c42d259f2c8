import { bodies, postsOf, type Body, type Post } from '@jiceng/core/body/schema'
import type { OpinionState } from '@jiceng/core/opinion/rules'
import { opinionStatuses } from '@jiceng/core/opinion/schema'
import { cellStates, type CellState, type Period } from '@jiceng/core/session/calendar-rules'
import { patterns, sessionKinds, sessionStatuses, type Pattern, type SessionKind } from '@jiceng/core/session/schema'
import { sessionTitle } from '@jiceng/core/session/title-rules'
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
export const CELL_KINDS = { held: 'ok', called: 'now', due: 'warn', overdue: 'bad', none: 'off' } as const
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

type Days = { firstOn: string; lastOn: string }
export const daysOf = ({ firstOn, lastOn }: Days): string =>
  format.days({ fromOn: firstOn, untilOn: lastOn }, getLocale())

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
