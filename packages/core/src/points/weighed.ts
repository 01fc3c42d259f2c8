import { sql, type Expression } from 'kysely'
import { yearOf } from '../kernel/calendar.ts'
import { db } from '../kernel/db.ts'

// What a year's sum does not tell by itself; other modules have it from the queries.

/**
 * The balances of some mandates, from the start of the year to the end of a quarter, of those items alone that a minimum
 * asks for or that count above the total: a few rows a deputy, where all items would be dozens.
 */
export const weighedBalances = (quarter: string, mandateIds: Expression<string>) =>
  db
    .selectFrom('item_balance')
    .select(['mandateId', 'quarter', 'itemCode', 'rawHundredths', 'entryCount'])
    .where('mandateId', 'in', mandateIds)
    .where('quarter', '>=', `${yearOf(quarter)}Q1`)
    .where('quarter', '<=', quarter)
    .where(
      sql<boolean>`itemCode in (select itemCode from rule_minimum union select rule_item.code from rule_item
        join rule_category on rule_category.version = rule_item.version and rule_category.code = rule_item.categoryCode
        where rule_category.aboveTotal = 1)`
    )
