import * as format from '$lib/format.ts'
import { happenedColumns, type HappenedItem } from '$lib/happened.ts'
import type { List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { levelName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

/** What happened to a unit's quarter, newest first. */
export const list: List<PageData, HappenedItem, RouteParams> = {
  name: ({ unitName }, { level, quarter }) =>
    `${unitName} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.history_title()}`,
  rows: ({ items }) => items,
  columns: happenedColumns,
  cursor: { parameter: 'before', next: ({ before }) => before },
}
