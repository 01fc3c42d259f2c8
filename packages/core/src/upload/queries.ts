import { db } from '../kernel/db.ts'
import { insertMany } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import type { StoredFile } from './schema.ts'

// A file between its upload and the command that attaches it. Bookkeeping without a decision, so written directly; every
// statement may be repeated. Bytes are written after their row and deleted before it, so no bytes lie there unknown.

/** Hours after which a file that nobody attached is swept. */
const SWEPT_AFTER_HOURS = 24
/** Swept at once, of one district. */
const SWEPT_MAX = 50

/** Says that these bytes are coming; not while the same bytes are being deleted. */
export const announceUpload = ({ hash, mediaType, byteCount }: StoredFile, by: string, at: string): Statement[] =>
  insertMany(
    'upload',
    [{ hash, mediaType, byteCount, uploadedBy: by, uploadedAt: at, isStored: 0, attachedAt: null, sweptAt: null }],
    `on conflict do update set uploadedBy = excluded.uploadedBy, uploadedAt = excluded.uploadedAt where sweptAt is null`
  )

/** The bytes are there. */
export const storedUpload = (hash: string): Statement => ({
  sql: 'update upload set isStored = 1 where hash = ? and sweptAt is null',
  parameters: [hash],
})

/** A file that a command may attach: here, whole, and uploaded by whoever attaches it. */
export const uploadBy = (hash: string, actor: string) =>
  db
    .selectFrom('upload')
    .select(['hash', 'mediaType', 'byteCount'])
    .where('hash', '=', hash)
    .where('uploadedBy', '=', actor)
    .where('isStored', '=', 1)
    .where('sweptAt', 'is', null)

/** Attaches a file for good, in the batch of the command that decided it; a sweep that was quicker is a clash. */
export const attachUpload = (hash: string, at: string): Statement[] => [
  {
    sql: `insert into assertion (kind) select 'gate_moved'
      where not exists (select 1 from upload where hash = ? and isStored = 1 and sweptAt is null)`,
    parameters: [hash],
  },
  { sql: 'update upload set attachedAt = coalesce(attachedAt, ?) where hash = ?', parameters: [at, hash] },
]

/** From now on these are not attached any more. */
export const markSwept = (now: string): Statement => ({
  sql: `update upload set sweptAt = ? where attachedAt is null and sweptAt is null and hash in
    (select hash from upload where attachedAt is null and uploadedAt < ? order by uploadedAt limit ${SWEPT_MAX})`,
  parameters: [now, new Date(Date.parse(now) - SWEPT_AFTER_HOURS * 3_600_000).toISOString()],
})

/** Marked, by this sweep or by one that was cut short: their bytes go next. */
export const sweptUploads = () =>
  db
    .selectFrom('upload')
    .select('hash')
    .where('attachedAt', 'is', null)
    .where('sweptAt', 'is not', null)
    .limit(SWEPT_MAX)

/** Their bytes are gone. */
export const forgetUploads = (hashes: readonly string[]): Statement => ({
  sql: 'delete from upload where sweptAt is not null and hash in (select value from json_each(?))',
  parameters: [JSON.stringify(hashes)],
})
