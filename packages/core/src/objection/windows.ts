import { newestShowing } from '../annual-board/queries.ts'
import { isTerm } from '../annual-board/rules.ts'
import { revisionsOf } from '../board/queries.ts'
import type { UnitQuarter } from '../board/schema.ts'
import { quarterDays } from '../kernel/calendar.ts'
import type { Level } from '../people/schema.ts'
import type { RaisedIn } from './schema.ts'

// When a quarter takes objections. Whatever is wrong on the board of a longer time is wrong in an entry of one of its
// quarters, so its window is one of theirs too.

/** A board in force that shows a quarter's entries, and until when one may object to them. */
export type Window = {
  raisedIn: RaisedIn
  /** The term, where it is a term's board. */
  raisedTerm: string | null
  revision: number
  publishedOn: string
  objectionsUntilOn: string
}

type Published = Omit<Window, 'raisedIn' | 'raisedTerm'> & { withdrawnOn: string | null }
type Longer = Published & { year: string }

/** The newest revisions of the boards of a longer time that show a quarter. */
export const longerBoards = ({ level, quarter }: { level: Level; quarter: string }) => ({
  years: newestShowing(level, quarterDays(quarter)),
})

/** … and of the quarter's own. */
export const windowSources = (of: UnitQuarter) => ({ revisions: revisionsOf(of), ...longerBoards(of) })

/** The windows of a quarter, its own board's first. Without that in force there is none: it is what the entries are read on. */
export function windowsOf({
  revisions: [own],
  years,
}: {
  revisions: readonly Published[]
  years: readonly Longer[]
}): Window[] {
  if (!own || own.withdrawnOn !== null) return []
  return [
    { raisedIn: 'board' as const, raisedTerm: null, ...own },
    ...years
      .filter(({ withdrawnOn }) => withdrawnOn === null)
      .map(({ year, ...one }) => ({
        raisedIn: 'annual-board' as const,
        raisedTerm: isTerm(year) ? year : null,
        ...one,
      })),
  ].map(({ raisedIn, raisedTerm, revision, publishedOn, objectionsUntilOn }) => ({
    ...{ raisedIn, raisedTerm, revision, publishedOn, objectionsUntilOn },
  }))
}

/** The window in which something came in on a day; the quarter's own where several are open. */
export const openOn = (windows: readonly Window[], day: string): Window | undefined =>
  windows.find(({ publishedOn, objectionsUntilOn }) => publishedOn <= day && day <= objectionsUntilOn)
