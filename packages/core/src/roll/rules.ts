import type { Presence } from '../activity/schema.ts'
import type { PresenceState } from '../sitting/schema.ts'
import { addDays, daysBetween } from '../kernel/calendar.ts'
import type { Because } from '../kernel/words.ts'
import { MISSED_SESSIONS_MIN } from './schema.ts'

// Who was at a session. Pure.

/** A half day of it: a plenary sitting. */
export type Part = { part: number; heldOn: string; sittingId: string }
type Sitting = { id: string; kind: string; heldOn: string; openedWith: number | null }

/** The plenary sittings that took place: each counts as half a day. */
export const partsOf = (sittings: readonly Sitting[]): Part[] =>
  sittings
    .filter(({ kind, openedWith }) => kind === 'plenary' && openedWith !== null)
    .map(({ id, heldOn }, index) => ({ part: index + 1, heldOn, sittingId: id }))

export type Leave = { mandateId: string; fromOn: string; untilOn: string; status: string }

/** Whether approved leave covers a day: each half day has its own, so several requests that adjoin are as good as one. */
export const isOnLeave = (leaves: readonly Leave[], mandateId: string, on: string): boolean =>
  leaves.some(
    (one) => one.mandateId === mandateId && one.status === 'approved' && one.fromOn <= on && one.untilOn >= on
  )

/** Who was not there on a day was on leave, or absent without. */
export const presenceAt = (wasThere: boolean, leaves: readonly Leave[], mandateId: string, on: string): Presence =>
  wasThere ? 'present' : isOnLeave(leaves, mandateId, on) ? 'leave' : 'absent'

export type Line = { mandateId: string; part: number; heldOn: string; presence: Presence }
type At = { sittingId: string; memberId: string; state: PresenceState }

/** Everybody expected at each sitting: whoever was in the hall at any time of it was there. */
export function linesOf(parts: readonly Part[], presences: readonly At[], leaves: readonly Leave[]): Line[] {
  const partOf = new Map(parts.map((part) => [part.sittingId, part]))
  return presences.flatMap(({ sittingId, memberId: mandateId, state }) => {
    const part = partOf.get(sittingId)
    if (!part) return []
    const presence = presenceAt(state !== 'due', leaves, mandateId, part.heldOn)
    return [{ mandateId, part: part.part, heldOn: part.heldOn, presence }]
  })
}

/** The days of so many half days on paper: the first on a session's first day, the last on its last, evenly between. */
export function daysOfHalves(halfDays: number, { firstOn, lastOn }: { firstOn: string; lastOn: string }): string[] {
  const step = daysBetween(firstOn, lastOn) / Math.max(halfDays - 1, 1)
  return Array.from({ length: halfDays }, (_, n) => addDays(firstOn, Math.ceil(n * step - 0.5)))
}

type Away = { who: string; parts: number[] }
const HALF_DAYS = /^(\d{1,2})(?:[-–—~～至](\d{1,2}))?$/

/** "张三 1-2": who it names, and the half days missed, all of them where none is said; null where one is not to be had. */
export function awayIn(line: string, halfDays: number): Away | null {
  const words = line.split(/[\s,，、]+/)
  const named = words.findLastIndex((word) => !HALF_DAYS.test(word)) + 1
  const parts = words.slice(named).flatMap((word) => {
    const [, first, last = first] = HALF_DAYS.exec(word)!
    const [from, until] = [Number(first), Number(last)]
    return from < 1 || until < from || until > halfDays ? [NaN] : range(from, until)
  })
  if (named === 0 || parts.some(Number.isNaN)) return null
  return { who: words.slice(0, named).join(' '), parts: parts.length > 0 ? parts : range(1, halfDays) }
}

const range = (from: number, until: number): number[] => Array.from({ length: until - from + 1 }, (_, n) => from + n)

/** Of a whole session: whoever was at one of its sittings was there; on leave is who had leave for all of them. */
export const ofSession = (presences: readonly Presence[]): Presence =>
  presences.includes('present') ? 'present' : presences.includes('absent') ? 'absent' : 'leave'

/** How many there are of each. */
export function countsOf(all: readonly Presence[]) {
  const count = (one: Presence) => all.filter((each) => each === one).length
  return { present: count('present'), onLeave: count('leave'), absent: count('absent') }
}

export const MISSED_BECAUSE: Omit<Because, 'arithmetic'> = {
  rule: {
    zh: '未经批准两次不出席本级人民代表大会会议的，代表资格终止；由代表资格审查委员会提出意见、依法公告，本系统不作决定',
    en: 'A deputy who twice misses sessions of their congress without approval loses the seat. The credentials committee reports on it and it is announced as the law says; nothing here decides it',
  },
  article: { zh: '《代表法》第六十二条', en: 'Deputies Law, art. 62' },
}

/** Why somebody is named, with how many sessions they missed; null for fewer than the law speaks of. */
export const missedBecause = (count: number): Because | null =>
  count < MISSED_SESSIONS_MIN ? null : { ...MISSED_BECAUSE, arithmetic: `${count} ≥ ${MISSED_SESSIONS_MIN}` }
