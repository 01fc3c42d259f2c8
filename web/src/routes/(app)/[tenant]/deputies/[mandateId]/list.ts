import { happenedColumns, type HappenedItem } from '$lib/happened.ts'
import type { List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import type { PageData, RouteParams } from './$types'

/** What happened to a mandate, newest first. */
export const list: List<PageData, HappenedItem, RouteParams> = {
  name: ({ name }) => `${name} ${m.deputy_history()}`,
  rows: ({ history }) => history?.items ?? [],
  columns: happenedColumns,
  cursor: { parameter: 'before', next: ({ history }) => history?.before ?? null },
}
