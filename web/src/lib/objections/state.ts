import type { Correction, ObjectionStatus } from '@jiceng/core/objection/schema'
import { m } from '$lib/paraglide/messages.js'
import { objectionStatusName } from '$lib/words.ts'

type Objection = { status: ObjectionStatus; correction: Correction | null }

/** What became of an objection, or what is still to be done about it. */
export const objectionState = ({ status, correction }: Objection): string =>
  correction === 'ledger'
    ? m.objection_to_correct()
    : correction === 'board'
      ? m.objection_to_publish()
      : objectionStatusName(status)

const kinds = { open: 'warn', upheld: 'ok', dismissed: 'off', withdrawn: 'off' } as const

export const objectionMark = ({ status, correction }: Objection) =>
  correction === 'ledger' || correction === 'board' ? ('warn' as const) : kinds[status]
