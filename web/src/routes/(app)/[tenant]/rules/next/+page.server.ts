import { fail, redirect } from '@sveltejs/kit'
import { NO_CAP } from '@jiceng/core/points/schema'
import * as format from '$lib/format.ts'
import * as paths from '$lib/paths.ts'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** Items that may be added in one version. */
const NEW_ITEMS = 3

export const load: PageServerLoad = async (event) => {
  const { ruleSets, startQuarters, frame } = await read(event, apiOf(event).points['rule-sets'].$get())
  const asked = event.url.searchParams.get('from')
  return {
    frame,
    newest: ruleSets[0] ?? null,
    startQuarters,
    from: startQuarters.find((quarter) => quarter === asked) ?? startQuarters[0] ?? null,
    newItems: Array.from({ length: NEW_ITEMS }, (_, n) => n),
    commandId: newCommandId(),
  }
}

type Values = Record<string, string>

/** Empty is no cap; what is no number stays null, so that the api says so beside the field. */
const capIn = (text = ''): number => (text.trim() === '' ? NO_CAP : (format.hundredths(text) as number))

/** The numbers in the names of fields "items/3/name", in order. */
const indicesIn = (values: Values, list: string): number[] =>
  [...new Set(Object.keys(values).flatMap((name) => new RegExp(`^${list}/(\\d+)/`).exec(name)?.[1] ?? []))].map(Number)

function draftIn(values: Values, commandId: string) {
  const at = (list: string, index: number, name: string): string => values[`${list}/${index}/${name}`] ?? ''
  const kept = indicesIn(values, 'items').filter((n) => at('items', n, 'code') !== '' || at('items', n, 'name') !== '')
  const items = kept.map((n) => ({
    // A new item is named after the form it came in, so that sending it twice is one item.
    code: at('items', n, 'code') || `item-${commandId.slice(-12)}-${n}`,
    categoryCode: at('items', n, 'categoryCode'),
    name: at('items', n, 'name'),
    hundredths: format.hundredths(at('items', n, 'hundredths')) as number,
    perUnit: at('items', n, 'perUnit'),
    article: at('items', n, 'article'),
    evidence: at('items', n, 'evidence'),
    quarterCap: capIn(at('items', n, 'quarterCap')),
    yearCap: capIn(at('items', n, 'yearCap')),
  }))
  const categories = indicesIn(values, 'categories').map((n) => ({
    code: at('categories', n, 'code'),
    name: at('categories', n, 'name'),
    quarterCap: capIn(at('categories', n, 'quarterCap')),
    yearCap: capIn(at('categories', n, 'yearCap')),
  }))
  return { kept, items, categories }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', version = '', fromQuarter = '', quarterCap, yearCap, reason = '', seen } = values
    if (seen === undefined) {
      const { commandId: _, ...kept } = values
      return fail(422, { errors: [{ field: 'seen', text: m.rules_confirm_missing() }], because: null, values: kept })
    }
    const { kept, items, categories } = draftIn(values, commandId)
    const caps = { quarterCap: capIn(quarterCap), yearCap: capIn(yearCap) }
    const json = { commandId, version: Number(version), fromQuarter, ...caps, categories, items, reason }
    const no = await refused(await apiOf(event).points['rule-sets'].$post({ json }), values)
    if (!no) redirect(303, `${paths.rules(event.params.tenant, Number(version))}&published=1`)
    // New items left empty were not sent: lead a fault back to the field it was written in.
    const errors = no.data.errors.map((one) => ({
      ...one,
      field: one.field?.replace(/^items\/(\d+)/, (_, index: string) => `items/${kept[Number(index)]}`) ?? null,
    }))
    return fail(no.status, { ...no.data, errors })
  },
}
