import { level } from '@jiceng/core/people/schema'
import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const asked = event.url.searchParams
  const before = asked.get('before')
  const running = asked.get('running') ?? 'true'
  const of = level.safeParse(asked.get('level')).data ?? null
  const query = {
    ...(running === 'true' || running === 'false' ? { running } : {}),
    ...(of === null ? {} : { level: of }),
    ...(before === null ? {} : { before }),
  }
  const answer = await read(event, apiOf(event).dutyCase['duty-cases'].$get({ query }))
  return { ...answer, running, level: of, isFirst: before === null }
}
