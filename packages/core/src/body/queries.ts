import type { Expression } from 'kysely'
import { may, reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { pageAfter } from '../kernel/page.ts'
import { notFound, ok } from '../kernel/problem.ts'
import type { Statement } from '../kernel/store.ts'
import {
  deputiesAmong,
  deputiesOfLevelOn,
  eventsPage,
  inStrokeOrder,
  newestEvents,
  theDistrict,
  unitById,
} from '../people/queries.ts'
import { DEPUTIES_PAGE } from '../people/schema.ts'
import { placeKind } from './checks.ts'
import { sittingOn, type Member } from './rules.ts'
import {
  bodiesAt,
  bodyInput,
  bodyStream,
  DISTRICT_PLACE,
  isAppointed,
  levelOfBody,
  memberBody,
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

/** Of some members those who are no deputies, by the name that was entered. */
export const outsidersAmong = (memberIds: Expression<string>) =>
  db.selectFrom('body_member_name').selectAll().where('memberId', 'in', memberIds)

/** Every membership of some mandates, whichever the body. */
export const membershipsOf = (mandateIds: Expression<string>) =>
  db
    .selectFrom('body_member')
    .select(['placeId', 'body', 'mandateId', 'post', 'fromOn', 'untilOn'])
    .$narrowType<{ post: Post }>()
    .where('mandateId', 'in', mandateIds)

/** The deputies of whom a body is made, on a day. */
export const deputiesOfBody = (of: BodyAt, on: string) =>
  deputiesOfLevelOn(levelOfBody(of), on).$if(of.placeId !== DISTRICT_PLACE, (all) =>
    all.where('unit.id', '=', of.placeId)
  )

/** The seats of all units of the district: what the district's own bodies rely on. */
const districtSeats = () =>
  db
    .selectFrom('event')
    .where('stream', '>=', 'seats/')
    .where('stream', '<', 'seats0')
    .where('stream', 'like', '%/district')

/** Whoever sits in a body on a day is one of these; `sittingOn` says who. */
export const sittingRows = (of: BodyAt, on: string) => ({
  members: membersOf(memberBody(of)).where(({ or, and, eb }) =>
    and([eb('body_member.fromOn', '<=', on), or([eb('untilOn', 'is', null), eb('untilOn', '>=', on)])])
  ),
  deputies: deputiesOfBody(of, on),
  names: deputiesAmong(
    membersOf(memberBody(of))
      .clearSelect()
      .clearOrderBy()
      .select('mandateId')
      .$narrowType<{ mandateId: string }>()
      .$asScalar()
  ),
  newestSeat: districtSeats().select(({ fn }) => fn.max('seq').as('seq')),
})

/** Gate: nobody has taken or left a seat of the district since it was read. A unit's bodies name its seats as a stream. */
export const nobodySeatedSince = (
  { placeId }: BodyAt,
  { newestSeat }: { newestSeat: readonly { seq: number | null }[] }
): Statement[] =>
  placeId === DISTRICT_PLACE
    ? [
        mustBeAbsent(
          districtSeats()
            .select('seq')
            .where('seq', '>', newestSeat[0]?.seq ?? 0)
        ),
      ]
    : []

const READING = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'working_body',
  'unit_office',
] as const
/** Who enters members, and may read what happened to them. */
export const APPOINTING = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** A body of a place: who sits in it today, who will and who did, and what happened to its members. */
export const bodyMembers = query({
  name: 'body.members',
  roles: READING,
  input: bodyInput,
  scope: (actor, input) => (reachesUnit(actor, input.placeId) ? true : null),
  load: (input, _, { today }) => ({
    ...sittingRows(input, today),
    district: theDistrict(),
    unit: unitById(input.placeId),
    entered: membersOf(input),
    events: newestEvents(bodyStream(input), input.before),
  }),
  answer: ({ district: [district], unit: [unit], entered, names, events, ...rows }, input, { actor, today }) => {
    const kind = placeKind(input.placeId, unit)
    if (!kind || !district || !bodiesAt(kind).includes(input.body)) return notFound()
    const sitting = sittingOn(input.body, { ...rows, names }, today)
    // Who is appointed fits on one page; a congress has hundreds.
    const size = isAppointed(input.body) ? sitting.length : DEPUTIES_PAGE
    const page = pageAfter(byPost(sitting), input.after, size, ({ id }) => id)
    if (!page) return notFound()
    const sits = new Set(sitting.map(({ memberId }) => memberId))
    return ok({
      place: { id: input.placeId, kind, name: unit?.name ?? district.name },
      bodies: bodiesAt(kind),
      isAppointed: isAppointed(input.body),
      memberCount: sitting.length,
      members: page.rows,
      /** Where the next page begins. */
      after: page.after,
      /** Entered and not sitting today: not yet, no more, or because their mandate ended (`lapsed`: its last day is owed). */
      others: entered
        .filter(({ id }) => !sits.has(id))
        .map(({ id, mandateId, post, fromOn, untilOn, outsiderName }) => ({
          ...{ memberId: id, post, fromOn, untilOn },
          name: outsiderName ?? names.find((one) => one.mandateId === mandateId)?.name ?? '',
          state: stateOf({ fromOn, untilOn }, today),
        })),
      history: may(actor, APPOINTING) ? eventsPage([events]) : null,
    })
  },
})

/** Why somebody who was entered does not sit today. */
const stateOf = (
  { fromOn, untilOn }: { fromOn: string; untilOn: string | null },
  today: string
): 'coming' | 'ended' | 'lapsed' =>
  fromOn > today ? 'coming' : untilOn !== null && untilOn < today ? 'ended' : 'lapsed'

const ORDER: readonly (Post | null)[] = ['chair', 'vice_chair', 'member', null]

/** Chairs first, then as congresses list people. */
const byPost = (sitting: readonly Member[]): Member[] =>
  ORDER.flatMap((post) =>
    inStrokeOrder(sitting.filter((one) => one.post === post).map((one) => ({ ...one, mandateId: one.mandateId ?? '' })))
  ).map((one) => ({ ...one, mandateId: one.mandateId === '' ? null : one.mandateId }))
