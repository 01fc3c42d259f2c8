import { sweepJobs } from '@jiceng/core/imports/job'
import { UNDECIDED_DAYS_MAX } from '@jiceng/core/imports/schema'
import type { Store } from '@jiceng/core/kernel/store'
import { ctxOf } from '../http/context.ts'

/** A check takes seconds, and an upload's request ends within minutes. */
const CHECK_MINUTES_MAX = 5
const STAGING_MINUTES_MAX = 60

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

const SWEEP = { kind: 'system', id: 'import-sweep' } as const

/** Finishes a district's imports; answers when to look again, null: nothing is at work. */
export async function sweepImports(store: Store, now: number): Promise<string | null> {
  const ago = (milliseconds: number): string => new Date(now - milliseconds).toISOString()
  const before = {
    unchecked: ago(CHECK_MINUTES_MAX * MINUTE_MS),
    unstaged: ago(STAGING_MINUTES_MAX * MINUTE_MS),
    undecided: ago(UNDECIDED_DAYS_MAX * DAY_MS),
  }
  const atIt = await sweepJobs(store, before, ctxOf(SWEEP, 'sweep'))
  return atIt === null ? null : new Date(now + CHECK_MINUTES_MAX * MINUTE_MS).toISOString()
}
