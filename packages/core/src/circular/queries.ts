import { sql } from 'kysely'
import * as z from 'zod'
import { newestContent, newestOf } from '../board/queries.ts'
import { boardContent, type BoardRow, type UnitQuarter } from '../board/schema.ts'
import { reachOf, within, type Reach } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok, type Result } from '../kernel/problem.ts'
import { allUnits, electedIn, electingDistrictsIn, electoralDistrictsFrom } from '../people/queries.ts'
import { belongingsAmong, contactsAmong, recipientsAmong } from '../recipient/queries.ts'
import type { RecipientKind } from '../recipient/schema.ts'
import {
  circularInput,
  circularListInput,
  CIRCULARS_PAGE,
  linkInput,
  REPLY_DAYS,
  toldDeputy,
  type CircularStatus,
  type NoticeShown,
  type NoticeStatus,
  type ReplyKind,
  type ToldDeputy,
} from './schema.ts'

/** Who tells: a unit's office of its own unit. */
export const OFFICES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

/** What of a frozen board a notice may say: these deputies' row, without attendance and categories. */
function toldOf(rows: string | undefined, wanted: (row: BoardRow) => boolean): ToldDeputy[] {
  if (rows === undefined) return []
  return boardContent.parse(JSON.parse(rows)).rows.flatMap(({ row }) => {
    if (!row || !wanted(row)) return []
    const { mandateId, name, electoralDistrict, quarterHundredths, yearHundredths } = row
    return [{ mandateId, name, electoralDistrict, quarterHundredths, yearHundredths }]
  })
}

/** The deputies of each recipient that stand on the board. */
export const toldByRecipient = (
  rows: string | undefined,
  belongings: readonly { recipientId: string; mandateId: string }[]
) => {
  const pairs = new Set(belongings.map((one) => `${one.recipientId} ${one.mandateId}`))
  return (recipientId: string) => toldOf(rows, (row) => pairs.has(`${recipientId} ${row.mandateId}`))
}

/** The electoral districts of those on a board, and whom they elected: a deputy's own, whichever unit keeps the record now. */
export const electorsOf = (of: UnitQuarter) => {
  const districts = electingDistrictsIn(of, of.quarter).$asScalar()
  return { electoralDistricts: electoralDistrictsFrom(of.unitId, districts), elected: electedIn(districts) }
}

/** The deputies of each electoral district that stand on the board: a name on it may be another district's too. */
export const toldByDistrict = (
  rows: string | undefined,
  elected: readonly { mandateId: string; electoralDistrictId: string }[]
) => {
  const districts = new Map(elected.map((one) => [one.mandateId, one.electoralDistrictId]))
  return (electoralDistrictId: string) => toldOf(rows, (row) => districts.get(row.mandateId) === electoralDistrictId)
}

const told = (json: string): ToldDeputy[] => z.array(toldDeputy).parse(JSON.parse(json))

export const circularAt = (of: UnitQuarter, circularId: string) =>
  db
    .selectFrom('circular')
    .selectAll()
    .where('unitId', '=', of.unitId)
    .where('level', '=', of.level)
    .where('quarter', '=', of.quarter)
    .where('id', '=', circularId)

export const recipientsFor = (circularId: string) =>
  db.selectFrom('circular_recipient').select('recipientId').where('circularId', '=', circularId)

export const announcementsFor = (circularId: string) =>
  db.selectFrom('announcement').selectAll('announcement').where('announcement.circularId', '=', circularId)

/** A notice with the unit it is about: that unit's office may act on it. */
export const noticeById = (noticeId: string) =>
  db
    .selectFrom('notice')
    .innerJoin('circular', 'circular.id', 'notice.circularId')
    .selectAll('notice')
    .select('circular.unitId')
    .where('notice.id', '=', noticeId)

export const repliesOf = (noticeId: string) =>
  db.selectFrom('notice_reply').select('kind').where('noticeId', '=', noticeId)

const noticesFor = (circularId: string) =>
  db
    .selectFrom('notice')
    .leftJoin('notice_content', 'notice_content.noticeId', 'notice.id')
    .selectAll('notice')
    .select(['notice_content.deputies', 'notice_content.recipientName'])
    .where('notice.circularId', '=', circularId)

