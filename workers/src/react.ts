import type { Store } from '@jiceng/core/kernel/store'
import { reactToNew } from '@jiceng/core/reactions'
import { ctxOf } from './http/context.ts'

const REACTIONS = { kind: 'system', id: 'reactions' } as const

/** Does in a district what its new facts mean elsewhere, each once, however often it is asked. */
export const react = (store: Store): Promise<void> => reactToNew(store, (commandId) => ctxOf(REACTIONS, commandId))
