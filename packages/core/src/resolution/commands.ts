import type { BodyAt } from '../body/schema.ts'
import { decisionOf } from '../decision/queries.ts'
import { decisionsStream } from '../decision/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField, type Problem } from '../kernel/problem.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import {
  resolutionDrafted,
  resolutionIssued,
  resolutionPublished,
  resolutionRedrafted,
  resolutionVoided,
  resolutionWithdrawn,
} from './events.ts'
import { mayResolve, NO_RESOLUTIONS } from './paper-rules.ts'
import { highestNumber, resolutionOf, resolutionOfDecision, textOf } from './queries.ts'
import {
  draftResolution,
  endResolution,
  oneResolution,
  redraftResolution,
  resolutionsStream,
  resolutionStatuses,
  type ResolutionStatus,
} from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null

/** Writes the paper of what passed. Its id is the commandId. */
export const draft = command({
  name: 'resolution.draft',
  roles: CALLING,
  input: draftResolution,
  // It relies on the decision: one that is annulled meanwhile is the ground of nothing.
  streams: (input) => [resolutionsStream(input), decisionsStream(input.sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    decision: decisionOf(input.sessionId, input.decisionId),
    known: resolutionOfDecision(input.decisionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, decision: [decision], known }, input, ctx) => {
    const { placeId, body, sessionId, decisionId, ...words } = input
    if (!session[0] || !decision) return notFound()
    if (!mayResolve(body)) {
      const { zh, en } = NO_RESOLUTIONS.rule
      return refuse(409, 'no-resolutions-there', { zh, en }, { because: NO_RESOLUTIONS })
    }
    if (decision.status !== 'made' || decision.passed !== 1) {
      return refuse(409, 'not-passed', {
        zh: decision.status === 'made' ? '表决没有通过，不能形成决议' : '没有有效的表决结果，不能形成决议',
        en: decision.status === 'made' ? 'It was voted down: no resolution comes of it' : 'There is no valid result',
      })
    }
    if (known[0]) {
      return refuse(409, 'resolution-known', {
        zh: `这次表决已有决议（${resolutionStatuses[known[0].status].zh}）`,
        en: `It has a resolution already (${resolutionStatuses[known[0].status].en.toLowerCase()})`,
      })
    }
    return ok({
      facts: [
        resolutionDrafted.on(resolutionsStream(input), ctx.today, {
          ...{ id: ctx.commandId, placeId, body, sessionId, decisionId },
        }),
      ],
      beside: insertMany('resolution_text', [{ resolutionId: ctx.commandId, ...words }]),
    })
  },
})

/** null where a paper is in one of these states. */
function stateRefusal(status: ResolutionStatus, wanted: readonly ResolutionStatus[]): Refusal {
  if (wanted.includes(status)) return null
  return refuse(409, 'resolution-not-so', {
    zh: `决议${resolutionStatuses[status].zh}，不能这样做`,
    en: `It is not possible now: the resolution is ${resolutionStatuses[status].en.toLowerCase()}`,
  })
}

/** A draft says something else. What was issued is not edited. */
export const redraft = command({
  name: 'resolution.redraft',
  roles: CALLING,
  input: redraftResolution,
  streams: (input) => [resolutionsStream(input)],
  load: (input) => ({ resolution: textOf(input, input.resolutionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ resolution: [resolution] }, { placeId, body, resolutionId, ...words }, ctx) => {
    if (!resolution) return notFound()
    const no = stateRefusal(resolution.status, ['drafted'])
    if (no) return no
    const { title, text, organCode } = words
    if (resolution.title === title && resolution.text === text && resolution.organCode === organCode) {
      return refuseField('/text', 'draft-unchanged', { zh: '没有改动', en: 'Nothing changes' })
    }
    return ok({
      facts: [
        resolutionRedrafted.on(resolutionsStream({ placeId, body }), ctx.today, { id: resolutionId, placeId, body }),
      ],
      beside: insertMany(
        'resolution_text',
        [{ resolutionId, ...words }],
        'on conflict do update set title = excluded.title, text = excluded.text, organCode = excluded.organCode'
      ),
    })
  },
})

/** Gives it the next number of its body and year. */
export const issue = command({
  name: 'resolution.issue',
  roles: CALLING,
  input: oneResolution,
  streams: (input) => [resolutionsStream(input)],
  load: (input, { today }) => ({
    resolution: resolutionOf(input, input.resolutionId),
    highest: highestNumber(input, today.slice(0, 4)),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ resolution: [resolution], highest }, { placeId, body, resolutionId }, ctx) => {
    if (!resolution) return notFound()
    const no = stateRefusal(resolution.status, ['drafted'])
    if (no) return no
    const series = { year: ctx.today.slice(0, 4), number: (highest[0]?.number ?? 0) + 1 }
    const data = { id: resolutionId, placeId, body, ...series }
    return ok({ facts: [resolutionIssued.on(resolutionsStream({ placeId, body }), ctx.today, data)] })
  },
})

const seriesOf = ({ id, placeId, body, year, number }: { id: string } & BodyAt & Numbered) => ({
  ...{ id, placeId, body, year: year!, number: number! },
})
type Numbered = { year: string | null; number: number | null }

/** Lets everybody read it. */
export const publish = command({
  name: 'resolution.publish',
  roles: CALLING,
  input: oneResolution,
  streams: (input) => [resolutionsStream(input)],
  load: (input) => ({ resolution: resolutionOf(input, input.resolutionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ resolution: [resolution] }, input, ctx) => {
    if (!resolution) return notFound()
    return (
      stateRefusal(resolution.status, ['issued']) ??
      ok({ facts: [resolutionPublished.on(resolutionsStream(input), ctx.today, seriesOf(resolution))] })
    )
  },
})

/** Takes it back: one that was published is told to be withdrawn, and why; any other comes to nothing. */
export const withdraw = command({
  name: 'resolution.withdraw',
  roles: CALLING,
  input: endResolution,
  streams: (input) => [resolutionsStream(input)],
  load: (input) => ({ resolution: resolutionOf(input, input.resolutionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ resolution: [resolution] }, { resolutionId, reason, placeId, body }, ctx) => {
    if (!resolution) return notFound()
    const no = stateRefusal(resolution.status, ['drafted', 'issued', 'published'])
    if (no) return no
    const stream = resolutionsStream({ placeId, body })
    const fact =
      resolution.status === 'published'
        ? resolutionWithdrawn.on(stream, ctx.today, seriesOf(resolution))
        : resolutionVoided.on(stream, ctx.today, { id: resolutionId, placeId, body })
    return ok({ facts: [fact], beside: insertMany('resolution_note', [{ resolutionId, text: reason }]) })
  },
})
