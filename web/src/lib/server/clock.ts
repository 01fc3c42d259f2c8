import { dayOf } from '@jiceng/core/kernel/calendar'

/** The calendar day in China now. */
export const todayInShanghai = (): string => dayOf(Date.now())
