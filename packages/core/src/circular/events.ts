import * as z from 'zod'
import { addDays } from '../kernel/calendar.ts'
import { eventType, type Fact } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import type { Statement } from '../kernel/store.ts'
import { storedPhoto } from '../upload/schema.ts'
import { channel, circularPayload, LINK_DAYS, onePosting, replyKind } from './schema.ts'

type Told = Fact<z.infer<typeof circularPayload>>

/** Whom it is for. A revision replaces the list. */
const addressees = (facts: readonly Told[]): Statement[] => [
  ...insertMany(
    'circular_recipient',
    facts.flatMap(({ data }) => data.recipientIds.map((recipientId) => ({ circularId: data.id, recipientId })))
  ),
  ...insertMany(
    'announcement',
    facts.flatMap(({ data }) =>
      data.electoralDistrictIds.map((electoralDistrictId) => ({ circularId: data.id, electoralDistrictId }))
    )
  ),
]

/** Reason, basis and title stand in `circular_text` only. */
export const circularProposed = eventType({
  type: 'circular.proposed',
  words: { zh: '提出通报', en: 'Circular proposed' },
  payload: circularPayload,
  public: false,
  rows: (facts) => [
    ...insertMany(
      'circular',
      facts.map(({ data: { recipientIds: _, electoralDistrictIds: __, ...circular }, actor, occurredOn }) => ({
        ...circular,
        ...{ edition: 1, status: 'proposed', author: actor, editor: actor, proposedOn: occurredOn },
      }))
    ),
    ...addressees(facts),
  ],
})

export const circularRevised = eventType({
  type: 'circular.revised',
  words: { zh: '修改通报', en: 'Circular revised' },
  payload: circularPayload,
  public: false,
  rows: (facts) => [
    ...forMany(
      `update circular set revision = j.value->>1, root = j.value->>2, editor = j.value->>3, edition = edition + 1
        from json_each(?) j where circular.id = j.value->>0`,
      facts.map(({ data, actor }) => [data.id, data.revision, data.root, actor])
    ),
    ...['circular_recipient', 'announcement'].flatMap((table) =>
      deleteMany(
        table,
        facts.map(({ data }) => ({ circularId: data.id }))
      )
    ),
    ...addressees(facts),
  ],
})

const decided = z.strictObject({ id })

const decision = (status: string) => (facts: readonly Fact<z.infer<typeof decided>>[]) =>
  updateMany(
    'circular',
    facts.map(({ data, actor, occurredOn }) => ({ id: data.id, status, decidedBy: actor, decidedOn: occurredOn }))
  )

export const circularDropped = eventType({
  type: 'circular.dropped',
  words: { zh: '放弃通报', en: 'Circular dropped' },
  payload: decided,
  public: false,
  rows: decision('dropped'),
})
export const circularApproved = eventType({
  type: 'circular.approved',
  words: { zh: '批准通报', en: 'Circular approved' },
  payload: decided,
  public: false,
  rows: decision('approved'),
})
/** Why stands in `circular_text`. */
export const circularRejected = eventType({
  type: 'circular.rejected',
  words: { zh: '退回通报', en: 'Circular rejected' },
  payload: decided,
  public: false,
  rows: decision('rejected'),
})

/**
 * One notice to one recipient. `endpointIds`: where a webhook goes, as registered at that moment. What it says of whom
 * stands in `notice_content`; every notice also has a link, for the letter that takes over where a webhook fails.
 */
export const noticeIssued = eventType({
  type: 'notice.issued',
  words: { zh: '发出通知', en: 'Notice issued' },
  payload: z.strictObject({ id, circularId: id, recipientId: id, channel, endpointIds: z.array(id).optional() }),
  public: true,
  rows: (facts) =>
    insertMany(
      'notice',
      facts.map(({ data: { endpointIds: _, ...notice }, occurredOn, recordedAt }) => ({
        ...notice,
        ...{ status: 'issued', issuedOn: occurredOn, issuedAt: recordedAt },
        ...{ linkGeneration: 1, linkExpiresOn: addDays(occurredOn, LINK_DAYS) },
      }))
    ),
})

const onNotice = z.strictObject({ id })

