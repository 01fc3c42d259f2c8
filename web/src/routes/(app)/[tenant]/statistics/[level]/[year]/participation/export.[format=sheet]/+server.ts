import { exported } from '$lib/server/exported.ts'
import { load } from '../../+page.server.ts'
import { participationList } from '../../lists.ts'

export const GET = exported(load, participationList)
