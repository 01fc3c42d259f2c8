import type { ReplyKind } from '@jiceng/core/circular/schema'
import { noticeApiOf, read } from '$lib/server/api.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const param = { token: encodeURIComponent(event.params.token) }
  const notice = await read(event, noticeApiOf(event).$get({ param }))
  return { notice, frame: notice.frame, commandId: newCommandId() }
}

export const actions: Actions = {
  default: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', kind, note = '' } = values
    const json = { commandId, kind: kind as ReplyKind, note }
    const param = { token: encodeURIComponent(event.params.token) }
    const response = await noticeApiOf(event).replies.$post({ param, json })
    return (await refused(response, values)) ?? { done: true as const }
  },
}
