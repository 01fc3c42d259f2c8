import { sql, type Expression } from 'kysely'
import { yearOf } from '../kernel/calendar.ts'

// What a deputy's year is weighed by, as values of a statement of another module that names the mandate: it reads their rows
// alone, where a list of all mandates would be gone through once for each of these.

/** The year's points to the end of a quarter; null before the first. */
export const yearTo = (mandateId: Expression<string>, quarter: string) =>
  sql<number | null>`(select ${sql.ref(`toQ${quarter.slice(-1)}Hundredths`)} from mandate_year
    where mandate_year.mandateId = ${mandateId} and mandate_year.year = ${yearOf(quarter)})`

/**
 * JSON of the balances, from one quarter to another, of those items alone that a minimum asks for or that count above the
 * total: a few rows a deputy, where all items would be dozens.
 */
export const weighedBalances = (mandateId: Expression<string>, first: string, last: string) =>
  sql<string>`(select json_group_array(json_object('quarter', quarter, 'itemCode', itemCode,
      'rawHundredths', rawHundredths, 'entryCount', entryCount))
    from item_balance where item_balance.mandateId = ${mandateId}
      and quarter between ${first} and ${last}
      and itemCode in (select itemCode from rule_minimum union select rule_item.code from rule_item
        join rule_category on rule_category.version = rule_item.version and rule_category.code = rule_item.categoryCode
        where rule_category.aboveTotal = 1))`
