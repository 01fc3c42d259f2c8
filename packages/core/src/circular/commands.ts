import { newestContent, newestOf } from '../board/queries.ts'
import { boardStream, type UnitQuarter } from '../board/schema.ts'
import { actorKey, reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { unitById } from '../people/queries.ts'
import { belongingsAmong, recipientsAmong } from '../recipient/queries.ts'
import { recipientStream } from '../recipient/schema.ts'
import { activeEndpointsOf } from '../webhook/queries.ts'
import { endpointsStream } from '../webhook/schema.ts'
import { addresseeRefusal, boardRefusal, changedMeanwhile, openRefusal, secondPersonRefusal } from './checks.ts'
import {
  circularApproved,
  circularDropped,
  circularProposed,
  circularRejected,
  circularRevised,
  noticeIssued,
} from './events.ts'
import { announcementsFor, circularAt, electorsOf, recipientsFor, toldByDistrict, toldByRecipient } from './queries.ts'
import {
  approveCircular,
  circularsStream,
  dropCircular,
  noticeId,
  noticeStream,
  proposeCircular,
  rejectCircular,
  reviseCircular,
} from './schema.ts'

const PROPOSING = ['deputies_commission', 'committee_office', 'unit_office'] as const
const APPROVING = ['tenant_administrator', 'deputies_commission'] as const

type Addressees = UnitQuarter & { recipientIds: string[]; electoralDistrictIds: string[] }

const streamsOf = (input: Addressees) => [
  circularsStream(input),
  boardStream(input),
  ...input.recipientIds.map(recipientStream),
]

const loadAddressees = (input: Addressees) => ({
  unit: unitById(input.unitId),
  newest: newestOf(input),
  content: newestContent(input),
  recipients: recipientsAmong(input.recipientIds),
  belongings: belongingsAmong(input.recipientIds),
  ...electorsOf(input),
})

const textRow = (circularId: string, { title, reason, basis }: { title: string; reason: string; basis: string }) =>
  insertMany(
    'circular_text',
    [{ circularId, title, reason, basis, rejection: '' }],
    'on conflict do update set title = excluded.title, reason = excluded.reason, basis = excluded.basis'
  )

const payloadOf = (circularId: string, root: string, input: Addressees & { revision: number }) => {
  const { unitId, level, quarter, revision, recipientIds, electoralDistrictIds } = input
  return { id: circularId, unitId, level, quarter, revision, root, recipientIds, electoralDistrictIds }
}

/** Proposes to tell employers, electoral units and voters of a published board. Nothing goes out by it. */
export const propose = command({
  name: 'circular.propose',
  roles: PROPOSING,
  input: proposeCircular,
  streams: (input) => streamsOf(input),
  load: (input) => loadAddressees(input),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    if (!rows.unit[0]) return notFound()
    const no = boardRefusal(rows.newest[0], input.revision, ctx.today) ?? addresseeRefusal(rows, input)
    if (no) return no
    const payload = payloadOf(ctx.commandId, rows.newest[0]!.root, input)
    return ok({
      facts: [circularProposed.on(circularsStream(input), ctx.today, payload)],
      beside: textRow(ctx.commandId, input),
    })
  },
})

