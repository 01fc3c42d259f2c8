import { error, type RequestEvent } from '@sveltejs/kit'
import type { AreaDetail, AreaList } from '@jiceng/workers/http/areas'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import { callApi } from './api.ts'

// The divisions a district is chosen from.

const NO_SUCH_AREA = [404, 422]

export const provinces = (event: RequestEvent): Promise<AreaList> => answerOf(callApi(event, '/areas'))

export const searchAreas = (event: RequestEvent, q: string): Promise<AreaList> =>
  answerOf(callApi(event, `/areas?q=${encodeURIComponent(q)}`))

/** null where an address names a code the list does not have. */
export async function areaOf(event: RequestEvent, code: string): Promise<AreaDetail | null> {
  const response = await callApi(event, `/areas/${encodeURIComponent(code)}`)
  return NO_SUCH_AREA.includes(response.status) ? null : answerOf(response)
}

async function answerOf<T>(call: Response | Promise<Response>): Promise<T> {
  const response = await call
  const body: unknown = await response.json()
  if (response.ok) return body as T
  const { title, code } = body as ProblemBody
  error(response.status, { message: title, code })
}
