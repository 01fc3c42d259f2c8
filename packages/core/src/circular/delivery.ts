import { sql } from 'kysely'
import { db, idsIn } from '../kernel/db.ts'

// What a webhook says of a notice: ids, numbers and the notice's own link. Who is told of, and why, is read there: a
// body lies in logs and queues of a stranger's.

/** Everything the bodies of these notices are made of. One whose content was erased is sent no more. */
export const noticesToDeliver = (noticeIds: readonly string[]) =>
  db
    .selectFrom('notice')
    .innerJoin('circular', 'circular.id', 'notice.circularId')
    .innerJoin('notice_content', 'notice_content.noticeId', 'notice.id')
    .select(['notice.id as noticeId', 'notice.circularId', 'notice.issuedAt', 'notice.linkGeneration'])
    .select(['circular.unitId', 'circular.level', 'circular.quarter', 'circular.revision', 'circular.root'])
    .select(sql<number>`json_array_length(notice_content.deputies)`.as('deputyCount'))
    .where('notice.id', 'in', idsIn(noticeIds))

type ToDeliver = {
  noticeId: string
  circularId: string
  issuedAt: string
  unitId: string
  level: string
  quarter: string
  revision: number
  root: string
  deputyCount: number
}

/** The same notice has the same body until its link is renewed. */
export const deliveryBody = (notice: ToDeliver, noticeUrl: string) => ({
  type: 'circular.issued' as const,
  timestamp: notice.issuedAt,
  data: {
    noticeId: notice.noticeId,
    circularId: notice.circularId,
    unitId: notice.unitId,
    level: notice.level,
    quarter: notice.quarter,
    revision: notice.revision,
    boardRoot: notice.root,
    deputyCount: notice.deputyCount,
    noticeUrl,
  },
})