/** Changes a proposal: another text, other recipients, or the board's newer revision. */
export const revise = command({
  name: 'circular.revise',
  roles: PROPOSING,
  input: reviseCircular,
  streams: (input) => streamsOf(input),
  load: (input) => ({ ...loadAddressees(input), circular: circularAt(input, input.circularId) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    const [circular] = rows.circular
    if (!circular) return notFound()
    const no =
      openRefusal(circular) ?? boardRefusal(rows.newest[0], input.revision, ctx.today) ?? addresseeRefusal(rows, input)
    if (no) return no
    const payload = payloadOf(circular.id, rows.newest[0]!.root, input)
    return ok({
      facts: [circularRevised.on(circularsStream(input), ctx.today, payload)],
      beside: textRow(circular.id, input),
    })
  },
})

/** Takes a proposal back before anybody decided on it. */
export const drop = command({
  name: 'circular.drop',
  roles: PROPOSING,
  input: dropCircular,
  streams: (input) => [circularsStream(input)],
  load: (input) => ({ circular: circularAt(input, input.circularId) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ circular: [circular] }, input, ctx) => {
    if (!circular) return notFound()
    const no = openRefusal(circular)
    return no ?? ok({ facts: [circularDropped.on(circularsStream(input), ctx.today, { id: circular.id })] })
  },
})

/** Sends a proposal back for good, with the reason; it may be proposed anew. */
export const reject = command({
  name: 'circular.reject',
  roles: APPROVING,
  input: rejectCircular,
  streams: (input) => [circularsStream(input)],
  load: (input) => ({ circular: circularAt(input, input.circularId) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ circular: [circular] }, input, ctx) => {
    if (!circular) return notFound()
    const no = openRefusal(circular) ?? secondPersonRefusal(circular, actorKey(ctx.actor))
    if (no) return no
    return ok({
      facts: [circularRejected.on(circularsStream(input), ctx.today, { id: circular.id })],
      beside: [
        {
          sql: 'update circular_text set rejection = ? where circularId = ?',
          parameters: [input.reason, circular.id],
        },
      ],
    })
  },
})

/**
 * A second person's approval sends the notices: one to each recipient, about its own deputies as they stand on the
 * board now, and a 公告 to post in each electoral district. What each says is frozen here.
 */
export const approve = command({
  name: 'circular.approve',
  roles: APPROVING,
  input: approveCircular,
  streams: (input) => [
    circularsStream(input),
    boardStream(input),
    ...input.recipientIds.flatMap((recipientId) => [
      recipientStream(recipientId),
      endpointsStream(recipientId),
      noticeStream(noticeId(input.circularId, recipientId)),
    ]),
  ],
  load: (input) => ({
    ...loadAddressees({ ...input, electoralDistrictIds: [] }),
    circular: circularAt(input, input.circularId),
    chosen: recipientsFor(input.circularId),
    announcements: announcementsFor(input.circularId),
    endpoints: activeEndpointsOf(input.recipientIds),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    const [circular] = rows.circular
    const [unit] = rows.unit
    if (!circular || !unit) return notFound()
    const recipientIds = rows.chosen.map((one) => one.recipientId)
    const electoralDistrictIds = rows.announcements.map((one) => one.electoralDistrictId)
    const seen = input.edition === circular.edition && sameSet(recipientIds, input.recipientIds)
    const no =
      openRefusal(circular) ??
      secondPersonRefusal(circular, actorKey(ctx.actor)) ??
      (seen ? null : changedMeanwhile()) ??
      boardRefusal(rows.newest[0], circular.revision, ctx.today) ??
      addresseeRefusal(rows, { recipientIds, electoralDistrictIds })
    if (no) return no

    const toldTo = toldByRecipient(rows.content[0]?.rows, rows.belongings)
    const toldIn = toldByDistrict(rows.content[0]?.rows, rows.elected)
    const notices = rows.recipients.map((recipient) => ({
      noticeId: noticeId(circular.id, recipient.id),
      unitName: unit.name,
      recipientName: recipient.name,
      deputies: JSON.stringify(toldTo(recipient.id)),
    }))
    const posters = rows.electoralDistricts
      .filter(({ id }) => electoralDistrictIds.includes(id))
      .map(({ id, name }) => ({
        ...{ circularId: circular.id, electoralDistrictId: id, unitName: unit.name, name },
        deputies: JSON.stringify(toldIn(id)),
      }))
    return ok({
      facts: [
        circularApproved.on(circularsStream(input), ctx.today, { id: circular.id }),
        ...rows.recipients.map((recipient) => {
          const id = noticeId(circular.id, recipient.id)
          const endpointIds = rows.endpoints.filter((one) => one.recipientId === recipient.id).map((one) => one.id)
          // A district on trial pushes tests only.
          const pushed = ctx.platform.isLive && endpointIds.length > 0
          const notice = { id, circularId: circular.id, recipientId: recipient.id }
          return noticeIssued.on(
            noticeStream(id),
            ctx.today,
            pushed ? { ...notice, channel: 'webhook', endpointIds } : { ...notice, channel: 'link' }
          )
        }),
      ],
      beside: [...insertMany('notice_content', notices), ...insertMany('announcement_content', posters)],
    })
  },
})

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one) => b.includes(one))

export { markDelivered, markUndelivered, postLetter, renewLink, reply, revokeLink } from './notices.ts'
export { provePost, retractPost } from './postings.ts'
