import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { forMany, insertMany } from '../kernel/insert.ts'
import { memberRoles } from '../kernel/roles.ts'
import { id } from '../kernel/shapes.ts'

/** Somebody is asked to join; their name and address stand in `invitation` only. */
export const memberInvited = eventType({
  type: 'member.invited',
  words: { zh: '邀请成员', en: 'Member invited' },
  payload: z.strictObject({ id, tenantId: id, roles: z.array(z.enum(memberRoles)), unitId: id.nullable() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'invitation',
      facts.map(({ data }) => ({ ...data, roles: JSON.stringify(data.roles), acceptedOn: null }))
    ),
})

/** An invitation was taken up; it cannot be again. */
export const invitationAccepted = eventType({
  type: 'invitation.accepted',
  words: { zh: '接受邀请', en: 'Invitation accepted' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    forMany(
      `update invitation set acceptedOn = j.value->>1 from json_each(?) j where invitation.id = j.value->>0`,
      facts.map(({ data, occurredOn }) => [data.id, occurredOn])
    ),
})

/** A person may act here no more. What they did stays under their name. */
export const memberDismissed = eventType({
  type: 'member.dismissed',
  words: { zh: '停用成员', en: 'Member dismissed' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    forMany(
      `update membership set endedAt = j.value->>1 from json_each(?) j where membership.id = j.value->>0`,
      facts.map(({ data, recordedAt }) => [data.id, recordedAt])
    ),
})

/** A person may act in a district, in these roles; for a unit office only in that unit. */
export const memberAppointed = eventType({
  type: 'member.appointed',
  words: { zh: '任用成员', en: 'Member appointed' },
  payload: z.strictObject({
    id,
    tenantId: id,
    userId: z.string(),
    roles: z.array(z.enum(memberRoles)),
    unitId: id.nullable(),
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'membership',
      facts.map(({ data }) => ({ ...data, roles: JSON.stringify(data.roles), endedAt: null }))
    ),
})
