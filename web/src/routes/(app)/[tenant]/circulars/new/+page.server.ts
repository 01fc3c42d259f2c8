import { error, redirect } from '@sveltejs/kit'
import { level } from '@jiceng/core/people/schema'
import * as paths from '$lib/paths.ts'
import { apiOf, read } from '$lib/server/api.ts'
import { newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** The board in the query string. */
function boardOf(url: URL) {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const known = level.safeParse(asked('level'))
  if (!known.success) error(404)
  return { unitId: asked('unit'), level: known.data, quarter: asked('quarter') }
}

export const load: PageServerLoad = async (event) => {
  const board = boardOf(event.url)
  const revises = event.url.searchParams.get('circular')
  const { choices } = apiOf(event).circular.units[':unitId'][':level'].quarters[':quarter'].circulars
  const query = revises ? { circularId: revises } : {}
  return {
    ...(await read(event, choices.$get({ param: board, query }))),
    of: board,
    /** The year it tells voters of, where it is the yearly one. */
    yearly: event.url.searchParams.get('yearly'),
    commandId: newCommandId(),
  }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const text = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const all = (name: string): string[] => form.getAll(name).filter((value) => typeof value === 'string')
    const board = boardOf(event.url)
    const json = {
      commandId: text('commandId'),
      revision: Number(text('revision')),
      recipientIds: all('recipient'),
      electoralDistrictIds: all('electoralDistrict'),
      ...{ title: text('title'), reason: text('reason'), basis: text('basis') },
    }
    const api = apiOf(event).circular.units[':unitId'][':level'].quarters[':quarter'].circulars
    const revises = event.url.searchParams.get('circular')
    const response = revises
      ? await api[':circularId'].revision.$post({ param: { ...board, circularId: revises }, json })
      : await api.$post({ param: board, json })
    const values = {
      ...{ title: json.title, reason: json.reason, basis: json.basis },
      ...{ chosen: [...json.recipientIds, ...json.electoralDistrictIds].join(' ') },
    }
    const no = await refused(response, values)
    if (no) return no
    redirect(303, paths.circular(event.params.tenant, revises ?? json.commandId))
  },
}
