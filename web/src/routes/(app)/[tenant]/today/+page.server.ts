import { addQuarters, quarterOf } from '@jiceng/core/kernel/calendar'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const today = todayInShanghai()
  const quarter = addQuarters(quarterOf(today), -1)
  const call = apiOf(event).today.today[':quarter'].$get({ param: { quarter } })
  return { ...(await read(event, call)), today, quarter, current: quarterOf(today) }
}
