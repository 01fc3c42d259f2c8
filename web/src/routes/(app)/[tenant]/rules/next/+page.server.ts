import { fail, redirect } from '@sveltejs/kit'
import { ruleChanges } from '@jiceng/core/points/changed-rules'
import * as paths from '$lib/paths.ts'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad } from './$types'
import { draftIn } from './draft.ts'

/** Rows that may be added in one version. */
const NEW_ROWS = 3

export const load: PageServerLoad = async (event) => {
  const { ruleSets, startQuarters, lastQuarter, frame } = await read(event, apiOf(event).points['rule-sets'].$get())
  const asked = event.url.searchParams.get('from')
  return {
    ...{ frame, startQuarters, lastQuarter },
    newest: ruleSets[0] ?? null,
    from: startQuarters.find((quarter) => quarter === asked) ?? startQuarters[0] ?? null,
    newRows: Array.from({ length: NEW_ROWS }, (_, n) => n),
    commandId: newCommandId(),
  }
}

const placed = (no: Refused, fieldOf: (field: string | null) => string | null): Refused => ({
  ...no,
  errors: no.errors.map((one) => ({ ...one, field: fieldOf(one.field) })),
})

export const actions: Actions = {
  publish: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', version = '', reason = '', seen } = values
    if (seen === undefined) {
      const { commandId: _, ...kept } = values
      return fail(422, { errors: [{ field: 'seen', text: m.rules_confirm_missing() }], because: null, values: kept })
    }
    const { draft, fieldOf } = draftIn(values, commandId)
    const json = { commandId, ...draft, reason }
    const no = await refused(await apiOf(event).points['rule-sets'].$post({ json }), values)
    if (!no) redirect(303, `${paths.rules(event.params.tenant, Number(version))}&published=1`)
    return fail(no.status, placed(no.data, fieldOf))
  },

  try: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', ...kept } = values
    const { draft, fieldOf } = draftIn(values, commandId)
    const { ruleSets, lastQuarter } = await read(event, apiOf(event).points['rule-sets'].$get())
    const json = { ...draft, quarter: lastQuarter, level: 'district' as const }
    const answer = await apiOf(event).points['rule-sets'].trial.$post({ json })
    const no = await refused(answer, values)
    if (no) return fail(no.status, placed(no.data, fieldOf))
    const newest = ruleSets[0]
    return {
      errors: [],
      because: null,
      values: kept,
      trial: await read(event, Promise.resolve(answer)),
      changes: newest ? ruleChanges(newest, draft) : [],
    }
  },
}
