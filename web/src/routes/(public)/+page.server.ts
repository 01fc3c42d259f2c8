import type { PageServerLoad } from './$types'

// The same for everybody, so it may be kept for a minute wherever it passes.
export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'public, max-age=60' })
}
