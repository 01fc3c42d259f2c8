import { error } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import { platformApi, readPlatform } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { tenants, today, name } = await readPlatform(platformApi(event).districts.$get())
  const district = tenants.find(({ id }) => id === event.params.tenantId)
  if (!district) error(404)
  return {
    ...{ name, today, district },
    enterAt: event.url.origin + paths.verification(district.slug),
    commandIds: { letter: newCommandId(), code: newCommandId() },
  }
}

export const actions: Actions = {
  letter: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', areaCode = '', letterNumber = '', letterOn = '' } = values
    const request = { param: paramOf(event), json: { commandId, areaCode, letterNumber, letterOn } }
    const response = await platformApi(event).districts[':tenantId'].verification.$post(request)
    return (await refused(response, values)) ?? { verified: true }
  },

  code: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', areaCode = '' } = values
    const request = { param: paramOf(event), json: { commandId, areaCode } }
    const response = await platformApi(event).districts[':tenantId']['verification-codes'].$post(request)
    const no = await refused(response, values)
    if (no) return no
    const { code } = (await response.json()) as { code: string | null }
    return { posted: { code } }
  },
}

const paramOf = ({ params }: { params: { tenantId: string } }) => ({ tenantId: encodeURIComponent(params.tenantId) })
