import { PUBLIC_PAGE } from '$lib/server/headers.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': PUBLIC_PAGE })
}
