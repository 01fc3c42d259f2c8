import { worksForDistrict } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { seatsOfMandate } from '../people/queries.ts'
import { assessmentExempted, assessmentIncluded } from './events.ts'
import { exemptionOf } from './queries.ts'
import { assessmentStream, exempt as exemptInput, include as includeInput } from './schema.ts'

const ROLES = ['tenant_administrator', 'deputies_commission'] as const

/**
 * Leaves a mandate out of a year's comparison, on a ground and with a reason: a state, not a mark, and their points
 * stay as they are. Suspension: 代表法 61.
 */
export const exempt = command({
  name: 'assessment.exempt',
  roles: ROLES,
  input: exemptInput,
  streams: (input) => [assessmentStream(input.mandateId)],
  load: (input) => ({ seats: seatsOfMandate(input.mandateId), exemption: exemptionOf(input) }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ seats, exemption: [exemption] }, { mandateId, year, ground, reason }, ctx) => {
    if (seats.length === 0) return notFound()
    if (!seats.some((seat) => seat.fromOn.slice(0, 4) <= year && seat.untilOn.slice(0, 4) >= year)) {
      return refuseField('/year', 'outside-the-mandate', {
        zh: `${year}年不在任期内`,
        en: `The mandate does not touch ${year}`,
      })
    }
    if (exemption) {
      return refuse(409, 'already-exempted', {
        zh: `已于 ${exemption.exemptedOn} 列为不评定`,
        en: `Left out already on ${exemption.exemptedOn}`,
      })
    }
    return ok({
      facts: [assessmentExempted.on(assessmentStream(mandateId), ctx.today, { mandateId, year, ground })],
      beside: insertMany('assessment_note', [{ commandId: ctx.commandId, mandateId, year, text: reason }]),
    })
  },
})

/** Takes an exemption back. */
export const include = command({
  name: 'assessment.include',
  roles: ROLES,
  input: includeInput,
  streams: (input) => [assessmentStream(input.mandateId)],
  load: (input) => ({ seats: seatsOfMandate(input.mandateId), exemption: exemptionOf(input) }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ seats, exemption }, { mandateId, year, reason }, ctx) => {
    if (seats.length === 0) return notFound()
    if (exemption.length === 0) {
      return refuse(409, 'not-exempted', { zh: '这一年本来就参加评定', en: 'They are assessed in that year already' })
    }
    return ok({
      facts: [assessmentIncluded.on(assessmentStream(mandateId), ctx.today, { mandateId, year })],
      beside: insertMany('assessment_note', [{ commandId: ctx.commandId, mandateId, year, text: reason }]),
    })
  },
})
