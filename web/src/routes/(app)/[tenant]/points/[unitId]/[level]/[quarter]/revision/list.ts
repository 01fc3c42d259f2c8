import type { ChangedRow } from '@jiceng/core/board/rules'
import { changedColumns } from '$lib/changed-rows.ts'
import * as format from '$lib/format.ts'
import type { List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import type { PageData, RouteParams } from './$types'

/** What the next revision of a board changes. */
export const list: List<PageData, ChangedRow, RouteParams> = {
  name: ({ unit }, { quarter }) => `${unit.name} ${format.quarter(quarter, getLocale())} ${m.revision_changes()}`,
  rows: ({ changes }) => changes,
  columns: changedColumns,
}
