import { actorKey, isSameSigner, type Actor } from '../kernel/actor.ts'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import { notFound, refuse, refuseField } from '../kernel/problem.ts'

// What an entry has to satisfy, whichever command writes it.

type Seat = { startOn: string; endOn: string; fromOn: string; untilOn: string }
type Closing = { unitId: string; quarter: string; closedOn: string }
type Entry = {
  unitId: string
  seats: readonly Seat[]
  rule: { hundredths: number } | undefined
  closing: Closing | undefined
  occurredOn: string
  today: string
}

/** Why an entry may not be made; null when it may. */
export function entryRefusal({ unitId, rule, closing, ...on }: Entry) {
  const no = dayRefusal(on)
  if (no) return no
  if (!rule) {
    return refuseField('/itemCode', 'no-such-item', {
      zh: '当日施行的积分规则没有这一项',
      en: 'The rules in force on that day have no such item',
    })
  }
  return closing ? quarterClosed(closing, unitId) : null
}

/** Why nothing of that day may be written down of a deputy here, whatever it gives. */
export function dayRefusal({ seats, occurredOn, today }: Pick<Entry, 'seats' | 'occurredOn' | 'today'>) {
  const seat = seatThatCounts(seats, quarterOf(occurredOn))
  if (!seat) return notFound()
  if (occurredOn > today) {
    return refuseField('/occurredOn', 'in-the-future', { zh: '不能晚于今天', en: 'It cannot be later than today' })
  }
  if (occurredOn < seat.startOn || occurredOn > seat.endOn) {
    return refuseField('/occurredOn', 'outside-the-mandate', {
      zh: `须在任期内（${seat.startOn} 至 ${seat.endOn}）`,
      en: `It must lie within the mandate (${seat.startOn} to ${seat.endOn})`,
    })
  }
  return null
}

/** The seat that decides whose board a quarter is on: the one on its last day, or the mandate's last. */
export const seatThatCounts = <S extends Seat>(seats: readonly S[], quarter: string): S | undefined => {
  const { lastOn } = quarterDays(quarter)
  return seats.find((seat) => {
    const day = seat.endOn < lastOn ? seat.endOn : lastOn
    return seat.fromOn <= day && day <= seat.untilOn
  })
}

/** Why an entry may not be taken back, whatever its quarter; null when it may. */
export function reversalRefusal(entry: { reversesId: string | null }, reversal: readonly unknown[]) {
  if (entry.reversesId !== null) {
    return refuse(409, 'reversal-is-final', {
      zh: '冲正不能再冲正，请重新登记',
      en: 'A reversal cannot be reversed. Record a new entry',
    })
  }
  return reversal.length > 0
    ? refuse(409, 'already-reversed', { zh: '这一条已经冲正', en: 'This entry has already been reversed' })
    : null
}

/** Why somebody may not judge what is said against these entries, by who made them; null when they may. */
export function ownEntryRefusal(actor: Actor, recorders: readonly (string | null)[]) {
  const me = actorKey(actor)
  if (!recorders.some((recorder) => recorder !== null && isSameSigner(recorder, me))) return null
  return refuse(
    409,
    'own-entry',
    {
      zh: '这条积分是您登记的，请另一位同事答复',
      en: 'You recorded this entry yourself: a colleague answers',
    },
    {
      because: {
        rule: {
          zh: '错、重、漏和异议由登记积分以外的机构和人员答复',
          en: 'What is said against an entry is answered by another organ and person than the one who scored',
        },
        article: {
          zh: '《代表法》第五十八条；本区履职积分办法（本区设定）',
          en: 'Law on Deputies, art. 58; the district’s own rules on duty points',
        },
      },
    }
  )
}

/** `unitId`: where one wanted to write. After a transfer it may be another unit that has closed. */
export const quarterClosed = ({ quarter, closedOn, unitId: closedBy }: Closing, unitId: string) =>
  refuse(
    409,
    'quarter-closed',
    closedBy === unitId
      ? { zh: `${quarter} 已于 ${closedOn} 结账，不能再登记或冲正`, en: `${quarter} was closed on ${closedOn}` }
      : {
          zh: `代表已转由另一街镇管理，那里的 ${quarter} 已于 ${closedOn} 结账，请由代表工委按补登或结账后冲正办理`,
          en: `The deputy moved to another unit, which closed ${quarter} on ${closedOn}: it takes a late entry or reversal`,
        },
    {
      because: {
        rule: {
          zh: '结账后的积分即为公示的积分；结一个季度，本年此前各季度一并结账',
          en: 'What is closed is what the board shows; closing a quarter closes the year up to it',
        },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
      },
    }
  )
