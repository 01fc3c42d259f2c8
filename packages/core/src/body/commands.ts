import { reachesUnit } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { personName } from '../kernel/shapes.ts'
import { unitRetired } from '../people/checks.ts'
import { unitById } from '../people/queries.ts'
import { UNITS_STREAM } from '../people/schema.ts'
import { bodyRefusal, lineRefused, placeKind } from './checks.ts'
import { bodyMemberDischarged, bodyMembersAppointed, bodyMemberTakenBack } from './events.ts'
import { APPOINTING, deputiesOfBody, membersOf, nobodySeatedSince, sittingRows } from './queries.ts'
import { resolvePeople } from './rules.ts'
import {
  appointMembers,
  bodies,
  bodyStream,
  dischargeMember,
  isAppointed,
  MEMBERS_MAX,
  sittingStreams,
  takeBackMember,
  type Body,
} from './schema.ts'

// Who sits in a standing committee, a presidium or a street office is decided elsewhere; here it is written down, so that
// quorums and majorities count the right people.

/** Members begin, all in one post. A deputy is named as a line; see `resolvePeople`. */
export const appoint = command({
  name: 'body.appoint',
  roles: APPOINTING,
  input: appointMembers,
  streams: (input) => [...sittingStreams(input), UNITS_STREAM],
  load: (input) => ({
    unit: unitById(input.placeId),
    members: membersOf(input),
    deputies: deputiesOfBody(input, input.fromOn),
    newestSeat: sittingRows(input, input.fromOn).newestSeat,
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.placeId),
  decide: (
    { unit: [unit], members, deputies, newestSeat },
    { placeId, body, post, fromOn, people, outsiders },
    ctx
  ) => {
    const kind = placeKind(placeId, unit)
    if (!kind) return notFound()
    const no = bodyRefusal(kind, body)
    if (no) return no
    if (!isAppointed(body)) return followsFromElsewhere(body)
    if (unit?.retiredOn) return unitRetired('/body', unit.retiredOn)
    const meant = resolvePeople(people, deputies, outsiders && body === 'street_office')
    if ('why' in meant) return lineRefused('/people', meant)
    if (meant.outsiders.some((name) => !personName.safeParse(name).success)) return noName(meant.outsiders)
    const running = members.filter(({ untilOn }) => untilOn === null || untilOn >= fromOn)
    const already = deputies.find(
      ({ mandateId }) => meant.mandateIds.includes(mandateId) && running.some((one) => one.mandateId === mandateId)
    )
    if (already) {
      return refuseField('/people', 'member-already', {
        zh: `${already.name}已是组成人员；换职务请先写明原职务的最后一天`,
        en: `${already.name} is a member already; for another post, first enter the last day of the present one`,
      })
    }
    const known = meant.outsiders.find((name) => running.some((one) => one.outsiderName === name))
    if (known) {
      return refuseField('/people', 'member-already', {
        zh: `${known}已是组成人员`,
        en: `${known} is a member already`,
      })
    }
    const count = meant.mandateIds.length + meant.outsiders.length
    if (post === 'chair' && count + running.filter((one) => one.post === 'chair').length > 1) return oneChair()
    if (running.length + count > MEMBERS_MAX) return tooMany(body, running.length, count)
    const created = [
      ...meant.mandateIds.map((mandateId) => ({ mandateId, name: null })),
      ...meant.outsiders.map((name) => ({ mandateId: null, name })),
    ].map((one, n) => ({ ...one, id: `${ctx.commandId}/${n}` }))
    return ok({
      facts: [
        bodyMembersAppointed.on(bodyStream({ placeId, body }), fromOn, {
          ...{ placeId, body, post, fromOn },
          members: created.map(({ id, mandateId }) => ({ id, mandateId })),
        }),
      ],
      beside: [
        ...insertMany(
          'body_member_name',
          created.flatMap(({ id, name }) => (name === null ? [] : [{ memberId: id, name }]))
        ),
        ...nobodySeatedSince({ placeId, body }, { newestSeat }),
      ],
    })
  },
})

const followsFromElsewhere = (body: Body) =>
  refuseField(
    '/body',
    'members-follow-from-elsewhere',
    body === 'congress'
      ? { zh: '人民代表大会由代表组成，不另行登记', en: 'A congress is made of its deputies; nobody else is entered' }
      : {
          zh: '主任会议由常委会主任、副主任组成，请在常委会登记',
          en: 'The chairpersons’ meeting is made of the standing committee’s chair and vice-chairs: enter them there',
        },
    body === 'congress'
      ? undefined
      : {
          rule: { zh: `${bodies[body].zh}由主任、副主任组成`, en: 'It is made of the chair and the vice-chairs' },
          article: { zh: '《地方组织法》第五十四条', en: 'Organic Law of Local Congresses, art. 54' },
        }
  )

const noName = (outsiders: readonly string[]) => {
  const line = outsiders.find((one) => !personName.safeParse(one).success) ?? ''
  return refuseField('/people', 'no-name', { zh: `“${line}”不是姓名`, en: `“${line}” is no name` })
}

const oneChair = () =>
  refuseField('/post', 'one-chair', {
    zh: '主任（主席）同时只有一人；请先写明现任的最后一天',
    en: 'There is one chairperson at a time: first enter the last day of the present one',
  })

const tooMany = (body: Body, running: number, count: number) =>
  refuseField(
    '/people',
    'too-many-members',
    { zh: `组成人员最多${MEMBERS_MAX}名`, en: `A body has at most ${MEMBERS_MAX} members` },
    body === 'standing_committee'
      ? {
          rule: { zh: '县级人大常委会组成人员最多四十五名', en: 'A county standing committee has at most 45 members' },
          article: { zh: '《地方组织法》第四十七条', en: 'Organic Law of Local Congresses, art. 47' },
          arithmetic: `${running} + ${count} > ${MEMBERS_MAX}`,
        }
      : undefined
  )

/** A membership ends; its last day may lie ahead. */
export const discharge = command({
  name: 'body.discharge',
  roles: APPOINTING,
  input: dischargeMember,
  streams: (input) => [bodyStream(input)],
  load: (input) => ({ members: membersOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.placeId),
  decide: ({ members }, { placeId, body, memberId, lastOn }) => {
    const member = members.find(({ id }) => id === memberId)
    if (!member || !isAppointed(body)) return notFound()
    if (member.untilOn !== null) return endedAlready(member.untilOn)
    if (lastOn < member.fromOn) {
      return refuseField('/lastOn', 'before-it-began', {
        zh: `${member.fromOn} 才开始担任；登记错了，请撤销登记`,
        en: `It began on ${member.fromOn}. If it was entered by mistake, take the entry back`,
      })
    }
    return ok({
      facts: [bodyMemberDischarged.on(bodyStream({ placeId, body }), lastOn, { placeId, body, id: memberId, lastOn })],
    })
  },
})

const endedAlready = (untilOn: string) =>
  refuse(409, 'ended-already', { zh: `已于 ${untilOn} 不再担任`, en: `The membership ended on ${untilOn}` })

/** A membership entered by mistake goes as if it had never been. */
export const takeBack = command({
  name: 'body.take-back',
  roles: APPOINTING,
  input: takeBackMember,
  streams: (input) => [bodyStream(input)],
  load: (input) => ({ members: membersOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.placeId),
  decide: ({ members }, { placeId, body, memberId }, ctx: Ctx) => {
    if (!members.some(({ id }) => id === memberId) || !isAppointed(body)) return notFound()
    return ok({
      facts: [bodyMemberTakenBack.on(bodyStream({ placeId, body }), ctx.today, { placeId, body, id: memberId })],
      beside: [{ sql: 'delete from body_member_name where memberId = ?', parameters: [memberId] }],
    })
  },
})
