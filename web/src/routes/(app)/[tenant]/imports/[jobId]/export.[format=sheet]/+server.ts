import { LIST_PAGES_MAX } from '@jiceng/core/imports/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { exported } from '$lib/server/exported.ts'
import { faultsOf, pageAsked } from '../asked.ts'
import { list } from '../list.ts'
import type { RequestEvent } from './$types'

/** The faults the page turns a hundred at a time, by the same query in larger parts. */
async function load(event: RequestEvent) {
  const api = apiOf(event).imports.imports[':jobId']
  const param = { jobId: event.params.jobId }
  const kind = faultsOf(event.url.searchParams.get('sheet'))
  // In a variable: the client's type of this route knows the path only, not the query.
  const request = { param, query: { kind, page: pageAsked(event.url), pages: String(LIST_PAGES_MAX) } }
  const [{ fileName }, { faults, next }] = await Promise.all([
    read(event, api.$get({ param })),
    read(event, api.lines.$get(request)),
  ])
  return { fileName, faults, next }
}

export const GET = exported(load, list)
