import { post } from '@jiceng/core/body/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import { bodyIn } from '$lib/session/body.ts'
import { m } from '$lib/paraglide/messages.js'
import type { FieldError } from '$lib/ui/field-error.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

const doorOf = (event: RequestEvent | Parameters<PageServerLoad>[0]) =>
  apiOf(event).body.bodies[':placeId'][':body'].members
const paramOf = (event: { params: { placeId: string; body: string } }) => ({
  placeId: event.params.placeId,
  body: bodyIn(event.params),
})

/** Who enters members, and deputies. */
const ENTERING: readonly string[] = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office']

export const load: PageServerLoad = async (event) => {
  const [before, after] = [event.url.searchParams.get('before'), event.url.searchParams.get('after')]
  const param = paramOf(event)
  const query = { ...(before ? { before } : {}), ...(after ? { after } : {}) }
  const answer = await read(event, doorOf(event).$get({ param, query }))
  const mayEnter = answer.frame.me?.roles.some((role) => ENTERING.includes(role)) ?? false
  const endId = event.url.searchParams.get('end')
  return {
    ...answer,
    body: param.body,
    today: todayInShanghai(),
    mayEnter,
    mayChange: answer.isAppointed && mayEnter,
    ending:
      answer.members.find(({ memberId }) => memberId !== null && memberId === endId) ??
      answer.others.find(({ memberId }) => memberId === endId) ??
      null,
    isNewest: before === null,
    isFirst: after === null,
    commandIds: { appoint: newCommandId(), discharge: newCommandId(), takeBack: newCommandId() },
  }
}

/** A line a person, as they were pasted. */
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function sayLine(error: FieldError, lines: readonly string[]): void {
  const line = lines[Number(/^people\/(\d+)$/.exec(error.field ?? '')?.[1])]
  if (line === undefined) return
  error.field = 'people'
  error.text = `“${line}”${m.common_colon()}${error.text}`
}

export const actions: Actions = {
  appoint: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', fromOn = '', people = '' } = values
    const json = {
      ...{ commandId, fromOn, people: linesOf(people) },
      post: post.catch('member').parse(values['post']),
      outsiders: values['outsiders'] !== undefined,
    }
    const no = await refused(await doorOf(event).$post({ param: paramOf(event), json }), values)
    // All lines are one field; which of them is meant is said.
    if (no) for (const one of no.data.errors) sayLine(one, json.people)
    return no ?? { done: 'appoint' as const }
  },
  discharge: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', memberId = '', lastOn = '' } = values
    const param = { ...paramOf(event), memberId: encodeURIComponent(memberId) }
    const response = await doorOf(event)[':memberId'].discharge.$post({ param, json: { commandId, lastOn } })
    return (await refused(response, values)) ?? { done: 'discharge' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', memberId = '' } = values
    const request = {
      param: { ...paramOf(event), memberId: encodeURIComponent(memberId) },
      json: { commandId },
    }
    const response = await doorOf(event)[':memberId']['taking-back'].$post(request)
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
}
