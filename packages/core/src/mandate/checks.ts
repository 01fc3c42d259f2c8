import { sql } from 'kysely'
import type * as z from 'zod'
import { closedAtFrom } from '../board/queries.ts'
import { addDays, quarterDays, quarterOf } from '../kernel/calendar.ts'
import { db } from '../kernel/db.ts'
import { typeOf } from '../kernel/event.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { refuseField } from '../kernel/problem.ts'
import { mandateEnded, seatMoved } from '../people/events.ts'
import { seatsOfMandate } from '../people/queries.ts'
import { mandateStream, seatsStream, type endings, type UnitLevel, type withdrawTransfer } from '../people/schema.ts'
import { reversalOf, standingAfter } from '../points/queries.ts'

// What stands in the way of changing a mandate, and what its end writes whichever command ends it.

/** The event that moved a mandate last. */
export const lastTransfer = (mandateId: string) =>
  db
    .selectFrom('event')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .where('stream', '=', mandateStream(mandateId))
    .where('type', '=', 'mandate.transferred')
    .$asScalar()

/** What was written to a mandate since it moved and stands, of the days from which on the other unit has it on its board. */
export const writtenSince = ({ mandateId, fromOn }: z.infer<typeof withdrawTransfer>) =>
  db
    .selectFrom('event')
    .select(['type', 'occurredOn'])
    .where('stream', '=', mandateStream(mandateId))
    .where('seq', '>', lastTransfer(mandateId))
    .where('occurredOn', '>=', quarterDays(quarterOf(fromOn)).firstOn)
    .where('type', 'in', ['points.recorded', 'points.opened', 'point-report.filed'])
    .where(({ not, exists }) => not(exists(reversalOf(sql`event.commandId || '/' || event.n`))))
    .orderBy('seq')
    .limit(1)

type Closed = { quarter: string; closedOn: string }
type Built = {
  closedHere: readonly Closed[]
  closedThere: readonly Closed[]
  end: readonly { endedOn: string }[]
  written: readonly { type: string; occurredOn: string }[]
  named: readonly { occurredOn: string; title: string | null }[]
  groups: readonly { id: string; name: string }[]
  member: readonly { groupId: string }[]
}

/** What was built on a move, named with what to do about it; null when nothing was. */
export function builtOn({
  end: [end],
  written: [written],
  named: [named],
  member: [member],
  groups,
  ...closings
}: Built) {
  const closed = closings.closedHere[0] ?? closings.closedThere[0]
  if (closed) return dayClosed('/reason', closed)
  const since = (zh: string, en: string) =>
    refuseField('/reason', 'built-on-transfer', {
      zh: `转入以后${zh}，不能撤回转入`,
      en: `Since the move ${en}: it cannot be taken back`,
    })
  if (end) return since(`资格已于 ${end.endedOn} 终止`, `the mandate ended on ${end.endedOn}`)
  if (named) {
    const { title, occurredOn } = named
    return since(
      `有 ${occurredOn} 的活动“${title ?? ''}”，请先撤销或退回`,
      `there is the activity “${title ?? ''}” of ${occurredOn}, to be cancelled or returned first`
    )
  }
  if (written) {
    const { zh, en } = typeOf(written.type).words
    return since(
      `有 ${written.occurredOn} 的记录（${zh}），积分请先冲正`,
      `there is something of ${written.occurredOn} (${en}); reverse points first`
    )
  }
  if (member) {
    const name = groups.find(({ id }) => id === member.groupId)?.name ?? ''
    return since(`已编入“${name}”，请先移出`, `the deputy joined “${name}”, to be left first`)
  }
  return null
}

export const dayClosed = (pointer: string, { quarter, closedOn }: { quarter: string; closedOn: string }) =>
  refuseField(
    pointer,
    'quarter-closed',
    {
      zh: `${quarter} 已于 ${closedOn} 结账，不能再变动`,
      en: `${quarter} was closed on ${closedOn}: nothing moves in it`,
    },
    {
      rule: {
        zh: '结账后榜上的名单和积分不再变动',
        en: 'After closing, neither who is on a board nor their points change',
      },
      article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
    }
  )

const TERMINATION = {
  rule: {
    zh: '代表资格只因法定事由终止，由代表资格审查委员会报常委会（镇报人代会）公告；积分不是事由',
    en: 'A mandate ends on grounds of law only, announced on the report of the credentials committee; points are no ground',
  },
  article: {
    zh: '《代表法》第六十二条；《选举法》第五十条至第五十七条',
    en: 'Law on Deputies, art. 62; Electoral Law, arts. 50–57',
  },
}

type End = UnitLevel & { mandateId: string; endOn: string }

/** What an end writes, and what closing, recording and moving write against it. */
export const endStreams = ({ mandateId, ...of }: UnitLevel & { mandateId: string }) => [
  mandateStream(mandateId),
  seatsStream(of),
]

export const loadEnd = (end: End) => ({
  seats: seatsOfMandate(end.mandateId),
  closed: closedAtFrom(end, quarterOf(end.endOn)),
  entries: standingAfter(end.mandateId, end.endOn),
})

export type Seat = UnitLevel & { mandateId: string; fromOn: string; startOn: string; endOn: string }
type Rows = {
  closed: readonly { quarter: string; closedOn: string }[]
  entries: readonly { occurredOn: string }[]
}

/** Why a mandate cannot end on that day; null when it can. `pointer` is the field of the day. */
export function endRefusal(pointer: string, seat: Seat, { closed: [closed], entries: [entry] }: Rows, endOn: string) {
  const first = seat.fromOn > seat.startOn ? seat.fromOn : addDays(seat.startOn, 1)
  if (endOn < first || endOn >= seat.endOn) {
    return refuseField(
      pointer,
      'outside-the-mandate',
      {
        zh: `须在 ${first} 至 ${addDays(seat.endOn, -1)} 之间；任期本来就到 ${seat.endOn}`,
        en: `It must lie between ${first} and ${addDays(seat.endOn, -1)}: the term ends on ${seat.endOn} anyway`,
      },
      TERMINATION
    )
  }
  if (closed) return dayClosed(pointer, closed)
  if (!entry) return null
  return refuseField(
    pointer,
    'entries-after-the-end',
    {
      zh: `${entry.occurredOn} 还有积分登记，请先冲正`,
      en: `There is an entry of ${entry.occurredOn}: reverse it first`,
    },
    TERMINATION
  )
}

/** The mandate's end and its seat's, and the gate on closings that keeps every closed quarter as it is. */
export const endFacts = (seat: Seat, endOn: string, ending: keyof typeof endings, today: string) => {
  const { mandateId: id, unitId, level, fromOn } = seat
  return {
    facts: [
      mandateEnded.on(mandateStream(id), endOn, { id, endOn, previousEndOn: seat.endOn, ending }),
      seatMoved.on(seatsStream(seat), today, { unitId, level, mandateId: id, fromOn, untilOn: endOn }),
    ] as const,
    gate: mustBeAbsent(closedAtFrom(seat, quarterOf(endOn))),
  }
}