/** The district's circulars within reach, newest first. */
export const listCirculars = query({
  name: 'circular.list',
  roles: OFFICES,
  input: circularListInput,
  scope: (actor) => reachOf(actor),
  load: ({ before }, reach) => {
    const found = db
      .selectFrom('circular')
      .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
      .select(['id', 'unitId', 'level', 'quarter', 'status', 'proposedOn', 'decidedOn', 'circular_text.title'])
      .select(({ selectFrom }) => [
        selectFrom('circular_recipient')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('circularId', '=', 'circular.id')
          .as('recipientCount'),
        selectFrom('notice')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .whereRef('circularId', '=', 'circular.id')
          .where('answeredOn', 'is not', null)
          .as('answeredCount'),
      ])
      .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') }))
      .orderBy('id', 'desc')
      .limit(CIRCULARS_PAGE + 1)
    return { units: allUnits(), circulars: before === undefined ? found : found.where('id', '<', before) }
  },
  answer: ({ units, circulars }) => {
    const names = new Map(units.map((unit) => [unit.id, unit.name]))
    const page = circulars.slice(0, CIRCULARS_PAGE)
    return ok({
      circulars: page.map((one) => ({
        ...one,
        status: one.status as CircularStatus,
        title: one.title ?? '',
        unitName: names.get(one.unitId) ?? '',
      })),
      before: circulars.length > CIRCULARS_PAGE ? page.at(-1)!.id : null,
    })
  },
})

/** One circular: what it says, for whom, who decided, and what came of each notice and 公告. */
export const circularRecord = query({
  name: 'circular.record',
  roles: OFFICES,
  input: circularInput,
  scope: (actor) => reachOf(actor),
  load: ({ circularId }, reach) => {
    const circular = db.selectFrom('circular').where('id', '=', circularId)
    const boards = circular.select(['unitId', 'level', 'quarter'])
    const postedIn = announcementsFor(circularId).clearSelect().select('announcement.electoralDistrictId').$asScalar()
    const notices = db.selectFrom('notice').select('id').where('circularId', '=', circularId)
    return {
      circular: circular
        .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
        .leftJoin('actor_name as author', 'author.actor', 'circular.author')
        .leftJoin('actor_name as decider', 'decider.actor', 'circular.decidedBy')
        .selectAll('circular')
        .select(['title', 'reason', 'basis', 'rejection', 'author.name as authorName', 'decider.name as deciderName'])
        .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') })),
      units: allUnits(),
      newest: newestOf(boards),
      content: newestContent(boards),
      recipients: recipientsAmong(recipientsFor(circularId)),
      belongings: belongingsAmong(recipientsFor(circularId)),
      contacts: contactsAmong(recipientsFor(circularId)),
      notices: noticesFor(circularId),
      replies: db
        .selectFrom('notice_reply')
        .leftJoin('notice_reply_note', (join) =>
          join
            .onRef('notice_reply_note.noticeId', '=', 'notice_reply.noticeId')
            .onRef('notice_reply_note.kind', '=', 'notice_reply.kind')
        )
        .select(['notice_reply.noticeId', 'notice_reply.kind', 'repliedOn', 'note'])
        .where('notice_reply.noticeId', 'in', notices),
      announcements: announcementsFor(circularId)
        .leftJoin('announcement_content as said', (join) =>
          join
            .onRef('said.circularId', '=', 'announcement.circularId')
            .onRef('said.electoralDistrictId', '=', 'announcement.electoralDistrictId')
        )
        .leftJoin('announcement_place as at', (join) =>
          join
            .onRef('at.circularId', '=', 'announcement.circularId')
            .onRef('at.electoralDistrictId', '=', 'announcement.electoralDistrictId')
        )
        .leftJoin('announcement_note as back', (join) =>
          join
            .onRef('back.circularId', '=', 'announcement.circularId')
            .onRef('back.electoralDistrictId', '=', 'announcement.electoralDistrictId')
        )
        .select(['said.name', 'said.deputies', 'at.place', 'back.text as retractedBecause']),
      electoralDistricts: electoralDistrictsFrom(circular.select('unitId').$asScalar(), postedIn),
      elected: electedIn(postedIn),
    }
  },
  answer: (rows, _, ctx) => {
    const [circular] = rows.circular
    if (!circular) return notFound()
    const newest = rows.newest[0]
    const content = newest?.revision === circular.revision ? rows.content[0]?.rows : undefined
    const toldTo = toldByRecipient(content, rows.belongings)
    const toldIn = toldByDistrict(content, rows.elected)
    const districtNames = new Map(rows.electoralDistricts.map((one) => [one.id, one.name]))
    return ok({
      ...circular,
      status: circular.status as CircularStatus,
      unitName: rows.units.find((unit) => unit.id === circular.unitId)?.name ?? '',
      newestRevision: newest?.revision ?? null,
      recipients: rows.recipients.map((recipient) => {
        const notice = rows.notices.find((one) => one.recipientId === recipient.id)
        return {
          ...recipient,
          kind: recipient.kind as RecipientKind,
          contact: rows.contacts.find((one) => one.recipientId === recipient.id) ?? null,
          deputies: notice?.deputies ? told(notice.deputies) : toldTo(recipient.id),
          notice: notice
            ? {
                ...notice,
                status: notice.status as NoticeStatus,
                linkOver: notice.linkRevokedOn !== null || ctx.today > notice.linkExpiresOn,
                replies: rows.replies
                  .filter((reply) => reply.noticeId === notice.id)
                  .map(({ kind, repliedOn, note }) => ({ kind: kind as ReplyKind, repliedOn, note: note ?? '' })),
              }
            : null,
        }
      }),
      announcements: rows.announcements.map(({ deputies, name, place, ...one }) => {
        const named = name ?? districtNames.get(one.electoralDistrictId) ?? ''
        const shown = deputies ? told(deputies) : toldIn(one.electoralDistrictId)
        return { ...one, name: named, place: place ?? '', deputies: shown }
      }),
    })
  },
})

