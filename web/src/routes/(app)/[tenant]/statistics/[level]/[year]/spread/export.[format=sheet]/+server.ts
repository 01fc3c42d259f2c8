import { exported } from '$lib/server/exported.ts'
import { load } from '../../+page.server.ts'
import { spreadList } from '../../lists.ts'

export const GET = exported(load, spreadList)
