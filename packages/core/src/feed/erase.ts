import type { Statement } from '../kernel/store.ts'

/** By what a person's own calendar is known: its address leads nowhere from then on. */
export const eraseFeeds = (personId: string): Statement[] => [
  {
    sql: `delete from feed_secret where feedId in (select id from feed where ownerKind = 'person' and ownerId = ?)`,
    parameters: [personId],
  },
]
