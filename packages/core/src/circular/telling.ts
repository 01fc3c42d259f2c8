import { sql, type Expression, type SqlBool } from 'kysely'
import { db } from '../kernel/db.ts'
import { within, type Reach } from '../kernel/actor.ts'
import { electoralDistrictOf, placesOf } from '../people/queries.ts'

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
    .where(names('said.deputies', mandateId))
    .orderBy('circular.id', 'desc')

/**
 * The approved circulars within reach that tell somebody of a mandate: how many letters name its deputy and how many of
 * those were answered, and where a 公告 does. Their titles may name others and are left aside.
 */
export const circularsTelling = (mandateId: string, reach: Reach) =>
  db
    .selectFrom('circular')
    .select(['circular.id', 'circular.quarter', 'circular.revision', 'circular.decidedOn'])
    .select(({ selectFrom }) => {
      const letters = selectFrom('notice')
        .innerJoin('notice_content as said', 'said.noticeId', 'notice.id')
        .whereRef('notice.circularId', '=', 'circular.id')
        .where(names('said.deputies', mandateId))
        .select(({ fn }) => fn.countAll<number>().as('count'))
      const announced = selectFrom('announcement')
        .innerJoin('announcement_content as said', (join) =>
          join
            .onRef('said.circularId', '=', 'announcement.circularId')
            .onRef('said.electoralDistrictId', '=', 'announcement.electoralDistrictId')
        )
        .whereRef('announcement.circularId', '=', 'circular.id')
        .where(names('said.deputies', mandateId))
      return [
        letters.as('letterCount'),
        letters.where('notice.answeredOn', 'is not', null).as('answeredCount'),
        announced.select(({ fn }) => fn.countAll<number>().as('count')).as('announcementCount'),
        announced.select(({ fn }) => fn.max('announcement.postedOn').as('postedOn')).as('postedOn'),
      ]
    })
    .where('circular.status', '=', 'approved')
    .where(sql<SqlBool>`(circular.unitId, circular.level) in ${placesOf(mandateId)}`)
    .where(within(reach, { unitId: sql.ref('circular.unitId'), personId: sql.val('') }))
    .orderBy('circular.quarter')
    .orderBy('circular.id')

const names = (deputies: string, mandateId: string | Expression<string>) =>
  sql<boolean>`exists (select 1 from json_each(${sql.ref(deputies)}) j where j.value ->> 'mandateId' = ${mandateId})`
