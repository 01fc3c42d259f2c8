import type { Statement } from '../kernel/store.ts'

/**
 * The rows of some mandates in what a table of frozen rows holds ({ rows: [{ leaf, salt, row }] }): their leaves stay, and
 * with them the roots (docs/boards.md).
 */
export const withoutRowsOf = (table: string, mandateIds: readonly string[]): Statement => ({
  sql: `update ${table} set rows = json_set(rows, '$.rows', json((
      select json_group_array(json(case when one.isTheirs
        then json_object('leaf', one.value->>'leaf', 'salt', null, 'row', null) else one.value end))
      from (select j.value, j.value->>'$.row.mandateId' in (select value from json_each(?1)) as isTheirs
        from json_each(${table}.rows, '$.rows') j order by j.key) one)))
    where exists (select 1 from json_each(${table}.rows, '$.rows') j
      where j.value->>'$.row.mandateId' in (select value from json_each(?1)))`,
  parameters: [JSON.stringify(mandateIds)],
})

/** The rows of some mandates on every board of a quarter. */
export const eraseBoards = (mandateIds: readonly string[]): Statement[] => [withoutRowsOf('board_content', mandateIds)]
