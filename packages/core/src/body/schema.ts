import * as z from 'zod'
import { day, historyBefore, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { seatsStream, type Level, type UnitKind } from '../people/schema.ts'

/** The place whose bodies are the district's own; every other place is a unit. */
export const DISTRICT_PLACE = 'district'
export type PlaceKind = 'district' | UnitKind

/** The bodies that meet. */
export const bodies = {
  congress: { zh: '人民代表大会', en: 'People’s congress' },
  standing_committee: { zh: '人大常委会', en: 'Standing committee' },
  chairpersons_meeting: { zh: '主任会议', en: 'Chairpersons’ meeting' },
  presidium: { zh: '人大主席团', en: 'Presidium' },
  street_office: { zh: '街道人大工委', en: 'Street office' },
} satisfies Record<string, Words>
export const body = z.enum(['congress', 'standing_committee', 'chairpersons_meeting', 'presidium', 'street_office'])
export type Body = z.infer<typeof body>

/**
 * Which bodies a place has. Townships have no standing committee; a street has no congress, its office is a working body
 * of the district's standing committee (地方组织法 46, 59).
 */
export const bodiesAt = (kind: PlaceKind): readonly Body[] => {
  switch (kind) {
    case 'district':
      return ['congress', 'standing_committee', 'chairpersons_meeting']
    case 'street':
      return ['street_office']
    case 'town':
    case 'township':
      return ['congress', 'presidium']
  }
}

/** Those whose members are appointed one by one; the others' follow from mandates and from posts. */
export const appointedBody = z.enum(['standing_committee', 'presidium', 'street_office'])
export type AppointedBody = z.infer<typeof appointedBody>
export const isAppointed = (of: Body): of is AppointedBody => appointedBody.options.some((one) => one === of)

/** What the posts of a body are called: 主席团 has 主席, 副主席 and 成员, every other body 主任, 副主任 and 委员. */
export const postsOf = (of: Body): Record<Post, Words> => (of === 'presidium' ? PRESIDIUM_POSTS : COMMITTEE_POSTS)

const COMMITTEE_POSTS = {
  chair: { zh: '主任', en: 'Chairperson' },
  vice_chair: { zh: '副主任', en: 'Vice-chairperson' },
  member: { zh: '委员', en: 'Member' },
}
const PRESIDIUM_POSTS = {
  chair: { zh: '主席', en: 'Chairperson' },
  vice_chair: { zh: '副主席', en: 'Vice-chairperson' },
  member: { zh: '成员', en: 'Member' },
}
export const post = z.enum(['chair', 'vice_chair', 'member'])
export type Post = z.infer<typeof post>

/** 地方组织法 47: a county standing committee has at most 45 members. */
export const MEMBERS_MAX = 45
const LINE_CHARACTERS_MAX = 80

export const bodyAt = z.strictObject({ placeId: id, body })
export type BodyAt = z.infer<typeof bodyAt>

/** Of which deputies a body is made: a street office of the district's who sit there, a township's bodies of its own. */
export const levelOfBody = ({ placeId, body }: BodyAt): Level =>
  placeId === DISTRICT_PLACE || body === 'street_office' ? 'district' : 'township'

/** Who is a member: appointing and discharging write it, sessions rely on it. */
export const bodyStream = (of: BodyAt) => `body/${of.placeId}/${of.body}`

/** Whose members sit in a body: the chairpersons' meeting has those of the standing committee. */
export const memberBody = (of: BodyAt): BodyAt =>
  of.body === 'chairpersons_meeting' ? { ...of, body: 'standing_committee' } : of

/**
 * What moves when somebody else comes to sit in a body: its members, and the seats of the unit it is of. The district's
 * bodies are of all units, which no input names: see `seatsSince`.
 */
export const sittingStreams = (of: BodyAt): string[] => [
  bodyStream(memberBody(of)),
  ...(of.placeId === DISTRICT_PLACE ? [] : [seatsStream({ unitId: of.placeId, level: levelOfBody(of) })]),
]

/**
 * `people`: a line each, a deputy's name, and the electoral district behind it where two have the name. `outsiders`: names
 * that no deputy has are people who are none; only a street office has such.
 */
export const appointMembers = z.strictObject({
  ...bodyAt.shape,
  post,
  fromOn: day,
  people: z.array(line(LINE_CHARACTERS_MAX)).min(1).max(MEMBERS_MAX),
  outsiders: z.boolean(),
})

/** `lastOn`: the last day of the membership. */
export const dischargeMember = z.strictObject({ ...bodyAt.shape, memberId: id, lastOn: day })
export const takeBackMember = z.strictObject({ ...bodyAt.shape, memberId: id })

/** `after`: the member at whom the page before ended; `before`: from where the page of its history before ended. */
export const bodyInput = z.strictObject({ ...bodyAt.shape, after: id.optional(), before: historyBefore })
