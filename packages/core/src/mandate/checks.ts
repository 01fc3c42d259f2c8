import { sql } from 'kysely'
import type * as z from 'zod'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import { db } from '../kernel/db.ts'
import { typeOf } from '../kernel/event.ts'
import { refuseField } from '../kernel/problem.ts'
import { mandateStream, type withdrawTransfer } from '../people/schema.ts'
import { reversalOf } from '../points/queries.ts'

// What stands in the way of changing a mandate.

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
