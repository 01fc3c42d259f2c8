import { sql } from 'kysely'
import { actorKey, reachesUnit, reachOf, within, type Actor } from '../kernel/actor.ts'
import { command, query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { attachUpload, releaseUpload, uploadBy } from '../upload/queries.ts'
import { photoTypes, type PhotoType } from '../upload/schema.ts'
import { postingProved, postingRetracted } from './events.ts'
import { announcementStream, onePosting, POSTING_OFFICES, provePosting, retractPosting } from './schema.ts'

// Whether a 公告 hangs where its voters pass: a photo with day and place, another in its stead, or none after all.

type Posting = { circularId: string; electoralDistrictId: string }

const announcementAt = ({ circularId, electoralDistrictId }: Posting) =>
  db
    .selectFrom('announcement')
    .innerJoin('circular', 'circular.id', 'announcement.circularId')
    .select(['circular.unitId', 'circular.status', 'circular.decidedOn', 'postedOn', 'fileId', 'mediaType'])
    .where('circularId', '=', circularId)
    .where('electoralDistrictId', '=', electoralDistrictId)

const reaches = (actor: Actor, { announcement }: { announcement: readonly { unitId: string }[] }) =>
  announcement.some((one) => reachesUnit(actor, one.unitId))

/** The photo that stood until now goes: nobody proves anything by a wrong one, and it may show what it should not. */
const released = ({ fileId }: { fileId: string | null }, now: string) =>
  fileId === null ? [] : [releaseUpload(fileId, now)]

/** A word that stands beside an announcement until its state changes again. */
const forget = (table: 'announcement_place' | 'announcement_note', { circularId, electoralDistrictId }: Posting) => ({
  sql: `delete from ${table} where circularId = ? and electoralDistrictId = ?`,
  parameters: [circularId, electoralDistrictId],
})

/** Shows that a 公告 hangs: where, since when, and a photo. A later proof takes the place of an earlier one. */
export const provePost = command({
  name: 'posting.prove',
  roles: POSTING_OFFICES,
  input: provePosting,
  streams: (input) => [announcementStream(input)],
  load: (input, ctx) => ({
    announcement: announcementAt(input),
    upload: uploadBy(input.fileId, actorKey(ctx.actor), photoTypes),
  }),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ announcement: [announcement], upload: [upload] }, { place, fileId, ...posting }, ctx) => {
    const { status, decidedOn } = announcement!
    if (status !== 'approved' || decidedOn === null) return notFound()
    if (posting.postedOn < decidedOn || posting.postedOn > ctx.today) {
      return refuseField('/postedOn', 'day-outside', {
        zh: `须在 ${decidedOn} 至 ${ctx.today} 之间`,
        en: `It lies between ${decidedOn} and ${ctx.today}`,
      })
    }
    if (!upload) {
      return refuseField('/fileId', 'photo-missing', {
        zh: '没有找到您上传的这张照片，请重新上传',
        en: 'The photo you uploaded was not found. Upload it again',
      })
    }
    const { circularId, electoralDistrictId } = posting
    return ok({
      facts: [postingProved.on(announcementStream(posting), ctx.today, { ...posting, file: upload })],
      beside: [
        ...attachUpload(fileId),
        ...released(announcement!, ctx.now),
        ...insertMany(
          'announcement_place',
          [{ circularId, electoralDistrictId, place }],
          'on conflict do update set place = excluded.place'
        ),
        forget('announcement_note', posting),
      ],
    })
  },
})

/** Takes a proof back, with a reason: the wrong photo, or it does not hang. It is to be posted again. */
export const retractPost = command({
  name: 'posting.retract',
  roles: POSTING_OFFICES,
  input: retractPosting,
  streams: (input) => [announcementStream(input)],
  load: (input) => ({ announcement: announcementAt(input) }),
  scope: (actor, rows) => reaches(actor, rows),
  decide: ({ announcement: [announcement] }, { reason, ...posting }, ctx) => {
    if (announcement!.postedOn === null) {
      return refuse(409, 'not-posted', { zh: '没有登记过张贴', en: 'No posting is recorded' })
    }
    return ok({
      facts: [postingRetracted.on(announcementStream(posting), ctx.today, posting)],
      beside: [
        ...released(announcement!, ctx.now),
        forget('announcement_place', posting),
        ...insertMany('announcement_note', [{ ...posting, text: reason }]),
      ],
    })
  },
})

/** The photo that stands now, for whoever may see its circular. */
export const postingPhoto = query({
  name: 'posting.photo',
  roles: POSTING_OFFICES,
  input: onePosting,
  scope: (actor) => reachOf(actor),
  load: (input, reach) => ({
    announcement: announcementAt(input)
      .where('fileId', 'is not', null)
      .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') })),
  }),
  answer: ({ announcement: [found] }) =>
    found ? ok({ fileId: found.fileId!, mediaType: found.mediaType as PhotoType }) : notFound(),
})
