import { db, idsIn } from '../kernel/db.ts'
import { insertMany } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import type { StoredFile } from './schema.ts'

// A file between its upload and the command that attaches it. Bookkeeping without a decision, so written directly; every
// statement may be repeated. Bytes are written after their row and deleted before it, so no bytes lie there unknown.

/** Hours after which a file that no record has is swept. */
const SWEPT_AFTER_HOURS = 24
/** Swept at once, of one district. */
const SWEPT_MAX = 50

type Uploading = { by: string; commandId: string; at: string }

/** Says that these bytes are coming. Sent again, they are the same upload and have their time anew; not once it is swept. */
export const announceUpload = (file: StoredFile, { by, commandId, at }: Uploading): Statement[] => {
  const { id, hash, mediaType, byteCount } = file
  return insertMany(
    'upload',
    [
      {
        ...{ id, uploadedBy: by, commandId, hash, mediaType, byteCount },
        ...{ isStored: 0, unattachedSince: at, sweptAt: null },
      },
    ],
    `on conflict (uploadedBy, commandId, hash) do update set unattachedSince = excluded.unattachedSince
      where unattachedSince is not null and sweptAt is null`
  )
}

/** What was announced: under which id these bytes go, and whether they are there already. */
export const announcedUpload = ({ by, commandId }: Uploading, hash: string) =>
  db
    .selectFrom('upload')
    .select(['id', 'isStored'])
    .where('uploadedBy', '=', by)
    .where('commandId', '=', commandId)
    .where('hash', '=', hash)
    .where('sweptAt', 'is', null)

/** The bytes are there. */
export const storedUpload = (id: string): Statement => ({
  sql: 'update upload set isStored = 1 where id = ? and sweptAt is null',
  parameters: [id],
})

/** A file that a command may attach: of a kind it takes, here, whole, no other record's, and of whoever attaches it. */
export const uploadBy = <Type extends StoredFile['mediaType']>(id: string, actor: string, types: readonly Type[]) =>
  db
    .selectFrom('upload')
    .select(['id', 'hash', 'mediaType', 'byteCount'])
    .$narrowType<{ mediaType: Type }>()
    .where('id', '=', id)
    .where('mediaType', 'in', idsIn(types))
    .where('uploadedBy', '=', actor)
    .where('isStored', '=', 1)
    .where('unattachedSince', 'is not', null)
    .where('sweptAt', 'is', null)

/**
 * Attaches a file to one record, in the batch of the command that decided it; a sweep or another record that was
 * quicker is a clash.
 */
export const attachUpload = (id: string): Statement[] => [
  {
    sql: `insert into assertion (kind) select 'gate_moved' where not exists
      (select 1 from upload where id = ? and isStored = 1 and unattachedSince is not null and sweptAt is null)`,
    parameters: [id],
  },
  { sql: 'update upload set unattachedSince = null where id = ?', parameters: [id] },
]

/** The record let go of its file, in the batch of the command that decided it: the sweep takes it a day later. */
export const releaseUpload = (id: string, now: string): Statement => ({
  sql: 'update upload set unattachedSince = ? where id = ? and unattachedSince is null',
  parameters: [now, id],
})

/** From now on these are not attached any more. */
export const markSwept = (now: string): Statement => ({
  sql: `update upload set sweptAt = ? where sweptAt is null and id in
    (select id from upload where unattachedSince < ? order by unattachedSince limit ${SWEPT_MAX})`,
  parameters: [now, new Date(Date.parse(now) - SWEPT_AFTER_HOURS * 3_600_000).toISOString()],
})

/** Marked, by this sweep or by one that was cut short: their bytes go next. */
export const sweptUploads = () => db.selectFrom('upload').select('id').where('sweptAt', 'is not', null).limit(SWEPT_MAX)

/** Their bytes are gone. */
export const forgetUploads = (ids: readonly string[]): Statement => ({
  sql: 'delete from upload where sweptAt is not null and id in (select value from json_each(?))',
  parameters: [JSON.stringify(ids)],
})
