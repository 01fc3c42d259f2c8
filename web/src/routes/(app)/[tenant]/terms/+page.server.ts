import { fail } from '@sveltejs/kit'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const [congressId, ordinal, before] = ['congress', 'ordinal', 'before'].map((name) =>
    event.url.searchParams.get(name)
  )
  const query = { ...(congressId ? { congressId } : {}), ...(before ? { before } : {}) }
  const list = await read(event, apiOf(event).term.terms.$get({ query }))
  const opened = list.congresses.find(({ id }) => id === congressId) ?? null
  return {
    ...list,
    opened,
    correcting: opened?.mayChange ? (opened.terms.find((term) => String(term.ordinal) === ordinal) ?? null) : null,
    isNewest: !before,
    commandIds: { register: newCommandId(), correct: newCommandId() },
  }
}

/** What a ticked congress is called among the form's fields. */
const CONGRESS = 'congress:'

/** An empty field is no number. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

export const actions: Actions = {
  register: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', ordinal = '', startOn = '', endOn = '' } = values
    const congresses = Object.keys(values)
      .filter((name) => name.startsWith(CONGRESS))
      .map((name) => ({ congressId: name.slice(CONGRESS.length), ordinal: numberOf(ordinal) }))
    const no = await refused(
      await apiOf(event).term.terms.$post({ json: { commandId, congresses, startOn, endOn } }),
      values
    )
    if (!no) return { done: 'registered' as const }
    // The number is one field here, and one of each congress there.
    const errors = no.data.errors.map((one) =>
      /^congresses\/\d+\/ordinal$/.test(one.field ?? '') ? { ...one, field: 'ordinal' } : one
    )
    const [first] = errors.filter(({ field }) => field === 'ordinal')
    return fail(no.status, {
      ...{ ...no.data, act: 'register' as const },
      errors: errors.filter((one) => one.field !== 'ordinal' || one === first),
    })
  },
  correct: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', congressId = '', ordinal = '', startOn = '', endOn = '' } = values
    const response = await apiOf(event).term.terms[':congressId'][':ordinal'].dates.$post({
      param: { congressId, ordinal },
      json: { commandId, startOn, endOn },
    })
    const no = await refused(response, values)
    return no ? fail(no.status, { ...no.data, act: 'correct' as const }) : { done: 'corrected' as const }
  },
}
