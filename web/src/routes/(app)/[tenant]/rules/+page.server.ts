import { ruleChanges } from '@jiceng/core/points/changed-rules'
import { apiOf, read } from '$lib/server/api.ts'
import type { PageServerLoad } from './$types'

/** Who may publish the next version. */
const PUBLISHING: readonly string[] = ['tenant_administrator', 'deputies_commission']

export const load: PageServerLoad = async (event) => {
  const { ruleSets, inForce, startQuarters, frame } = await read(event, apiOf(event).points['rule-sets'].$get())
  const asked = Number(event.url.searchParams.get('version') ?? inForce)
  const shown = ruleSets.find((set) => set.version === asked) ?? ruleSets[0] ?? null
  const before = ruleSets.find(({ version }) => version === (shown?.version ?? 0) - 1)
  return {
    ...{ frame, inForce, shown },
    changes: shown && before ? ruleChanges(before, shown) : [],
    versions: ruleSets.map(({ version, fromQuarter, publishedAt, publisher, reason }) => ({
      ...{ version, fromQuarter, publishedAt, publisher, reason },
    })),
    publishes: (frame.me?.roles.some((role) => PUBLISHING.includes(role)) ?? false) && startQuarters.length > 0,
    published: event.url.searchParams.get('published'),
  }
}
