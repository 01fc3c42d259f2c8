import type { Body, PlaceKind } from '../body/schema.ts'
import { addDays, addMonths, dayOf } from '../kernel/calendar.ts'
import type { Because, Words } from '../kernel/words.ts'
import type { Pattern, SessionKind, SessionStatus } from './schema.ts'

// What a year asks of a body, and how its parts stand. Pure, browser-safe.

/** A part of a year in which a body is expected to meet once. */
export type Period = { firstOn: string; lastOn: string }

const partsOf = (year: string, months: number): Period[] =>
  Array.from({ length: 12 / months }, (_, index) => {
    const firstOn = addMonths(`${year}-01-01`, index * months)
    return { firstOn, lastOn: addDays(addMonths(firstOn, months), -1) }
  })

/** A standing committee meets every two months (地方组织法 51); everybody else is looked at by quarters. */
export const periodsOf = (body: Body, year: string): Period[] => partsOf(year, body === 'standing_committee' ? 2 : 3)

/**
 * How many sessions there have to be by the end of each period, and by which rule. `eachPeriod`: they are to be spread over
 * the year, so a second one in a period counts once; without it the law asks for a number and no time.
 */
export type Owed = { byEnd: readonly number[]; eachPeriod: boolean; because: Because }

const ART_14: Words = { zh: '《地方组织法》第十四条', en: 'Organic Law of Local Congresses, art. 14' }
const TWICE: Words = {
  zh: '乡、民族乡、镇的人民代表大会会议一般每年举行两次',
  en: 'A township’s congress generally meets twice a year',
}

const BY_PATTERN: Record<Pattern, Owed> = {
  statutory: { byEnd: [0, 0, 0, 2], eachPeriod: false, because: { rule: TWICE, article: ART_14 } },
  annual_midyear: {
    byEnd: [1, 1, 2, 2],
    eachPeriod: true,
    because: {
      rule: {
        zh: `${TWICE.zh}；本镇乡安排在年初和年中（七、八月）`,
        en: `${TWICE.en}; here at the beginning of the year and in July or August`,
      },
      article: ART_14,
    },
  },
  quarterly: {
    byEnd: [1, 2, 3, 4],
    eachPeriod: true,
    because: {
      rule: {
        zh: '季会制：每季度举行一次。法律规定的是最低次数',
        en: 'Quarterly sessions: once a quarter. What the law fixes is a minimum',
      },
      article: ART_14,
    },
  },
}

/** What a body owes in a year. null: no rule says how often it meets. */
export function owedBy(body: Body, kind: PlaceKind, pattern: Pattern): Owed | null {
  switch (body) {
    case 'congress':
      return kind === 'district' ? ONCE_A_YEAR : BY_PATTERN[pattern]
    case 'standing_committee':
      return EVERY_TWO_MONTHS
    case 'chairpersons_meeting':
      return null
    case 'presidium':
    case 'street_office':
      return EACH_QUARTER
  }
}

const ONCE_A_YEAR: Owed = {
  byEnd: [0, 0, 0, 1],
  eachPeriod: false,
  because: {
    rule: { zh: '代表大会会议每年至少举行一次', en: 'A congress meets at least once a year' },
    article: ART_14,
  },
}

const EVERY_TWO_MONTHS: Owed = {
  byEnd: [1, 2, 3, 4, 5, 6],
  eachPeriod: true,
  because: {
    rule: { zh: '常务委员会会议每两个月至少举行一次', en: 'A standing committee meets at least every two months' },
    article: { zh: '《地方组织法》第五十一条', en: 'Organic Law of Local Congresses, art. 51' },
  },
}

const EACH_QUARTER: Owed = {
  byEnd: [1, 2, 3, 4],
  eachPeriod: true,
  because: {
    rule: { zh: '每季度至少举行一次', en: 'It meets at least once a quarter' },
    article: { zh: '本区会议规则（本区设定）', en: 'The district’s own rules of procedure' },
  },
}

/**
 * How a period stands. `unkept`: what was owed may have been held before anything was kept here. `none`: nothing is owed by
 * its end that was not before.
 */
export const cellStates = {
  held: { zh: '已召开', en: 'Held' },
  called: { zh: '已通知', en: 'Called' },
  due: { zh: '应召开', en: 'Due' },
  overdue: { zh: '逾期', en: 'Overdue' },
  unkept: { zh: '未用本系统记录', en: 'Not kept here' },
  none: { zh: '—', en: '–' },
} satisfies Record<string, Words>
export type CellState = keyof typeof cellStates

