import { newestPublished } from '../annual-board/queries.ts'
import { revisionsOf } from '../board/queries.ts'
import type { UnitQuarter } from '../board/schema.ts'
import { yearOf } from '../kernel/calendar.ts'
import type { Level } from '../people/schema.ts'
import type { RaisedIn } from './schema.ts'

// When a quarter takes objections. Whatever is wrong on the board of a longer time is wrong in an entry of one of its
// quarters, so its window is one of theirs too.

/** A board in force that shows a quarter's entries, and until when one may object to them. */
export type Window = { raisedIn: RaisedIn; revision: number; publishedOn: string; objectionsUntilOn: string }

type Published = Omit<Window, 'raisedIn'> & { withdrawnOn: string | null }

/** The newest revisions of the boards of a longer time that show a quarter. */
export const longerBoards = ({ level, quarter }: { level: Level; quarter: string }) => ({
  years: newestPublished({ level, year: yearOf(quarter) }),
})

/** … and of the quarter's own. */
export const windowSources = (of: UnitQuarter) => ({ revisions: revisionsOf(of), ...longerBoards(of) })

/** The windows of a quarter, its own board's first. Without that in force there is none: it is what the entries are read on. */
export function windowsOf({
  revisions: [own],
  years: [year],
}: {
  revisions: readonly Published[]
  years: readonly Published[]
}): Window[] {
  if (!own || own.withdrawnOn !== null) return []
  return [
    { raisedIn: 'board' as const, ...own },
    ...(year && year.withdrawnOn === null ? [{ raisedIn: 'annual-board' as const, ...year }] : []),
  ].map(({ raisedIn, revision, publishedOn, objectionsUntilOn }) => ({
    ...{ raisedIn, revision, publishedOn, objectionsUntilOn },
  }))
}

/** The window in which something came in on a day; the quarter's own where several are open. */
export const openOn = (windows: readonly Window[], day: string): Window | undefined =>
  windows.find(({ publishedOn, objectionsUntilOn }) => publishedOn <= day && day <= objectionsUntilOn)
