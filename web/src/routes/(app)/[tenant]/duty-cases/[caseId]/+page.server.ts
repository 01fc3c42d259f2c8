import type { AcceptingBody, DropGround, Signature } from '@jiceng/core/duty-case/schema'
import type { Level } from '@jiceng/core/people/schema'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  const { caseId } = event.params
  const before = event.url.searchParams.get('before')
  const query = before === null ? {} : { before }
  const cases = apiOf(event).dutyCase['duty-cases']
  return {
    ...(await read(event, cases[':caseId'].$get({ param: { caseId }, query }))),
    isNewest: before === null,
    today: todayInShanghai(),
    commandIds: { step: newCommandId(), close: newCommandId(), drop: newCommandId() },
  }
}

type Values = Record<string, string>

const caseOf = (event: RequestEvent) => apiOf(event).dutyCase.mandates[':mandateId']['duty-cases'][':caseId']
const paramOf = (event: RequestEvent, { mandateId = '' }: Values) => ({ mandateId, caseId: event.params.caseId })

type Refusal = Awaited<ReturnType<typeof refused>>

/** The names are one field of the form, whichever of them is refused. */
function asOneField(no: Refusal): Refusal {
  for (const error of no?.data.errors ?? []) if (error.field?.startsWith('interviewers/')) error.field = 'interviewers'
  return no
}

export const actions: Actions = {
  interview: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', heldOn = '', place = '', record = '', signature, witness = '' } = values
    const interviewers = (values['interviewers'] ?? '').split(/[、，,；;\n]/).map((name) => name.trim())
    const json = {
      ...{ commandId, heldOn, place, record, signature: signature as Signature },
      interviewers: interviewers.filter((name) => name !== ''),
      ...(witness.trim() === '' ? {} : { witness }),
    }
    const response = await caseOf(event).interview.$post({ param: paramOf(event, values), json })
    return asOneField(await refused(response, values)) ?? { done: 'interview' as const }
  },
  inform: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', circularId = '' } = values
    const response = await caseOf(event).information.$post({
      param: paramOf(event, values),
      json: { commandId, circularId },
    })
    return (await refused(response, values)) ?? { done: 'inform' as const }
  },
  observe: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', goals = '', untilOn = '' } = values
    const json = { commandId, goals, untilOn }
    const response = await caseOf(event).observation.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'observe' as const }
  },
  advise: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', advisedOn = '', record = '' } = values
    const json = { commandId, advisedOn, record }
    const response = await caseOf(event).advice.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'advise' as const }
  },
  resign: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', receivedOn = '', documentNumber = '' } = values
    const json = { commandId, receivedOn, documentNumber }
    const response = await caseOf(event).resignation.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'resign' as const }
  },
  accept: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', unitId = '', level, body, decidedOn = '', decision = '' } = values
    const [memberCount, voteCount] = [Number(values['memberCount']), Number(values['voteCount'] || Number.NaN)]
    const json = {
      ...{ commandId, unitId, level: level as Level, body: body as AcceptingBody },
      ...{ decidedOn, decision, memberCount, voteCount },
    }
    const response = await caseOf(event).acceptance.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'accept' as const }
  },
  close: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', closeReason: reason = '' } = values
    const response = await caseOf(event).closing.$post({ param: paramOf(event, values), json: { commandId, reason } })
    return (await refused(response, values)) ?? { done: 'close' as const }
  },
  drop: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', ground, dropReason: reason = '' } = values
    const json = { commandId, ground: ground as DropGround, reason }
    const response = await caseOf(event).end.$post({ param: paramOf(event, values), json })
    return (await refused(response, values)) ?? { done: 'drop' as const }
  },
}
