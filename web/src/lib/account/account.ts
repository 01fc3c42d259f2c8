import type { InferResponseType } from 'hono/client'
import type { hc } from 'hono/client'
import type { AccountApi } from '@jiceng/workers/http/account'
import type { Refused } from '$lib/ui/field-error.ts'

type Shown = InferResponseType<ReturnType<typeof hc<AccountApi>>['account']['$get'], 200>

/** What the page of one's own account is given, and what its actions answer. */
export type AccountData = Shown & { commandId: string }
export type AccountForm =
  | (Partial<Refused> & {
      ended?: number
      done?: 'password' | 'beginStep' | 'endStep'
      recoveryCodes?: string[]
    })
  | null
