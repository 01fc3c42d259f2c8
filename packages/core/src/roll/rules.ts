import type { Presence } from '../activity/schema.ts'
import type { PresenceState } from '../sitting/schema.ts'
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
type Days = { firstOn: string; lastOn: string }

/** Whether approved leave covers every one of some days. */
export const isOnLeave = (leaves: readonly Leave[], mandateId: string, { firstOn, lastOn }: Days): boolean =>
  leaves.some(
    (one) => one.mandateId === mandateId && one.status === 'approved' && one.fromOn <= firstOn && one.untilOn >= lastOn
  )

/** Who was not there was on leave, or absent without. */
export const presenceAt = (wasThere: boolean, leaves: readonly Leave[], mandateId: string, days: Days): Presence =>
  wasThere ? 'present' : isOnLeave(leaves, mandateId, days) ? 'leave' : 'absent'

export type Line = { mandateId: string; part: number; heldOn: string; presence: Presence }
type At = { sittingId: string; memberId: string; state: PresenceState }

/** Everybody expected at each sitting: whoever was in the hall at any time of it was there. */
export function linesOf(parts: readonly Part[], presences: readonly At[], leaves: readonly Leave[]): Line[] {
  const partOf = new Map(parts.map((part) => [part.sittingId, part]))
  return presences.flatMap(({ sittingId, memberId: mandateId, state }) => {
    const part = partOf.get(sittingId)
    if (!part) return []
    const days = { firstOn: part.heldOn, lastOn: part.heldOn }
    const presence = presenceAt(state !== 'due', leaves, mandateId, days)
    return [{ mandateId, part: part.part, heldOn: part.heldOn, presence }]
  })
}

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
