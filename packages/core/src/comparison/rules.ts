import { attendedIn, assessedAs, lastDayIn, partOfYear, setOfYear } from '../assessment/rules.ts'
import { ASSESSED_DAYS_MIN, type ExemptionGround, type Ineligible } from '../assessment/schema.ts'
import { addQuarters, quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { places, servedIn, yearDays } from '../points/assessment-rules.ts'
import { askedBetween, owedOf, type AskedIn } from '../points/minimum-rules.ts'
import { yearScore, type Balance, type RuleSet } from '../points/rules.ts'
import { YEAR_DAYS, type ComparisonSort, type Direction } from './schema.ts'

// A term so far, deputy by deputy, with what each number is to be held against. Pure. It lists; a person decides.

type Term = { startOn: string; endOn: string }
type Attendance = { present: number; onLeave: number; absent: number }

/**
 * `countedOn`: the first day that counts, neither before there were rules nor before the record was kept;
 * `yearHundredths`: a year's points by its name; `balances`: of the items that weigh beyond the sum.
 */
export type Given = {
  seat: Term
  countedOn: string
  attendance: Attendance
  receptionCount: number
  yearHundredths: ReadonlyMap<string, number>
  balances: readonly (Balance & { entryCount: number })[]
  grounds: ReadonlyMap<string, ExemptionGround>
}

/** What everybody is looked at under: the rules, the last day, and the term of the congress where it is registered. */
export type Frame = { ruleSets: readonly RuleSet[]; until: string; term: Term | null }

const later = (a: string, b: string): string => (a > b ? a : b)

export type Year = {
  year: string
  hundredths: number
  grade: string | null
  ineligible: Ineligible | null
  /** A year that still runs has no assessment yet: what it comes to so far. */
  isOver: boolean
}

export type Compared = ReturnType<typeof compared>

/** The last quarter that is over at the end of a day. */
const lastFinished = (until: string): string => {
  const quarter = quarterOf(until)
  return quarterDays(quarter).lastOn === until ? quarter : addQuarters(quarter, -1)
}

/**
 * What is asked of whoever the same days count for is the same: it is reckoned once. Of a quarter that runs nothing is
 * missed yet, and nothing of a year before it is over.
 */
export function askedOfAll({ ruleSets, until }: Frame) {
  const known = new Map<string, AskedIn[]>()
  const last = lastFinished(until)
  return ({ startOn, endOn }: Term): AskedIn[] => {
    const key = `${startOn} ${endOn}`
    const asked =
      known.get(key) ??
      askedBetween(ruleSets, { startOn, endOn }, { first: quarterOf(startOn), last }).filter(
        ({ per, quarter }) => per === 'quarter' || quarter.endsWith('Q4')
      )
    known.set(key, asked)
    return asked
  }
}

/** One deputy's term so far. */
export function compared(frame: Frame, asked: (term: Term) => readonly AskedIn[], given: Given) {
  const { until, term } = frame
  const { seat, attendance, receptionCount, balances, grounds } = given
  // What began within a year is held against its part of it.
  const counting = { ...seat, startOn: later(seat.startOn, given.countedOn) }
  const counted = yearsOf(frame, given, counting)
  const owed = owedOf(asked(counting), balances).filter(({ quarter }) => !grounds.has(yearOf(quarter)))
  return {
    served: term && servedIn({ ...seat, endOn: earlier(seat.endOn, until) }, { firstOn: term.startOn, lastOn: until }),
    servedDays: servedIn(seat, { firstOn: seat.startOn, lastOn: until }).servedDays,
    countedOn: counting.startOn,
    attended: attendedIn([attendance]),
    receptionCount,
    /** Of the years somebody was left out of the assessment, neither. */
    owed: { times: sum(owed, ({ times }) => times), missing: sum(owed, ({ missing }) => missing) },
    years: counted.map(({ year, hundredths, grade, ineligible, isOver }): Year => ({
      year,
      hundredths,
      grade,
      ineligible,
      isOver,
    })),
    pointsHundredths: sum(counted, ({ pointsHundredths }) => pointsHundredths),
    rate: rateOf(counted.filter(({ year }) => !grounds.has(year))),
  }
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0)
const earlier = (a: string, b: string): string => (a < b ? a : b)

/** The years of a mandate that count, the first one first; `days`: of each, those that do. */
function yearsOf({ ruleSets, until }: Frame, { seat, yearHundredths, balances, grounds }: Given, counting: Term) {
  const first = Number(counting.startOn.slice(0, 4))
  return Array.from({ length: Math.max(0, Number(until.slice(0, 4)) - first + 1) }, (_, n) => {
    const year = String(first + n)
    const set = setOfYear(ruleSets, year, until)
    if (!set) return []
    const last = lastDayIn(year, until)
    const { categories } = yearScore(ruleSets, balances, quarterOf(last))
    const score = { hundredths: yearHundredths.get(year) ?? 0, categories }
    const assessed = assessedAs(set, score, partOfYear(seat, year, last), grounds.get(year))
    const isOver = last === yearDays(year).lastOn
    return [{ year, isOver, days: partOfYear(counting, year, last).servedDays, ...assessed }]
  }).flat()
}

type Counted = { days: number; pointsHundredths: number }

/** Points of a whole year at the pace of the days that count; null where too few do. */
function rateOf(years: readonly Counted[]) {
  const [days, hundredths] = [sum(years, (one) => one.days), sum(years, (one) => one.pointsHundredths)]
  if (days < ASSESSED_DAYS_MIN) return null
  return { days, hundredths, yearHundredths: Math.round((hundredths * YEAR_DAYS) / days) }
}

/** The place of each who has a rate: by points for a day, ties share one and the next is left out. */
export function placesOf<R extends { rate: Compared['rate'] }>(rows: readonly R[]): Map<R, number> {
  const rated = rows.flatMap((row) =>
    row.rate ? [{ row, hundredths: row.rate.hundredths, servedDays: row.rate.days }] : []
  )
  return new Map([...places(rated)].map(([{ row }, place]) => [row, place]))
}

type Sorted = Compared & { place: number | null }

/** What a row is put in order by; null has nothing to be held against and comes last either way. */
function valueOf({ served, servedDays, attended, receptionCount, owed, years, pointsHundredths, rate }: Sorted) {
  const values: Record<Exclude<ComparisonSort, 'register'>, number | null> = {
    served: served?.servedDays ?? servedDays,
    attendance: attended.concerned === 0 ? null : attended.present / attended.concerned,
    concerned: attended.concerned,
    onLeave: attended.onLeave,
    absent: attended.absent,
    receptions: receptionCount,
    missed: owed.times === 0 ? null : owed.missing,
    assessed: years.filter(({ ineligible, isOver }) => isOver && ineligible === null).length,
    points: pointsHundredths,
    rate: rate && rate.hundredths / rate.days,
  }
  return values
}

/** In the order asked for; whoever is alike stays as the register has them. */
export function inOrder<R extends Sorted>(rows: readonly R[], by: ComparisonSort, direction: Direction): readonly R[] {
  if (by === 'register') return rows
  const sign = direction === 'descending' ? -1 : 1
  const valued = rows.map((row) => ({ row, value: valueOf(row)[by] }))
  return valued
    .toSorted((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return sign * (a.value - b.value)
    })
    .map(({ row }) => row)
}
