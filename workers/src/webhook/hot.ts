import type { Statement } from '@jiceng/core/kernel/store'

// Which districts' outboxes the clock looks into. An idle district costs nothing; one that a lost mark hides is found by
// the hourly round over all.

/** Set before a write is tried, so that what it commits is seen whatever happens after. */
export const markHot = (slug: string, now: string): Statement => ({
  sql: `insert into hot_tenant (tenantId, marks, dueAt) select id, 1, ? from tenant where slug = ? and status <> 'lapsed' and slot is not null
    on conflict do update set marks = marks + 1, dueAt = min(dueAt, excluded.dueAt)`,
  parameters: [now, slug],
})

const HOT_MAX = 20
const MINUTES_OF_A_ROUND = 60

/** Those that are due, and of all the others one sixtieth a minute. */
export const dueTenants = (now: string): Statement => ({
  sql: `select t.id, t.slug, t.slot, coalesce(h.marks, 0) as marks from tenant t left join hot_tenant h on h.tenantId = t.id
    where t.slot is not null and t.status <> 'opening' and (h.dueAt <= ? or t.slot % ${MINUTES_OF_A_ROUND} = ?)
    order by h.dueAt is null, h.dueAt limit ${HOT_MAX}`,
  parameters: [now, new Date(now).getUTCMinutes()],
})

export type DueTenant = { id: string; slug: string; slot: number; marks: number }

/** Looked into: due again at `dueAt`, or idle. A mark set meanwhile stays. */
export const lookedInto = ({ id, marks }: DueTenant, dueAt: string | null): Statement[] =>
  dueAt === null
    ? [{ sql: `delete from hot_tenant where tenantId = ? and marks = ?`, parameters: [id, marks] }]
    : [
        {
          sql: `insert into hot_tenant (tenantId, marks, dueAt) values (?, 0, ?)
            on conflict do update set dueAt = excluded.dueAt where marks = ?`,
          parameters: [id, dueAt, marks],
        },
      ]
