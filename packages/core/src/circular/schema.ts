import * as z from 'zod'
import { year } from '../assessment/schema.ts'
import { unitQuarter, type UnitQuarter } from '../board/schema.ts'
import type { MemberRole } from '../kernel/roles.ts'
import { day, freeText, id, line, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level } from '../people/schema.ts'

export const circularStatuses = {
  proposed: { zh: '待批准', en: 'To approve' },
  approved: { zh: '已批准', en: 'Approved' },
  rejected: { zh: '未批准', en: 'Rejected' },
  dropped: { zh: '已撤回', en: 'Dropped' },
} satisfies Record<string, Words>
export type CircularStatus = keyof typeof circularStatuses

export const noticeStatuses = {
  issued: { zh: '已发出', en: 'Issued' },
  delivered: { zh: '已送达', en: 'Delivered' },
  undelivered: { zh: '未送达', en: 'Undelivered' },
  posted: { zh: '已寄送', en: 'Sent by post' },
} satisfies Record<string, Words>
export type NoticeStatus = keyof typeof noticeStatuses

/** What a recipient can answer: 回执, that it is not theirs, that they want no more of them. */
export const replyKinds = {
  acknowledged: { zh: '确认收到', en: 'Received' },
  disputed: { zh: '不是本单位人员', en: 'Not one of ours' },
  declined: { zh: '不再接收', en: 'Send no more' },
} satisfies Record<string, Words>
export const replyKind = z.enum(['acknowledged', 'disputed', 'declined'])
export type ReplyKind = z.infer<typeof replyKind>

export const channel = z.enum(['webhook', 'link'])

/** The circulars about one board: every step of one writes it. */
export const circularsStream = (of: UnitQuarter) => `circulars/${of.unitId}/${of.level}/${of.quarter}`
export const noticeStream = (noticeId: string) => `notice/${noticeId}`
export const announcementStream = (of: { circularId: string; electoralDistrictId: string }) =>
  `announcement/${of.circularId}/${of.electoralDistrictId}`

/** One notice a circular and recipient, so its name follows from theirs. */
export const noticeId = (circularId: string, recipientId: string) => `${circularId}:${recipientId}`

const RECIPIENTS_MAX = 200
const REASON_CHARACTERS_MAX = 500
const BASIS_CHARACTERS_MAX = 300
const NOTE_CHARACTERS_MAX = 300
const PLACE_CHARACTERS_MAX = 100

/** Days a link stays open; the office can renew it. */
export const LINK_DAYS = 30
/** Days after which a notice without 回执 is asked after. */
export const REPLY_DAYS = 10

const ids = z.array(id).max(RECIPIENTS_MAX)

const circularContent = z.strictObject({
  /** The revision of the board it is about: the one its author saw. */
  revision: z.coerce.number().int().min(1).max(9999),
  recipientIds: ids,
  electoralDistrictIds: ids,
  title: line(60),
  reason: freeText(REASON_CHARACTERS_MAX).min(1),
  basis: freeText(BASIS_CHARACTERS_MAX).min(1),
})

export const proposeCircular = z.strictObject({ ...unitQuarter.shape, ...circularContent.shape })

const theCircular = { ...unitQuarter.shape, circularId: id }

export const reviseCircular = z.strictObject({ ...theCircular, ...circularContent.shape })
export const dropCircular = z.strictObject(theCircular)
export const rejectCircular = z.strictObject({ ...theCircular, reason: freeText(REASON_CHARACTERS_MAX).min(1) })

/** The approver names the edition and the recipients they saw: another text needs another look. */
export const approveCircular = z.strictObject({ ...theCircular, edition: z.int().min(1), recipientIds: ids })

export const noticeInput = z.strictObject({ noticeId: id })
export const postNotice = z.strictObject({ noticeId: id, postedOn: day })
export const replyNotice = z.strictObject({
  noticeId: id,
  /** Of the link it came by: a renewed link closes the older. */
  generation: z.int().min(1),
  kind: replyKind,
  note: freeText(NOTE_CHARACTERS_MAX),
})
export const linkInput = z.strictObject({ noticeId: id, generation: z.int().min(1) })

export const POSTING_OFFICES = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'unit_office',
] as const satisfies readonly MemberRole[]

export const onePosting = z.strictObject({ circularId: id, electoralDistrictId: id })
export const provePosting = z.strictObject({
  ...onePosting.shape,
  postedOn: day,
  place: line(PLACE_CHARACTERS_MAX),
  /** Of an upload by the same person. */
  fileId: id,
})
export const retractPosting = z.strictObject({ ...onePosting.shape, reason: freeText(REASON_CHARACTERS_MAX).min(1) })

export const yearlyInput = z.strictObject({ level, year })

export const CIRCULARS_PAGE = 100
/** `before`: the id of the last one seen. */
export const circularListInput = z.strictObject({ before: id.optional() })
export const circularInput = z.strictObject({ circularId: id })
/** `circularId`: the one that is written anew. */
export const choicesInput = z.strictObject({ ...unitQuarter.shape, circularId: id.optional() })

/** What is printed of an approved circular: letters (函) to its recipients, 公告 to post in its electoral districts. */
export const paperKind = z.enum(['letters', 'announcements'])
export type PaperKind = z.infer<typeof paperKind>
export const paperColumns = [
  { title: '姓名', of: 'name' },
  { title: '选区', of: 'electoralDistrict' },
  { title: '本季积分', of: 'quarter' },
  { title: '年度累计', of: 'year' },
] as const
/** `addresseeId`: only the paper for this recipient or electoral district. */
export const papersInput = z.strictObject({ circularId: id, kind: paperKind, addresseeId: id.optional() })

/** One deputy as a notice names them: what the board shows, and nothing else. */
export const toldDeputy = z.strictObject({
  mandateId: z.string(),
  name: z.string(),
  electoralDistrict: z.string(),
  quarterHundredths: z.int(),
  yearHundredths: z.int(),
})
export type ToldDeputy = z.infer<typeof toldDeputy>

export const circularPayload = z.strictObject({
  id,
  unitId: id,
  level,
  quarter,
  revision: z.int(),
  root: z.string(),
  recipientIds: z.array(id),
  electoralDistrictIds: z.array(id),
})

/** A notice as the holder of its link sees it; one that is closed says why, and of whom it was no more. */
export type NoticeShown = { recipientName: string } & (
  | { state: 'revoked' | 'renewed' | 'superseded' }
  | { state: 'expired'; expiredOn: string }
  | {
      state: 'open'
      unitId: string
      level: string
      quarter: string
      revision: number
      root: string
      issuedOn: string
      expiresOn: string
      unitName: string | null
      title: string | null
      reason: string | null
      basis: string | null
      deputies: ToldDeputy[]
      replies: { kind: ReplyKind; repliedOn: string }[]
    }
)
