import { fail } from '@sveltejs/kit'
import { permissionNames } from '@jiceng/core/api-key/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).apiKeys.keys.$get())),
  revoking: event.url.searchParams.get('revoke'),
  commandIds: { issue: newCommandId(), revoke: newCommandId() },
})

export const actions: Actions = {
  issue: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', name = '', unitId = '', lastOn = '' } = values
    const permissions = permissionNames.filter((one) => values[`may:${one}`] !== undefined)
    const json = { commandId, name, permissions, unitId: unitId === '' ? null : unitId, lastOn }
    const response = await apiOf(event).apiKeys.keys.$post({ json })
    const no = await refused(response, values)
    if (no) return fail(no.status, no.data)
    const { key } = (await response.json()) as { key: string | null }
    return { issued: { name, key } }
  },

  revoke: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', keyId = '', name = '' } = values
    const request = { param: { keyId: encodeURIComponent(keyId) }, json: { commandId } }
    const response = await apiOf(event).apiKeys.keys[':keyId'].revocation.$post(request)
    return (await refused(response, values)) ?? { revoked: name }
  },
}
