import { allTerms } from '../term/queries.ts'
import { levelOf, termYears, type Term } from '../term/schema.ts'
import { firstBoard, newestContentFor, newestFor, revisionsDueIn } from '../board/queries.ts'
import { changedRows, rowsOn } from '../board/rules.ts'
import { boardContent, type BoardRow } from '../board/schema.ts'
import { addDays, addMonths, quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import type { Rows } from '../kernel/command.ts'
import { allUnits, inStrokeOrder, seatsOfSpan } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { servedIn, yearDays } from '../points/assessment-rules.ts'
import { allRuleSets } from '../points/queries.ts'
import { contentOf, newestAnnual, newestAnnualContent, yearBoards, yearContents } from './queries.ts'
import { owedQuarters, quartersIn, rowsOf, settledBy, sumOf, yearOfTerm, yearsIn, type Part } from './rules.ts'
import type { AnnualBoard, AnnualRow } from './schema.ts'
import { DISTRICT, seatedThrough, unitIds } from './year.ts'

// A term as it would be frozen now: of the boards of its years, and of the quarters of one that has none yet.

const MONTHS_BEFORE_END = 12
const LAST_DAY = '9999-12-31'

const lastOf = (span: string): string => span.slice(-4)

/** The year that runs on a day, or the term's last, and the one before: of one of them quarters may count. */
function recentYears(span: string, today: string): [string, string] {
  const last = today.slice(0, 4) < lastOf(span) ? today.slice(0, 4) : lastOf(span)
  return [String(Number(last) - 1), last]
}

/** The boards a term is made of, whose terms they are, and the newest revision of its own. */
export const termSources = ({ level, year: span }: AnnualBoard, today: string) => {
  const [years, last] = [yearsIn(span), lastOf(span)]
  const days = { firstOn: `${years[0] ?? last}-01-01`, lastOn: `${last}-12-31` }
  const [before, recent] = recentYears(span, today)
  const quarters = [before, recent].flatMap(quartersIn)
  return {
    terms: allTerms(),
    seats: seatsOfSpan(level, days, DISTRICT),
    years: yearBoards(level, years),
    yearContent: yearContents(level, years),
    units: allUnits(),
    seatedBefore: seatedThrough(level, before),
    seated: seatedThrough(level, recent),
    boards: newestFor(unitIds(), quarters),
    due: revisionsDueIn(DISTRICT),
    quarterContent: newestContentFor(unitIds(), quarters),
    first: firstBoard(level),
    ruleSets: allRuleSets().orderBy('version'),
    newest: newestAnnual({ level, year: span }),
    content: newestAnnualContent({ level, year: span }),
  }
}

type Sources = Rows<ReturnType<typeof termSources>>

/**
 * null where no congress of the level has such a term. `through`: the last day that counts, where it is not to be all
 * that is public.
 */
export function termNow(sources: Sources, { level, year: span }: AnnualBoard, today: string, through = LAST_DAY) {
  const known = sources.terms.filter(({ congressId }) => levelOf(congressId) === level)
  const terms = known.filter((term) => termYears(term) === span)
  const [rules] = sources.ruleSets
  if (terms.length === 0 || !rules) return null
  const firstQuarter = sources.first[0]?.quarter ?? quarterOf(today)
  const endOn = terms
    .map((term) => term.endOn)
    .sort()
    .at(-1)!
  const counted = countedIn(sources, { level, span, firstQuarter, through, endOn }, today)
  const inForce = sources.ruleSets.findLast(({ fromQuarter }) => fromQuarter <= counted.untilQuarter)
  const partsOf = partsBy(sources, level, counted)
  const seen = inStrokeOrder(sources.seats)
    .map((seat) => ({ seat, parts: partsOf(seat.mandateId) }))
    .filter(({ parts }) => parts.length > 0)
  const rows = seen.flatMap(({ seat, parts }) => {
    const term = termOf(terms, level, seat)
    return term ? [{ unitId: seat.unitId, row: termRow(seat, parts, clipped(term, counted)) }] : []
  })
  const units = sources.units.flatMap(({ id, name }) => {
    const own = rows.filter(({ unitId }) => unitId === id).map(({ row }) => row)
    return own.length > 0 ? [{ unitName: name, rows: own }] : []
  })
  const content = contentOf(sources.content)
  return {
    ...{ units, content },
    deputyCount: rows.length,
    ruleVersion: (inForce ?? rules).version,
    term: termFacts(terms, counted),
    /** Who is on the boards it is made of and began in no term there is. */
    termless: seen.filter(({ seat }) => !termOf(known, level, seat)).length,
    /** It is wanted at the session that ends it: from a year before on. */
    lastOn: addDays(addMonths(terms.map(({ endOn }) => endOn).sort()[0]!, -MONTHS_BEFORE_END), -1),
    owed: [],
    owedYears: counted.owed,
    changes: changedRows(
      rowsOf(content),
      units.flatMap((unit) => unit.rows)
    ),
  }
}

/** `endOn`: the last day of the last of its terms. */
type Scope = { level: Level; span: string; firstQuarter: string; through: string; endOn: string }

type Counted = {
  /** Years whose boards are in force and up to date, and the quarters of one that runs. */
  years: string[]
  quarters: string[]
  /** Years that should be published by now and are not, or not as they are now. */
  owed: string[]
  firstOn: string
  untilOn: string
  untilQuarter: string
}

/**
 * What of a term is on boards. A year counts once its own board is in force and up to date; until it has to be,
 * and unless it ever had one, the quarters count that every unit has on its board.
 */
function countedIn(sources: Sources, { level, span, firstQuarter, through, endOn }: Scope, today: string): Counted {
  // A year stands as a whole on the board of a term that ends in it.
  const isWithin = (quarter: string): boolean => through >= endOn || quarterDays(quarter).firstOn <= through
  const begun = yearsIn(span).filter((year) => year >= yearOf(firstQuarter) && yearDays(year).firstOn <= today)
  const isDone = (year: string): boolean =>
    sources.years.some((one) => one.year === year && one.publishedOn !== null && !one.withdrawnOn && !one.isOutdated)
  const years = begun.filter((year) => isDone(year) && isWithin(`${year}Q4`))
  const wasPublished = (year: string): boolean =>
    sources.years.some((one) => one.year === year && one.wasPublished === 1)
  const owed = begun.filter((year) => !isDone(year) && (settledBy(year) < today || wasPublished(year)))
  const open = begun.find((year) => !years.includes(year) && !owed.includes(year))
  const onBoards = open === undefined ? [] : onEveryBoard(sources, { level, firstQuarter, year: open }, today)
  const quarters = onBoards.filter((quarter) => isWithin(quarter) && quarterDays(quarter).firstOn <= endOn)
  const untilQuarter = quarters.at(-1) ?? `${years.at(-1) ?? '0000'}Q4`
  return {
    ...{ years, quarters, owed, untilQuarter },
    firstOn:
      years[0] === undefined && quarters[0] ? quarterDays(quarters[0]).firstOn : `${years[0] ?? lastOf(span)}-01-01`,
    untilOn: quarterDays(untilQuarter).lastOn,
  }
}

/** The quarters of a year, from its first on, that are over and that every unit has on a board in force. */
function onEveryBoard(
  sources: Sources,
  { level, firstQuarter, year }: { level: Level; firstQuarter: string; year: string },
  today: string
): string[] {
  const seated = [...sources.seatedBefore, ...sources.seated]
  const owed = owedQuarters({ ...sources, seated }, { level, firstQuarter }, sources.units)
  const isMissing = (quarter: string): boolean =>
    owed.some((one) => one.quarter === quarter) ||
    !sources.boards.some((one) => one.level === level && one.quarter === quarter)
  const over = quartersIn(year).filter((quarter) => quarter >= firstQuarter && quarterDays(quarter).lastOn < today)
  const first = over.findIndex(isMissing)
  return first === -1 ? over : over.slice(0, first)
}

type Seat = Sources['seats'][number]

/** The term a mandate is of: it began in it. */
const termOf = (terms: readonly Term[], level: Level, { electedBy, startOn }: Seat): Term | undefined =>
  terms.find(
    (term) =>
      (level === 'district' || term.congressId === electedBy) && term.startOn <= startOn && startOn <= term.endOn
  )

/** The days of a term that are on boards. */
const clipped = ({ startOn, endOn }: Pick<Term, 'startOn' | 'endOn'>, { firstOn, untilOn }: Counted) => ({
  firstOn: startOn > firstOn ? startOn : firstOn,
  lastOn: endOn < untilOn ? endOn : untilOn,
})

/** null while no day of it is on a board. */
function termFacts(terms: readonly Term[], counted: Counted) {
  const days = terms.map((term) => clipped(term, counted)).filter(({ firstOn, lastOn }) => firstOn <= lastOn)
  if (days.length === 0) return null
  const ordinals = new Set(terms.map(({ ordinal }) => ordinal))
  return {
    ordinal: ordinals.size === 1 ? terms[0]!.ordinal : null,
    fromOn: days.map(({ firstOn }) => firstOn).sort()[0]!,
    untilOn: days
      .map(({ lastOn }) => lastOn)
      .sort()
      .at(-1)!,
  }
}

type TermPart = { part: Part; year: NonNullable<AnnualRow['years']>[number] }

/** What the boards say of each mandate, year after year. */
function partsBy({ yearContent, quarterContent }: Sources, level: Level, { years, quarters }: Counted) {
  const found = new Map<string, TermPart[]>()
  const add = (mandateId: string, part: TermPart) => found.set(mandateId, [...(found.get(mandateId) ?? []), part])
  for (const year of years) {
    const content = contentOf(yearContent.filter((one) => one.year === year))
    for (const row of rowsOf(content)) add(row.mandateId, { part: row, year: yearOfTerm(year, row) })
  }
  const runs = Map.groupBy(
    quarters.flatMap((quarter) =>
      quarterContent
        .filter((one) => one.level === level && one.quarter === quarter)
        .flatMap(({ rows }) => rowsOn(boardContent.parse(JSON.parse(rows))))
        .map((row) => ({ quarter, row }))
    ),
    ({ row }) => row.mandateId
  )
  for (const [mandateId, own] of runs) {
    // Not the last quarter's year to date: a quarter before it that was corrected since is not in that.
    const part = sumOf(own.map(({ row }) => partOf(row)))
    const { quarter } = own.at(-1)!
    const year = { year: yearOf(quarter), quarter, hundredths: part.hundredths, grade: null, isLeftOut: false }
    add(mandateId, { part, year })
  }
  return (mandateId: string) => found.get(mandateId) ?? []
}

/** A quarter on its own: without a base, and under no cap of the year. */
const partOf = ({ concerned, present, onLeave, absent, quarterHundredths }: BoardRow): Part => ({
  ...{ concerned, present, onLeave, absent },
  ...{ pointsHundredths: quarterHundredths, baseHundredths: 0, hundredths: quarterHundredths },
})

const termRow = (seat: Seat, parts: readonly TermPart[], days: { firstOn: string; lastOn: string }): AnnualRow => ({
  ...{ mandateId: seat.mandateId, name: seat.name, electoralDistrict: seat.electoralDistrict },
  ...sumOf(parts.map(({ part }) => part)),
  ...servedIn(seat, days),
  ...{ grade: null, isLeftOut: false },
  byElectedOn: seat.ground === 'by_election' ? seat.startOn : null,
  years: parts.map(({ year }) => year),
})
