import type { UnitQuarter } from '@jiceng/core/board/schema'
import { fail } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read, uploaded } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused, textsOf } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const call = apiOf(event).circular.circulars[':circularId'].$get({ param: event.params })
  return {
    ...(await read(event, call)),
    today: todayInShanghai(),
    retracting: event.url.searchParams.get('retract'),
    commandIds: {
      approve: newCommandId(),
      reject: newCommandId(),
      drop: newCommandId(),
      notice: newCommandId(),
      posting: newCommandId(),
    },
  }
}

type Values = Record<string, string>

const circularOf = (event: RequestEvent) =>
  apiOf(event).circular.units[':unitId'][':level'].quarters[':quarter'].circulars[':circularId']
const noticeOf = (event: RequestEvent) => apiOf(event).circular.notices[':noticeId']

/** The board stands in the form: a circular is named by it. */
const paramOf = (event: RequestEvent, { unitId = '', level, quarter = '' }: Values) => ({
  ...{ unitId, level: level as UnitQuarter['level'], quarter },
  circularId: event.params.circularId,
})

const postingOf = (event: RequestEvent) =>
  apiOf(event).circular.circulars[':circularId'].announcements[':electoralDistrictId'].posting
const postingParam = (event: RequestEvent, { electoralDistrictId = '' }: Values) => ({
  circularId: event.params.circularId,
  electoralDistrictId: encodeURIComponent(electoralDistrictId),
})

export const actions: Actions = {
  prove: async (event) => {
    const form = await event.request.formData()
    const values = textsOf(form)
    const { commandId = '', postedOn = '', place = '' } = values
    const upload = await uploaded(event, '/photos', { commandId, file: form.get('file') })
    if (upload === null) {
      const errors = [{ field: 'file', text: m.circular_photo_missing() }]
      return fail(422, { errors, because: null, values } satisfies Refused)
    }
    const no = await refused(upload, values)
    if (no) return no
    const { id: fileId } = (await upload.json()) as { id: string }
    const request = { param: postingParam(event, values), json: { commandId, postedOn, place, fileId } }
    const refusal = await refused(await postingOf(event).$post(request), values)
    // The photo is one field of the page, whichever door refuses it.
    for (const error of refusal?.data.errors ?? []) if (error.field === 'fileId') error.field = 'file'
    return refusal ?? { done: 'prove' as const }
  },
  retract: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reason = '' } = values
    const request = { param: postingParam(event, values), json: { commandId, reason } }
    return (await refused(await postingOf(event).retraction.$post(request), values)) ?? { done: 'retract' as const }
  },
  approve: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', edition, recipientIds = '' } = values
    const json = {
      commandId,
      edition: Number(edition),
      recipientIds: recipientIds.split(' ').filter((id) => id !== ''),
    }
    const response = await circularOf(event).approval.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'approve' as const }
  },
  reject: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', reason = '' } = values
    const json = { commandId, reason }
    const response = await circularOf(event).rejection.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'reject' as const }
  },
  drop: async (event) => {
    const values = await fieldsOf(event.request)
    const json = { commandId: values['commandId'] ?? '' }
    const response = await circularOf(event).withdrawal.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'drop' as const }
  },
  post: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', noticeId = '', postedOn = '' } = values
    const request = { param: { noticeId: encodeURIComponent(noticeId) }, json: { commandId, postedOn } }
    const response = await noticeOf(event).posting.$post(request)
    return (await refused(response, values)) ?? { done: 'post' as const }
  },
  renew: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', noticeId = '' } = values
    const request = { param: { noticeId: encodeURIComponent(noticeId) }, json: { commandId } }
    const response = await noticeOf(event).link.$post(request)
    return (await refused(response, values)) ?? { done: 'renew' as const }
  },
  revoke: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', noticeId = '' } = values
    const request = { param: { noticeId: encodeURIComponent(noticeId) }, json: { commandId } }
    const response = await noticeOf(event).link.revocation.$post(request)
    return (await refused(response, values)) ?? { done: 'revoke' as const }
  },
}
