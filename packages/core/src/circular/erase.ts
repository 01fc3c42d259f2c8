import type { Statement } from '../kernel/store.ts'
import { ERASED_NAME } from '../people/schema.ts'

/** The names of some mandates in what employers, electoral units and voters were told. */
export const eraseNotices = (mandateIds: readonly string[]): Statement[] =>
  ['notice_content', 'announcement_content'].map((table) => ({
    sql: `update ${table} set deputies = (
        select json_group_array(json(one.value)) from (
          select case when j.value->>'mandateId' in (select value from json_each(?1))
            then json_set(j.value, '$.name', ?2) else j.value end as value
          from json_each(${table}.deputies) j order by j.key) one)
      where exists (select 1 from json_each(${table}.deputies) j
        where j.value->>'mandateId' in (select value from json_each(?1)))`,
    parameters: [JSON.stringify(mandateIds), ERASED_NAME],
  }))
