import { quarterOf } from '@jiceng/core/kernel/calendar'
import { ERASED_NAME } from '@jiceng/core/people/schema'
import type { Frame } from '@jiceng/workers/http/frame'
import { apiOf, read } from '$lib/server/api.ts'
import { todayInShanghai } from '$lib/server/clock.ts'
import { fieldsOf, newCommandId, refused } from '$lib/server/form.ts'
import type { Actions, PageServerLoad } from './$types'

/** Who may end, reinstate or move a mandate. */
const CHANGING: readonly string[] = ['tenant_administrator', 'committee_office', 'deputies_commission']

/** Who answers for cases, and for personal data. */
const isFollowing = (roles: readonly string[]): boolean =>
  roles.some((role) => role === 'tenant_administrator' || role === 'deputies_commission')

/** Who may read somebody's dossier, and the draft of a report on their year. */
const TELLING: readonly string[] = [...CHANGING, 'unit_office']

/** A unit's office only of whom it keeps the record. */
const isTelling = ({ me }: Frame, keeperId: string): boolean =>
  (me?.roles.some((role) => TELLING.includes(role)) ?? false) && (me?.unitId ?? keeperId) === keeperId

export const load: PageServerLoad = async (event) => {
  const { mandateId } = event.params
  const before = event.url.searchParams.get('before')
  const query = before === null ? {} : { before }
  const record = await read(event, apiOf(event).people.deputies[':mandateId'].$get({ param: { mandateId }, query }))
  const today = todayInShanghai()
  return {
    ...record,
    isNewest: before === null,
    changes: record.frame.me?.roles.some((role) => CHANGING.includes(role)) ?? false,
    tells: isTelling(record.frame, record.seat.unitId) && record.name !== ERASED_NAME,
    /** Who may open a case about whom it still runs. */
    followsUp: isFollowing(record.frame.me?.roles ?? []) && today <= record.seat.endOn,
    /** Who may erase what is known of somebody who sits nowhere any more. */
    erases: isFollowing(record.frame.me?.roles ?? []) && record.seats.every(({ untilOn }) => untilOn < today),
    others: record.units.filter((unit) => unit.id !== record.seat.unitId),
    /** The seat before the one it has now, where the record came from another unit. */
    cameFrom: record.seats.filter((seat) => seat.mandateId === mandateId)[1] ?? null,
    commandIds: {
      ...{ end: newCommandId(), reinstate: newCommandId() },
      ...{ transfer: newCommandId(), takeBack: newCommandId() },
    },
    quarter: quarterOf(today < record.seat.endOn ? today : record.seat.endOn),
    today,
  }
}

type Values = { [name: string]: string }
const of = (event: { params: { tenant: string; mandateId: string } }, { unitId = '', level = '' }: Values) => ({
  ...{ unitId, level, mandateId: event.params.mandateId },
})

export const actions: Actions = {
  end: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', endOn = '', ending, decision = '' } = values
    const json = { commandId, endOn, ending: ending as 'recall', decision }
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    return (await refused(await api.end.$post({ param: of(event, values), json }), values)) ?? { done: 'end' as const }
  },
  reinstate: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', endedOn = '', reason = '' } = values
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    const response = await api.reinstatement.$post({ param: of(event, values), json: { commandId, endedOn, reason } })
    return (await refused(response, values)) ?? { done: 'reinstate' as const }
  },
  transfer: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', toUnitId = '', fromOn = '', moveReason: reason = '' } = values
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    const json = { commandId, toUnitId, fromOn, reason }
    const response = await api.transfer.$post({ param: of(event, values), json })
    return (await refused(response, values)) ?? { done: 'transfer' as const }
  },
  takeBack: async (event) => {
    const values = await fieldsOf(event.request)
    const { commandId = '', fromUnitId = '', fromOn = '', backReason: reason = '' } = values
    const api = apiOf(event).people.units[':unitId'][':level'].mandates[':mandateId']
    const json = { commandId, fromUnitId, fromOn, reason }
    const response = await api['transfer-withdrawal'].$post({ param: of(event, values), json })
    return (await refused(response, values)) ?? { done: 'takeBack' as const }
  },
}
