import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany, updateMany } from '../kernel/insert.ts'
import { memberRoles } from '../kernel/roles.ts'
import { id } from '../kernel/shapes.ts'

/** Somebody is asked to join; their name and address stand in `invitation` only. */
export const memberInvited = eventType({
  type: 'member.invited',
  words: { zh: '邀请成员', en: 'Member invited' },
  payload: z.strictObject({
    id,
    tenantId: id,
    roles: z.array(z.enum(memberRoles)),
    unitId: id.nullable(),
    personId: id.nullable(),
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'invitation',
      facts.map(({ data }) => ({ ...data, ...inColumns(data), acceptedOn: null }))
    ),
})

/** An invitation was taken up; it cannot be again. */
export const invitationAccepted = eventType({
  type: 'invitation.accepted',
  words: { zh: '接受邀请', en: 'Invitation accepted' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'invitation',
      facts.map(({ data, occurredOn }) => ({ id: data.id, acceptedOn: occurredOn }))
    ),
})

/** A person may act here no more. What they did stays under their name. */
export const memberDismissed = eventType({
  type: 'member.dismissed',
  words: { zh: '停用成员', en: 'Member dismissed' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'membership',
      facts.map(({ data, recordedAt }) => ({ id: data.id, endedAt: recordedAt }))
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
    personId: id.nullable(),
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'membership',
      facts.map(({ data }) => ({ ...data, ...inColumns(data), endedAt: null }))
    ),
})

/** A deputy has no role: what they may see is their own. What was written before there were deputies names no person. */
const inColumns = ({ roles, personId }: { roles: readonly string[]; personId?: string | null }) => ({
  roles: JSON.stringify(roles),
  personId: personId ?? null,
})

/** An invitation is taken back: its link or code leads nowhere. */
export const invitationWithdrawn = eventType({
  type: 'invitation.withdrawn',
  words: { zh: '撤回邀请', en: 'Invitation withdrawn' },
  payload: z.strictObject({ id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'invitation',
      facts.map(({ data, occurredOn }) => ({ id: data.id, withdrawnOn: occurredOn }))
    ),
})

/** An invitation gets a fresh link or code; the old one leads nowhere. */
export const invitationRenewed = eventType({
  type: 'invitation.renewed',
  words: { zh: '重发邀请', en: 'Invitation renewed' },
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** A member may set a new password by a one-time code. */
export const resetIssued = eventType({
  type: 'member.reset-issued',
  words: { zh: '发出重置密码的一次性码', en: 'Code for a new password issued' },
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** The code was used: a new password stands and every session has ended. */
export const passwordReset = eventType({
  type: 'member.password-reset',
  words: { zh: '重置密码', en: 'Password reset' },
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** What the directory knew of a deputy is gone: name, address, sessions. */
export const memberErased = eventType({
  type: 'member.erased',
  words: { zh: '删除代表账号', en: 'Account of a deputy erased' },
  payload: z.strictObject({ tenantId: id, personId: id }),
  public: false,
  rows: () => [],
})
