import { sql, type Expression } from 'kysely'
import { db } from '../kernel/db.ts'
import { electoralDistrictOf } from '../people/queries.ts'

// Which circulars told the electors of a deputy; other modules have it from the queries.

/** A circular with its title, whatever became of it. */
export const circularById = (circularId: string | Expression<string | null>) =>
  db
    .selectFrom('circular')
    .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
    .select(['circular.id', 'circular.status', 'circular.quarter', 'circular.decidedOn', 'circular_text.title'])
    .where('circular.id', '=', circularId)

/** Approved circulars whose 公告 for a mandate's own electoral district names its deputy, the newest first. */
export const circularsNaming = (mandateId: string | Expression<string>) =>
  db
    .selectFrom('announcement')
    .innerJoin('circular', 'circular.id', 'announcement.circularId')
    .innerJoin('announcement_content as said', (join) =>
      join
        .onRef('said.circularId', '=', 'announcement.circularId')
        .onRef('said.electoralDistrictId', '=', 'announcement.electoralDistrictId')
    )
    .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
    .select(['circular.id', 'circular.quarter', 'circular.decidedOn', 'circular_text.title', 'announcement.postedOn'])
    .where(
      'announcement.electoralDistrictId',
      '=',
      electoralDistrictOf(mandateId).select('electoral_district.id').$asScalar()
    )
    .where('circular.status', '=', 'approved')
    .where(sql<boolean>`exists (select 1 from json_each(said.deputies) j where j.value ->> 'mandateId' = ${mandateId})`)
    .orderBy('circular.id', 'desc')
