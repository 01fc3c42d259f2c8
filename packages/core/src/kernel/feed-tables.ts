// The tables of calendars that programs subscribe to.

export type FeedTables = {
  feed: { id: string; ownerKind: string; ownerId: string; madeOn: string; endedOn: string | null }
  feed_secret: { feedId: string; tokenHash: string }
}
