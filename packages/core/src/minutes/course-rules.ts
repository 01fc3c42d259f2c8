// The course of a sitting from its events, in the order in which they happened and never by clocks. Pure.

export type Event = { seq: number; type: string; recordedAt: string; data: unknown }

export type Move = { seq: number; at: string; memberId: string; kind: 'arrived' | 'left' | 'returned' }
export type Course = {
  sittingId: string
  /** When it opened; null of one that did not. */
  opened: { seq: number; at: string; presentCount: number; dueCount: number } | null
  /** When it closed for good. */
  closed: { seq: number; at: string } | null
  /** Everybody's coming and going that was not taken back. */
  moves: Move[]
  items: { seq: number; at: string; itemId: string | null }[]
}

type Data = { by?: string; id?: string; sittingId?: string; memberId?: string; itemId?: string | null } & {
  presentCount?: number
  dueCount?: number
}

/** What happened at one sitting. A check-in that was taken back leaves nothing. */
export function courseOf(sittingId: string, events: readonly Event[]): Course {
  const course: Course = { sittingId, opened: null, closed: null, moves: [], items: [] }
  for (const { seq, type, recordedAt: at, data } of events) {
    const { id, sittingId: of, memberId, itemId, presentCount, dueCount, by } = data as Data
    if ((of ?? id) !== sittingId) continue
    switch (type) {
      case 'sitting.opened':
        // A sitting that was closed by mistake and goes on was opened once.
        course.opened ??= { seq, at, presentCount: presentCount!, dueCount: dueCount! }
        course.closed = null
        break
      case 'sitting.closed':
        course.closed = { seq, at }
        break
      case 'sitting.item-called':
        course.items.push({ seq, at, itemId: itemId ?? null })
        break
      case 'sitting.checked-in': {
        if (by === 'correction') {
          // Written down after it was closed: they had been there all along.
          course.moves.unshift({ seq: 0, at, memberId: memberId!, kind: 'arrived' })
          break
        }
        const was = course.moves.findLast((one) => one.memberId === memberId)
        course.moves.push({ seq, at, memberId: memberId!, kind: was ? 'returned' : 'arrived' })
        break
      }
      case 'sitting.left':
        course.moves.push({ seq, at, memberId: memberId!, kind: 'left' })
        break
      case 'sitting.check-in-taken-back':
        // The last coming only: who came, left and was let in by mistake had left.
        course.moves.splice(
          course.moves.findLastIndex((one) => one.memberId === memberId),
          1
        )
        break
    }
  }
  return course
}

/** Whether a member was in the hall just before an event. */
export function wasPresentAt({ moves }: Course, memberId: string, seq: number): boolean {
  const last = moves.findLast((one) => one.memberId === memberId && one.seq < seq)
  return last !== undefined && last.kind !== 'left'
}

/** What moved once it had opened: whoever left before was not at it. */
const sinceOpened = ({ opened, moves }: Course): Move[] =>
  opened === null ? [] : moves.filter(({ seq }) => seq > opened.seq)

/** Who came in after it had opened, be it that they had been there and left before. */
export const lateIn = (course: Course): Move[] =>
  sinceOpened(course).filter(
    (one, n, moves) => one.kind !== 'left' && moves.findIndex(({ memberId }) => memberId === one.memberId) === n
  )

const nextOf = (moves: readonly Move[], n: number): Move | undefined =>
  moves.slice(n + 1).find(({ memberId }) => memberId === moves[n]!.memberId)

/** Who left before the end and did not come back. */
export const leftBefore = (course: Course): Move[] =>
  sinceOpened(course).filter((one, n, moves) => one.kind === 'left' && !nextOf(moves, n))

/** Who left and came back. */
export const awayFor = (course: Course): { memberId: string; from: string; until: string }[] =>
  sinceOpened(course).flatMap((one, n, moves) => {
    const back = one.kind === 'left' && nextOf(moves, n)
    return back ? [{ memberId: one.memberId, from: one.at, until: back.at }] : []
  })
