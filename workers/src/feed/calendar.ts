import ical, { ICalEventStatus } from 'ical-generator'
import { addDays } from '@jiceng/core/kernel/calendar'
import { sessionKinds, type SessionKind, type SessionStatus } from '@jiceng/core/session/schema'
import type { Words } from '@jiceng/core/kernel/words'

// Sessions as RFC 5545 has them: days without hours, for a session lasts days and its hours are told in its papers. What is
// moved keeps its UID and counts up, what is called off stays as such, so that a calendar program takes it away.

type Session = {
  id: string
  kind: SessionKind
  firstOn: string
  lastOn: string
  status: SessionStatus
  title: Words
  venue: string
  sequence: number
  changedAt: string
}
type Calendar = { tenantId: string; placeName: string | null; districtName: string; sessions: readonly Session[] }

/** Seconds after which a program that asks us may look again: a session is called days before. */
const REFRESH_S = 6 * 60 * 60

export function calendarOf({ tenantId, placeName, districtName, sessions }: Calendar): string {
  const calendar = ical({
    prodId: { company: 'Jiceng', product: 'sessions', language: 'ZH' },
    name: placeName === null ? `${districtName}：我的会议日程` : `${placeName}会议日程`,
    ttl: REFRESH_S,
    // Not by `timezone`, which would write DTSTAMP in local time; days have no zone.
    x: { 'X-WR-TIMEZONE': 'Asia/Shanghai' },
  })
  for (const { id, kind, firstOn, lastOn, status, title, venue, sequence, changedAt } of sessions) {
    calendar.createEvent({
      ...{ id: `session-${id}@${tenantId}`, sequence, stamp: new Date(changedAt) },
      ...{ allDay: true, start: midnight(firstOn), end: midnight(addDays(lastOn, 1)) },
      ...{ summary: title.zh, description: sessionKinds[kind].zh, location: venue },
      status: status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return calendar.toString()
}

const midnight = (on: string): Date => new Date(`${on}T00:00:00.000Z`)
