import type { UnitQuarter } from '../board/schema.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { refuse } from '../kernel/problem.ts'
import { entryRefusal, quarterClosed, reversalRefusal, seatThatCounts } from '../points/checks.ts'

// Whether a proposal may become an entry: what an entry has to satisfy, said for one of many.

type Seat = { mandateId: string; name: string; startOn: string; endOn: string; fromOn: string; untilOn: string }
type Entry = { id: string; quarter: string; hundredths: number; reversesId: string | null }

export type Proposed = {
  kind: string
  status: string
  mandateId: string
  itemCode: string
  occurredOn: string
  entryId: string | null
}

export type Grounds = {
  of: UnitQuarter
  seats: readonly Seat[]
  items: readonly { code: string; hundredths: number }[]
  /** Entries that are to be taken back. */
  entries: readonly Entry[]
  /** … and those of them that were. */
  reversals: readonly { reversesId: string | null }[]
  closing: { unitId: string; quarter: string; closedOn: string } | undefined
  today: string
}

/** Why a proposal may not be confirmed; null when it may. */
export function proposalRefusal(proposal: Proposed, { of, seats, items, closing, today, ...ledger }: Grounds) {
  const { kind, mandateId, occurredOn, entryId } = proposal
  if (proposal.status !== 'open') return alreadyDecided()
  const own = seats.filter((seat) => seat.mandateId === mandateId)
  if (!seatThatCounts(own, quarterOf(occurredOn))) return elsewhere(of)
  if (kind === 'entry') {
    const rule = items.find((item) => item.code === proposal.itemCode)
    return entryRefusal({ unitId: of.unitId, seats: own, rule, closing, occurredOn, today })
  }
  const entry = ledger.entries.find(({ id }) => id === entryId)
  if (!entry) throw new Error(`proposal to reverse ${entryId}, which is not there`)
  const reversal = ledger.reversals.filter(({ reversesId }) => reversesId === entryId)
  return reversalRefusal(entry, reversal) ?? (closing ? quarterClosed(closing, of.unitId) : null)
}

export const alreadyDecided = () =>
  refuse(409, 'already-decided', {
    zh: '这一条已经处理过，或已随来源变动撤销',
    en: 'This has already been decided, or dropped as its source changed',
  })

const elsewhere = ({ quarter }: UnitQuarter) =>
  refuse(409, 'deputy-elsewhere', {
    zh: `代表已转由另一街镇管理，${quarter} 的积分不在本街镇登记；请不予登记，由现街镇登记`,
    en: `The deputy’s ${quarter} is kept by another unit now: decline it here, and it is recorded there`,
  })
