import * as z from 'zod'
import { attendanceBetween } from '../activity/queries.ts'
import { annualWindows } from '../annual-board/queries.ts'
import { countsQuarter, quartersIn } from '../annual-board/rules.ts'
import { closingsFor, newestFor } from '../board/queries.ts'
import type { Actor } from '../kernel/actor.ts'
import { addQuarters, quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { yearsToTell } from '../duty-report/rules.ts'
import { ownCaseNotes, ownCases, toldToDeputy } from '../duty-case/queries.ts'
import { query } from '../kernel/command.ts'
import { ownLeaves } from '../leave/queries.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { ownAmong, ownRows } from '../own-session/queries.ts'
import { mandateIdsOf, seatsOfPerson, unitIdsOf } from '../people/queries.ts'
import { seatThatCounts } from '../points/checks.ts'
import { minimumsOf } from '../points/minimum-rules.ts'
import { ruleSetIn } from '../points/rules.ts'
import { balancesTo, entriesIn, ruleRows, ruleSetsOf, yearsOf } from '../points/queries.ts'
import { selfChecksFor } from '../self-check/queries.ts'
import { myLedgerInput } from './schema.ts'

// What a deputy sees: their own mandates and nothing else. Who they are comes from the session, never from the input.

type Seat = { mandateId: string; startOn: string; endOn: string; fromOn: string; untilOn: string }

/** Each mandate once, by the seat whose unit keeps the record of the quarter; none that did not touch it. */
function seatsIn<S extends Seat>(seats: readonly S[], quarter: string): S[] {
  const { firstOn, lastOn } = quarterDays(quarter)
  const touching = seats.filter((seat) => seat.startOn <= lastOn && seat.endOn >= firstOn)
  return [...new Set(touching.map((seat) => seat.mandateId))].flatMap((mandateId) => {
    const seat = seatThatCounts(
      touching.filter((one) => one.mandateId === mandateId),
      quarter
    )
    return seat ? [seat] : []
  })
}

type Window = { unitId: string; level: string; quarter: string; untilOn: string }

/** The self-check of a quarter where it was opened. */
function windowOf(windows: readonly Window[], of: Omit<Window, 'untilOn'>, today: string) {
  const window = windows.find(
    ({ unitId, level, quarter }) => unitId === of.unitId && level === of.level && quarter === of.quarter
  )
  return window ? { untilOn: window.untilOn, running: today <= window.untilOn } : null
}

type Board = Omit<Window, 'untilOn'> & {
  revision: number
  objectionsUntilOn: string
  publicUntilOn: string
  withdrawnOn: string | null
}

/** The board of a quarter while it is public, and whether it takes objections. */
function boardOf(boards: readonly Board[], of: Omit<Window, 'untilOn'>, today: string) {
  const board = boards.find(
    ({ unitId, level, quarter }) => unitId === of.unitId && level === of.level && quarter === of.quarter
  )
  if (!board || board.withdrawnOn !== null || today > board.publicUntilOn) return null
  const { revision, objectionsUntilOn } = board
  return { revision, objectionsUntilOn, running: today <= objectionsUntilOn }
}

/** Whether somebody who sat since a quarter began may object to it. */
const sitsSince = (seats: readonly (Seat & { level: string })[], level: string, quarter: string): boolean =>
  seats.some((seat) => seat.level === level && seat.untilOn >= quarterDays(quarter).firstOn)

const personOf = (actor: Actor) => (actor.kind === 'deputy' ? { personId: actor.personId } : null)

/** Years of a mandate a page offers to report on. */
const REPORT_YEARS = 2

/** A deputy's own mandates with the points, the attendance and the board of this quarter and the last. */
export const myOverview = query({
  name: 'my.overview',
  roles: ['deputy'],
  input: z.strictObject({}),
  scope: (actor) => personOf(actor),
  load: (_, { personId }, ctx) => {
    const quarter = quarterOf(ctx.today)
    const own = mandateIdsOf(personId).$asScalar()
    return {
      years: yearsOf([yearOf(quarter), yearOf(addQuarters(quarter, -1))], own),
      attendance: attendanceBetween(own, addQuarters(quarter, -1), quarter),
      windows: selfChecksFor(unitIdsOf(personId).$asScalar(), [addQuarters(quarter, -1), quarter]),
      boards: newestFor(unitIdsOf(personId).$asScalar(), [addQuarters(quarter, -1)]),
      annual: annualWindows(ctx.today),
      balances: balancesTo(quarter, own),
      cases: ownCases(personId),
      leaves: ownLeaves(personId, ctx.today),
      caseNotes: ownCaseNotes(personId),
      ...ownRows(personId, ctx.today),
      ...ruleRows(quarter),
    }
  },
  answer: (
    { seats, years, attendance, windows, boards, annual, balances, cases, caseNotes, leaves, ...rows },
    _,
    ctx
  ) => {
    const current = quarterOf(ctx.today)
    const ruleSets = ruleSetsOf(rows)
    const set = ruleSetIn(ruleSets, current)
    const owedBy = (seat: Seat) =>
      set
        ? minimumsOf(
            set,
            balances.filter(({ mandateId }) => mandateId === seat.mandateId),
            current,
            seat
          ).filter(({ missing }) => missing > 0)
        : []
    const quarters = [current, addQuarters(current, -1)].map((quarter) => ({
      quarter,
      mandates: seatsIn(seats, quarter).map((seat) => {
        const year = years.find((row) => row.mandateId === seat.mandateId && row.year === yearOf(quarter))
        const count = attendance.find((row) => row.mandateId === seat.mandateId && row.quarter === quarter)
        const n = quarter.slice(5) as '1' | '2' | '3' | '4'
        return {
          ...seat,
          quarterHundredths: year?.[`q${n}Hundredths`] ?? 0,
          yearHundredths: year?.[`toQ${n}Hundredths`] ?? 0,
          present: count?.present ?? 0,
          onLeave: count?.onLeave ?? 0,
          absent: count?.absent ?? 0,
          selfCheck: windowOf(windows, { ...seat, quarter }, ctx.today),
          board: boardOf(boards, { ...seat, quarter }, ctx.today),
          /** What the rules still ask for; only of the quarter that runs. */
          owed: quarter === current ? owedBy(seat) : [],
        }
      }),
    }))
    const mandates = seats.filter((seat, n) => seats.findIndex(({ mandateId }) => mandateId === seat.mandateId) === n)
    return ok({
      quarters,
      /** Years and terms whose boards take objections: each in the quarter whose entry is wrong. */
      annualBoards: annual.flatMap(({ fromOn, untilOn, ...one }) => {
        const quarters = quartersIn(one.year).filter(
          (quarter) => countsQuarter({ fromOn, untilOn }, quarter) && sitsSince(seats, one.level, quarter)
        )
        return quarters.length > 0 ? [{ ...one, quarters }] : []
      }),
      cases: toldToDeputy(cases, caseNotes),
      /** The session that runs or comes next; null: none is called. */
      nextSession: ownAmong({ ...rows, seats }).find(({ status }) => status !== 'cancelled') ?? null,
      /** Requests for leave whose last day is still to come. */
      leaves,
      /** Every mandate, each with the years of it that can be told to voters. */
      mandates: mandates.map((seat) => ({
        ...seat,
        years: yearsToTell(seat, ruleSets, ctx.today).slice(0, REPORT_YEARS),
      })),
    })
  },
})

/**
 * A deputy's own entries of one quarter and level: evidence, rule and recorder, and the sums with the caps that made
 * them. Two mandates touch a quarter when a term ended and another began in it.
 */
export const myLedger = query({
  name: 'my.ledger',
  roles: ['deputy'],
  input: myLedgerInput,
  scope: (actor) => personOf(actor),
  load: ({ level, quarter }, { personId }) => {
    const own = mandateIdsOf(personId).where('level', '=', level).$asScalar()
    return {
      seats: seatsOfPerson(personId).where('mandate.level', '=', level),
      entries: entriesIn(quarter, own),
      balances: balancesTo(quarter, own),
      attendance: attendanceBetween(own, quarter, quarter),
      closings: closingsFor(level, quarter, unitIdsOf(personId).$asScalar()),
      windows: selfChecksFor(unitIdsOf(personId).$asScalar(), [quarter]),
      boards: newestFor(unitIdsOf(personId).$asScalar(), [quarter]),
      ...ruleRows(quarter),
    }
  },
  answer: ({ seats, entries, balances, attendance, closings, windows, boards, ...rules }, { quarter }, ctx) => {
    const counted = seatsIn(seats, quarter)
    if (counted.length === 0) return notFound()
    return ok({
      ruleSets: ruleSetsOf(rules),
      ledgers: counted.map((seat) => {
        const own = (row: { mandateId: string }) => row.mandateId === seat.mandateId
        const { present = 0, onLeave = 0, absent = 0 } = attendance.find(own) ?? {}
        return {
          ...seat,
          ...{ present, onLeave, absent },
          entries: entries.filter(own),
          balances: balances.filter(own),
          closedOn: closings.find((closing) => closing.unitId === seat.unitId)?.closedOn ?? null,
          selfCheck: windowOf(windows, { ...seat, quarter }, ctx.today),
          board: boardOf(boards, { ...seat, quarter }, ctx.today),
        }
      }),
    })
  },
})
