import { exported } from '$lib/server/exported.ts'
import { load } from '../../+page.server.ts'
import { invitationList } from '../../list.ts'

export const GET = exported(load, invitationList)
