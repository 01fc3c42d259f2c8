import { exported } from '$lib/server/exported.ts'
import { load } from '../../+page.server.ts'
import { trendList } from '../../lists.ts'

export const GET = exported(load, trendList)
