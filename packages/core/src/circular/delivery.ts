import { db, idsIn } from '../kernel/db.ts'
import type { ToldDeputy } from './schema.ts'

// What a webhook says of a notice: ids, numbers and names the board shows, of the recipient's own deputies only.

/** Bytes of one body (UTF-8); a notice that would be larger goes by link. */
export const DELIVERY_BYTES_MAX = 20_000

/** Everything the bodies of these notices are made of, as it was approved. */
export const noticesToDeliver = (noticeIds: readonly string[]) =>
  db
    .selectFrom('notice')
    .innerJoin('circular', 'circular.id', 'notice.circularId')
    .innerJoin('circular_text', 'circular_text.circularId', 'circular.id')
    .innerJoin('notice_content', 'notice_content.noticeId', 'notice.id')
    .select(['notice.id as noticeId', 'notice.circularId', 'notice.issuedAt', 'notice.recipientId'])
    .select(['circular.unitId', 'circular.level', 'circular.quarter', 'circular.revision', 'circular.root'])
    .select(['circular_text.reason', 'circular_text.basis', 'notice_content.unitName', 'notice_content.deputies'])
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
  reason: string
  basis: string
  unitName: string
  deputies: string
}

/** The same notice always has the same body. `site`: where the district's pages are. */
export const deliveryBody = (notice: ToDeliver, site: { origin: string; slug: string }) => ({
  type: 'circular.issued' as const,
  timestamp: notice.issuedAt,
  data: {
    noticeId: notice.noticeId,
    circularId: notice.circularId,
    unit: notice.unitName,
    level: notice.level,
    quarter: notice.quarter,
    revision: notice.revision,
    boardUrl: `${site.origin}/${[site.slug, 'boards', notice.unitId, notice.level, notice.quarter, notice.revision]
      .map((part) => encodeURIComponent(part))
      .join('/')}`,
    boardRoot: notice.root,
    reason: notice.reason,
    basis: notice.basis,
    deputies: (JSON.parse(notice.deputies) as ToldDeputy[]).map(({ mandateId: _, ...deputy }) => deputy),
  },
})
