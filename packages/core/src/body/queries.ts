import { may, reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import {
  deputiesAmong,
  deputiesOfLevelOn,
  eventsPage,
  inStrokeOrder,
  newestEvents,
  theDistrict,
  unitById,
} from '../people/queries.ts'
import { placeKind } from './checks.ts'
import { sittingOn, type Member } from './rules.ts'
import {
  bodiesAt,
  bodyInput,
  bodyStream,
  DISTRICT_PLACE,
  isAppointed,
  levelOfBody,
  type BodyAt,
  type Post,
} from './schema.ts'

/** Who was entered as a member of a body, with the name of those who are no deputies. */
export const membersOf = ({ placeId, body }: BodyAt) =>
  db
    .selectFrom('body_member')
    .leftJoin('body_member_name', 'body_member_name.memberId', 'body_member.id')
    .select(['body_member.id', 'body_member.mandateId', 'post', 'body_member.fromOn', 'body_member.untilOn'])
    .select('body_member_name.name as outsiderName')
    .$narrowType<{ post: Post }>()
    .where('placeId', '=', placeId)
    .where('body', '=', body)
    .orderBy('body_member.fromOn')

/** The deputies of whom a body is made, on a day. */
export const deputiesOfBody = (of: BodyAt, on: string) =>
  deputiesOfLevelOn(levelOfBody(of), on).$if(of.placeId !== DISTRICT_PLACE, (all) =>
    all.where('unit.id', '=', of.placeId)
  )

/** Whoever sits in a body on a day is one of these; `sittingOn` says who. The chairpersons are the standing committee's. */
export const sittingRows = (of: BodyAt, on: string) => ({
  members: membersOf(of.body === 'chairpersons_meeting' ? { ...of, body: 'standing_committee' } : of),
  deputies: deputiesOfBody(of, on),
})

const READING = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'working_body',
  'unit_office',
] as const
/** Who enters members, and may read what happened to them. */
export const APPOINTING = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** A body of a place: who sits in it today, and what happened to its members. */
export const bodyMembers = query({
  name: 'body.members',
  roles: READING,
  input: bodyInput,
  scope: (actor, input) => (reachesUnit(actor, input.placeId) ? true : null),
  load: (input, _, { today }) => ({
    district: theDistrict(),
    unit: unitById(input.placeId),
    ...sittingRows(input, today),
    names: deputiesAmong(
      membersOf(input).clearSelect().clearOrderBy().select('mandateId').$narrowType<{ mandateId: string }>().$asScalar()
    ),
    events: newestEvents(bodyStream(input), input.before),
  }),
  answer: ({ district: [district], unit: [unit], members, deputies, names, events }, input, { actor, today }) => {
    const kind = placeKind(input.placeId, unit)
    if (!kind || !district || !bodiesAt(kind).includes(input.body)) return notFound()
    const sitting = sittingOn(input.body, { members, deputies }, today)
    return ok({
      place: { id: input.placeId, kind, name: unit?.name ?? district.name },
      bodies: bodiesAt(kind),
      isAppointed: isAppointed(input.body),
      members: byPost(sitting),
      /** They are members no more because their mandate ended: somebody writes down their last day. */
      lapsed: isAppointed(input.body)
        ? lapsedOn(members, deputies, today).map((one) => ({
            ...one,
            name: names.find(({ mandateId }) => mandateId === one.mandateId)?.name ?? '',
          }))
        : [],
      deputyCount: deputies.length,
      history: may(actor, APPOINTING) ? eventsPage([events]) : null,
    })
  },
})

const ORDER: readonly (Post | null)[] = ['chair', 'vice_chair', 'member', null]

/** Chairs first, then as congresses list people. */
const byPost = (sitting: readonly Member[]): Member[] =>
  ORDER.flatMap((post) =>
    inStrokeOrder(sitting.filter((one) => one.post === post).map((one) => ({ ...one, mandateId: one.mandateId ?? '' })))
  ).map((one) => ({ ...one, mandateId: one.mandateId === '' ? null : one.mandateId }))

const lapsedOn = (
  members: readonly { id: string; mandateId: string | null; post: Post; fromOn: string; untilOn: string | null }[],
  deputies: readonly { mandateId: string }[],
  on: string
) => {
  const seated = new Set(deputies.map(({ mandateId }) => mandateId))
  return members
    .filter(({ mandateId, untilOn }) => untilOn === null && mandateId !== null && !seated.has(mandateId))
    .filter(({ fromOn }) => fromOn <= on)
    .map(({ id, mandateId, post, fromOn }) => ({ memberId: id, mandateId, post, fromOn }))
}