type Met = { firstOn: string; lastOn: string; kind: SessionKind; status: SessionStatus }

const isWithin = ({ firstOn, lastOn }: Period, day: string): boolean => firstOn <= day && day <= lastOn

/** What is known of a place: what met, its terms, when it went out of use, and since when a body of it is kept here. */
type Known = {
  sessions: readonly Met[]
  terms: readonly { startOn: string; endOn: string }[]
  retiredOn: string | null
  keptSince: string
}

/**
 * Since when nothing is missing only because nobody could write it down here: the district's first day, or the body's own
 * first session, where older ones were entered. Not its term's: that is registered whole when a district begins.
 */
export function keptSince(begunAt: string, firstSessionOn: string | null): string {
  const begunOn = dayOf(Date.parse(begunAt))
  return firstSessionOn !== null && firstSessionOn < begunOn ? firstSessionOn : begunOn
}

/** Nothing is owed outside the terms that are registered, nor by a unit that is out of use. */
const isAsked = (period: Period, { terms, retiredOn }: Known): boolean =>
  terms.some(({ startOn, endOn }) => startOn <= period.lastOn && endOn >= period.firstOn) &&
  (retiredOn === null || retiredOn > period.firstOn)

/**
 * How each period stands. Extraordinary sessions are none of those a rule asks for. A call whose last day has passed
 * counts for nothing until somebody writes down that the session was held.
 */
export function cellsOf(owed: Owed | null, known: Known, periods: readonly Period[], today: string): CellState[] {
  const counted = known.sessions.filter(
    ({ kind, status, lastOn }) =>
      kind !== 'extraordinary' && (status === 'held' || (status === 'called' && lastOn >= today))
  )
  let met = 0
  return periods.map((period, index) => {
    const own = counted.filter(({ firstOn }) => isWithin(period, firstOn))
    met += owed?.eachPeriod === false ? own.length : Math.min(own.length, 1)
    const byEnd = owed?.byEnd[index] ?? 0
    const isShort = byEnd > (owed?.byEnd[index - 1] ?? 0) && met < byEnd
    const stands = own.length === 0 ? null : own.some(({ status }) => status === 'held') ? 'held' : 'called'
    if (!isShort || (stands && owed?.eachPeriod !== false)) return stands ?? 'none'
    const state = stateOfShort(owed?.eachPeriod === false ? periods[0]! : period, period, known, today)
    // One of the two a year is held here, and the other is still owed by the end of the same part.
    if (state === 'due' || state === 'overdue') return state
    // What is not owed here is not owed later either.
    met = byEnd
    return stands ?? state
  })
}

/** How a period stands that lacks a session. `counted`: the time over which the rule counts them. */
function stateOfShort(counted: Period, period: Period, known: Known, today: string): CellState {
  if (!isAsked(period, known)) return 'none'
  if (period.lastOn >= today) return 'due'
  return counted.firstOn < known.keptSince ? 'unkept' : 'overdue'
}

/** 七、八月: where a mid-year session is expected. Another month is flagged, not forbidden. */
const MIDYEAR_MONTHS = ['07', '08']

export const isOutOfSeason = ({ kind, firstOn }: Pick<Met, 'kind' | 'firstOn'>): boolean =>
  kind === 'midyear' && !MIDYEAR_MONTHS.includes(firstOn.slice(5, 7))

/** The pattern that holds in a year: the newest set for it or for a year before. */
export const patternIn = (patterns: readonly { fromYear: string; pattern: Pattern }[], year: string): Pattern =>
  patterns.filter(({ fromYear }) => fromYear <= year).sort((a, b) => (a.fromYear < b.fromYear ? 1 : -1))[0]?.pattern ??
  'statutory'

type Kept = Known & { patterns: readonly { fromYear: string; pattern: Pattern }[] }

/** A year of a body at a place: its pattern, what that owes and by which rule, and how each part of the year stands. */
export function calendarOf(
  { body, kind, year }: { body: Body; kind: PlaceKind; year: string },
  kept: Kept,
  today: string
) {
  const pattern = patternIn(kept.patterns, year)
  const owed = owedBy(body, kind, pattern)
  return {
    pattern: kind === 'district' || body !== 'congress' ? null : pattern,
    because: owed?.because ?? null,
    cells: cellsOf(owed, kept, periodsOf(body, year), today),
  }
}
