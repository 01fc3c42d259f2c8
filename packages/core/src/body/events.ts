import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { appointedBody, post } from './schema.ts'

const of = { placeId: id, body: appointedBody }

/** Members begin, all in one post. The name of who is no deputy stands in `body_member_name`. */
export const bodyMembersAppointed = eventType({
  type: 'body.members-appointed',
  words: { zh: '登记组成人员', en: 'Members entered' },
  payload: z.strictObject({
    ...of,
    post,
    fromOn: day,
    members: z.array(z.strictObject({ id, mandateId: id.nullable() })),
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'body_member',
      facts.flatMap(({ data: { members, ...common } }) => members.map((member) => ({ ...common, ...member })))
    ),
})

/** A membership ends. */
export const bodyMemberDischarged = eventType({
  type: 'body.member-discharged',
  words: { zh: '不再担任', en: 'Membership ended' },
  payload: z.strictObject({ ...of, id, lastOn: day }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'body_member',
      facts.map(({ data }) => ({ placeId: data.placeId, body: data.body, id: data.id, untilOn: data.lastOn })),
      ['placeId', 'body', 'id']
    ),
    mustChange,
  ],
})

/** A membership was entered by mistake: it never was. */
export const bodyMemberTakenBack = eventType({
  type: 'body.member-taken-back',
  words: { zh: '撤销误登的组成人员', en: 'Membership entered by mistake taken back' },
  payload: z.strictObject({ ...of, id }),
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'body_member',
      facts.map(({ data }) => ({ placeId: data.placeId, body: data.body, id: data.id }))
    ),
    mustChange,
  ],
})
