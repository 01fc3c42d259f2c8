import { exported } from '$lib/server/exported.ts'
import { load } from '../../+page.server.ts'
import { announcementList } from '../../list.ts'

export const GET = exported(load, announcementList)