const became = (status: string) => (facts: readonly Fact<z.infer<typeof onNotice>>[]) =>
  updateMany(
    'notice',
    facts.map(({ data }) => ({ id: data.id, status }))
  )

/** A receiver answered the webhook with success. */
export const noticeDelivered = eventType({
  type: 'notice.delivered',
  words: { zh: '通知已送达', en: 'Notice delivered' },
  payload: onNotice,
  public: false,
  rows: became('delivered'),
})
/** Every attempt failed: a person takes over. */
export const noticeUndelivered = eventType({
  type: 'notice.undelivered',
  words: { zh: '通知未送达', en: 'Notice not delivered' },
  payload: onNotice,
  public: false,
  rows: became('undelivered'),
})

/** The letter was handed to the post or brought there. */
export const noticePosted = eventType({
  type: 'notice.posted',
  words: { zh: '通知已邮寄', en: 'Notice posted' },
  payload: z.strictObject({ id, postedOn: day }),
  public: false,
  rows: (facts) =>
    updateMany(
      'notice',
      facts.map(({ data }) => ({ id: data.id, status: 'posted', postedOn: data.postedOn }))
    ),
})

/** A new link; the older ones are closed by it. */
export const linkRenewed = eventType({
  type: 'notice.link-renewed',
  words: { zh: '换发链接', en: 'Link renewed' },
  payload: z.strictObject({ id, generation: z.int(), expiresOn: day }),
  public: false,
  rows: (facts) =>
    updateMany(
      'notice',
      facts.map(({ data }) => ({
        id: data.id,
        linkGeneration: data.generation,
        linkExpiresOn: data.expiresOn,
        linkRevokedOn: null,
      }))
    ),
})

export const linkRevoked = eventType({
  type: 'notice.link-revoked',
  words: { zh: '收回链接', en: 'Link revoked' },
  payload: onNotice,
  public: false,
  rows: (facts) =>
    updateMany(
      'notice',
      facts.map(({ data, occurredOn }) => ({ id: data.id, linkRevokedOn: occurredOn }))
    ),
})

/** What the recipient answered; its words stand in `notice_reply_note`. */
export const noticeReplied = eventType({
  type: 'notice.replied',
  words: { zh: '收到回执', en: 'Reply received' },
  payload: z.strictObject({ id, kind: replyKind }),
  public: false,
  rows: (facts) => [
    ...insertMany(
      'notice_reply',
      facts.map(({ data, occurredOn }) => ({ noticeId: data.id, kind: data.kind, repliedOn: occurredOn }))
    ),
    ...forMany(
      `update notice set answeredOn = coalesce(answeredOn, j.value->>1) from json_each(?) j where notice.id = j.value->>0`,
      facts.map(({ data, occurredOn }) => [data.id, occurredOn])
    ),
  ],
})

/** A 公告 hangs where its voters pass, with a photo as proof. The place stands in `announcement_place`. */
export const postingProved = eventType({
  type: 'posting.proved',
  words: { zh: '公告已张贴', en: 'Posting proved' },
  payload: z.strictObject({ circularId: id, electoralDistrictId: id, postedOn: day, file: storedPhoto }),
  public: false,
  rows: (facts) =>
    updateMany(
      'announcement',
      facts.map(({ data: { circularId, electoralDistrictId, postedOn, file } }) => ({
        ...{ circularId, electoralDistrictId, postedOn },
        ...{ fileId: file.id, mediaType: file.mediaType, byteCount: file.byteCount },
      })),
      ['circularId', 'electoralDistrictId']
    ),
})

/** The proof was a mistake: the 公告 is to be posted again. Why stands in `announcement_note`; the event of the proof keeps its photo's hash. */
export const postingRetracted = eventType({
  type: 'posting.retracted',
  words: { zh: '撤回张贴登记', en: 'Posting retracted' },
  payload: onePosting,
  public: false,
  rows: (facts) =>
    updateMany(
      'announcement',
      facts.map(({ data }) => ({
        circularId: data.circularId,
        electoralDistrictId: data.electoralDistrictId,
        postedOn: null,
        fileId: null,
        mediaType: null,
        byteCount: null,
      })),
      ['circularId', 'electoralDistrictId']
    ),
})
