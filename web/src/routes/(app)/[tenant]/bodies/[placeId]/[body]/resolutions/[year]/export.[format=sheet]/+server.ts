import { exported } from '$lib/server/exported.ts'
import { load } from '../+page.server.ts'
import { list } from '../list.ts'

export const GET = exported(load, list)
