import { db } from '../kernel/db.ts'
import type { Body } from '../body/schema.ts'
import { bodyOfSession } from '../session/queries.ts'
import { quorumOf } from '../session/quorum-rules.ts'
import { codeAt, codeEndsAt } from './code.ts'
import { newestSitting, RUNNING } from './queries.ts'
import { sittingsStream, type SittingStatus } from './schema.ts'

// What every screen of a hall follows: asked twice a second, so three rows in all and no list.

/** The newest sitting, what its codes are made from, which body it is of, and how much has happened in the session's hall. */
export const liveRows = (sessionId: string) => ({
  sitting: newestSitting(sessionId)
    .clearSelect()
    .select(['id', 'status', 'dueCount', 'presentCount', 'itemId', 'itemSince']),
  secret: db
    .selectFrom('sitting_code')
    .select('secret')
    .where('sittingId', '=', newestSitting(sessionId).clearSelect().select('id').$asScalar()),
  session: bodyOfSession(sessionId),
  head: db
    .selectFrom('event')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .where('stream', '=', sittingsStream(sessionId)),
})

type Sitting = {
  id: string
  status: SittingStatus
  dueCount: number
  presentCount: number
  itemId: string | null
  itemSince: string | null
}
export type LiveRows = [Sitting[], { secret: string }[], { body: Body }[], { version: number | null }[]]

/** How a hall stands. `head` moves whenever lists have to be read anew; `code` is there while people come in. */
export type HallState = {
  sitting: (Sitting & { needed: number }) | null
  code: { digits: string; endsAt: string } | null
  head: number
}

export function hallState([[sitting], [made], [session], [head]]: LiveRows, now: string): HallState {
  const isRunning = sitting !== undefined && RUNNING.some((one) => one === sitting.status)
  return {
    sitting: sitting && session ? { ...sitting, needed: quorumOf(session.body, sitting.dueCount).needed } : null,
    code: isRunning && made ? { digits: codeAt(made.secret, now), endsAt: codeEndsAt(now) } : null,
    head: head?.version ?? 0,
  }
}