/** What the holder of a link reads: the notice of their own deputies, or why it is closed. */
export const noticeByLink = query({
  name: 'notice.read',
  roles: ['recipient'],
  input: linkInput,
  scope: (actor, input) => (actor.kind === 'recipient' && actor.id === input.noticeId ? true : null),
  load: ({ noticeId }) => {
    const circular = db
      .selectFrom('circular')
      .innerJoin('notice', 'notice.circularId', 'circular.id')
      .where('notice.id', '=', noticeId)
    return {
      notice: circular
        .leftJoin('notice_content', 'notice_content.noticeId', 'notice.id')
        .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
        .select(['circular.unitId', 'circular.level', 'circular.quarter', 'circular.revision', 'circular.root'])
        .select(['notice.issuedOn', 'linkGeneration', 'linkExpiresOn', 'linkRevokedOn', 'title', 'reason', 'basis'])
        .select(['unitName', 'recipientName', 'deputies']),
      newest: newestOf(circular.select(['circular.unitId', 'circular.level', 'circular.quarter'])),
      replies: repliesOf(noticeId).select('repliedOn'),
    }
  },
  answer: ({ notice: [notice], newest: [newest], replies }, { generation }, ctx): Result<NoticeShown> => {
    if (!notice) return notFound()
    const { linkGeneration, linkExpiresOn, linkRevokedOn, deputies, ...shown } = notice
    const recipientName = notice.recipientName ?? ''
    if (linkRevokedOn !== null) return ok({ state: 'revoked' as const, recipientName })
    if (generation !== linkGeneration) return ok({ state: 'renewed' as const, recipientName })
    if (ctx.today > linkExpiresOn) return ok({ state: 'expired' as const, recipientName, expiredOn: linkExpiresOn })
    if (newest?.revision !== notice.revision) return ok({ state: 'superseded' as const, recipientName })
    return ok({
      state: 'open' as const,
      ...shown,
      recipientName,
      expiresOn: linkExpiresOn,
      deputies: deputies ? told(deputies) : [],
      replies: replies.map(({ kind, repliedOn }) => ({ kind: kind as ReplyKind, repliedOn })),
    })
  },
})

const LISTED_MAX = 200

/** Circulars to approve, for "today". Whoever wrote one does not approve it. */
export const circularsWaiting = (reach: Reach) =>
  db
    .selectFrom('circular')
    .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
    .select(['id', 'unitId', 'level', 'quarter', 'proposedOn', 'author', 'editor', 'title'])
    .where('status', '=', 'proposed')
    .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') }))
    .orderBy('proposedOn')
    .limit(LISTED_MAX)

const noticesWithin = (reach: Reach) =>
  db
    .selectFrom('notice')
    .innerJoin('circular', 'circular.id', 'notice.circularId')
    .leftJoin('notice_content', 'notice_content.noticeId', 'notice.id')
    .select(['notice.id', 'notice.circularId', 'notice.issuedOn', 'circular.unitId', 'circular.quarter'])
    .select('notice_content.recipientName')
    .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') }))
    .orderBy('notice.issuedOn')
    .limit(LISTED_MAX)

/** Notices nobody answered within the days one waits. */
export const noticesUnanswered = (reach: Reach, today: string) =>
  noticesWithin(reach)
    .where('answeredOn', 'is', null)
    .where('notice.status', '<>', 'undelivered')
    .where('notice.issuedOn', '<', addDays(today, -REPLY_DAYS))

/** 未送达: every attempt failed and no letter went out instead. */
export const noticesUndelivered = (reach: Reach) =>
  noticesWithin(reach).where('notice.status', '=', 'undelivered').where('answeredOn', 'is', null)

/** 公告 approved and not yet shown to hang anywhere. */
export const postingsUnproved = (reach: Reach) =>
  db
    .selectFrom('announcement')
    .innerJoin('circular', 'circular.id', 'announcement.circularId')
    .leftJoin('announcement_content as said', (join) =>
      join
        .onRef('said.circularId', '=', 'announcement.circularId')
        .onRef('said.electoralDistrictId', '=', 'announcement.electoralDistrictId')
    )
    .select(['announcement.circularId', 'announcement.electoralDistrictId', 'said.name', 'circular.unitId'])
    .select(['circular.quarter', 'circular.decidedOn'])
    .where('circular.status', '=', 'approved')
    .where('postedOn', 'is', null)
    .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') }))
    .orderBy('circular.decidedOn')
    .limit(LISTED_MAX)

export { postingPhoto } from './postings.ts'
export { circularById, circularsNaming, circularsTelling } from './telling.ts'
