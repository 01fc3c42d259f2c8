import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { mandatesAt } from '../people/queries.ts'
import { mandateStream } from '../people/schema.ts'
import { dayRefusal } from '../points/checks.ts'
import { receptionRecorded, receptionWithdrawn } from './events.ts'
import { receptionAt } from './queries.ts'
import { receptionsStream, recordReception, withdrawReception } from './schema.ts'

const noteRows = (receptionId: string, notes: Partial<Record<'place' | 'raised' | 'reason', string>>) =>
  insertMany(
    'reception_note',
    Object.entries(notes)
      .filter(([, text]) => text !== '')
      .map(([kind, text]) => ({ receptionId, kind, text }))
  )

/** Deputies received voters. It gives no points of itself: the unit office confirms them. Its id is the commandId. */
export const recordVoters = command({
  name: 'reception.record',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: recordReception,
  streams: (input) => [receptionsStream(input), ...input.mandateIds.map(mandateStream)],
  load: (input) => ({ seats: mandatesAt(input, input.mandateIds) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ seats }, { place, raised = '', occurredOn, ...reception }, ctx) => {
    for (const mandateId of reception.mandateIds) {
      const own = seats.filter((seat) => seat.mandateId === mandateId)
      const no = dayRefusal({ seats: own, occurredOn, today: ctx.today })
      if (no) return no
    }
    return ok({
      facts: [receptionRecorded.on(receptionsStream(reception), occurredOn, { id: ctx.commandId, ...reception })],
      beside: noteRows(ctx.commandId, { place, raised }),
    })
  },
})

/** A reception was recorded by mistake. What it gave is proposed to be taken back. */
export const withdraw = command({
  name: 'reception.withdraw',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: withdrawReception,
  streams: (input) => [receptionsStream(input)],
  load: (input) => ({ reception: receptionAt(input, input.occurredOn, input.receptionId) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ reception: [reception] }, { unitId, level, occurredOn, reason }) => {
    if (!reception) return notFound()
    const { id } = reception
    if (reception.status === 'withdrawn') {
      return refuse(409, 'already-withdrawn', {
        zh: '这次接待已经撤回',
        en: 'This reception has already been withdrawn',
      })
    }
    return ok({
      facts: [receptionWithdrawn.on(receptionsStream({ unitId, level }), occurredOn, { id, unitId, level })],
      beside: noteRows(id, { reason }),
    })
  },
})
