import { forMany } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import { NO_CAP } from './rules.ts'

// The sums of a mandate's year, recomputed whole in the batch that changed an entry. In SQL and not
// in `decide`: what it reads cannot have moved between reading and writing. `rules.ts` says the same
// in TypeScript, as the explanation on screen and the oracle of the tests.

/** Eight spans a year: each quarter alone (kind q) and the year up to each quarter (kind y). */
const SPANS = ['q', 'y']
  .flatMap((kind) => [1, 2, 3, 4].map((n) => `('${kind}', ${n}, ${kind === 'q' ? n : 1})`))
  .join(', ')

const RULE_SET_IN = (quarter: string) => `(select max(version) from rule_set where fromQuarter <= ${quarter})`

const RETOTAL = `
insert into mandate_year (year, mandateId,
  q1Hundredths, q2Hundredths, q3Hundredths, q4Hundredths,
  toQ1Hundredths, toQ2Hundredths, toQ3Hundredths, toQ4Hundredths, categories)
with
touched as (select value->>0 as mandateId, value->>1 as year from json_each(?)),
span (kind, toN, fromN) as (values ${SPANS}),
item as ( -- quarter-capped sum of an item in a quarter
  select t.mandateId, t.year, cast(substr(b.quarter, 6) as integer) as n, b.itemCode,
    min(b.rawHundredths, i.quarterCap) as hundredths
  from touched t
  cross join item_balance b
    on b.mandateId = t.mandateId and b.quarter between t.year || 'Q1' and t.year || 'Q4'
  cross join rule_item i on i.version = ${RULE_SET_IN('b.quarter')} and i.code = b.itemCode
),
spanned as ( -- … summed over a span, which has the caps of the version in force at its end
  select mandateId, year, kind, toN, itemCode, sum(hundredths) as hundredths,
    ${RULE_SET_IN(`year || 'Q' || toN`)} as version
  from item cross join span on n between fromN and toN
  group by mandateId, year, kind, toN, itemCode
),
category as (
  select s.mandateId, s.year, s.kind, s.toN, s.version, c.code, c.aboveTotal,
    min(sum(min(s.hundredths, case s.kind when 'q' then ${NO_CAP} else i.yearCap end)),
      case s.kind when 'q' then c.quarterCap else c.yearCap end) as hundredths
  from spanned s
  cross join rule_item i on i.version = s.version and i.code = s.itemCode
  cross join rule_category c on c.version = s.version and c.code = i.categoryCode
  group by s.mandateId, s.year, s.kind, s.toN, c.code
),
total as (
  select mandateId, year, kind, toN,
    min(sum(iif(aboveTotal, 0, hundredths)), case kind when 'q' then r.quarterCap else r.yearCap end)
      + sum(iif(aboveTotal, hundredths, 0)) as hundredths,
    json_group_object(code, hundredths) as categories
  from (select * from category order by code)
  join rule_set r using (version)
  group by mandateId, year, kind, toN
)
select year, mandateId,
  ${['q', 'y']
    .flatMap((kind) =>
      [1, 2, 3, 4].map((n) => `coalesce(max(hundredths) filter (where kind = '${kind}' and toN = ${n}), 0)`)
    )
    .join(',\n  ')},
  json_group_object('Q' || toN, json(categories)) filter (where kind = 'q')
from (select * from total order by toN)
where true
group by year, mandateId
on conflict do update set
  q1Hundredths = excluded.q1Hundredths, q2Hundredths = excluded.q2Hundredths,
  q3Hundredths = excluded.q3Hundredths, q4Hundredths = excluded.q4Hundredths,
  toQ1Hundredths = excluded.toQ1Hundredths, toQ2Hundredths = excluded.toQ2Hundredths,
  toQ3Hundredths = excluded.toQ3Hundredths, toQ4Hundredths = excluded.toQ4Hundredths,
  categories = excluded.categories`

/** Recomputes the given mandates' years from their balances. */
export const retotal = (touched: readonly { mandateId: string; year: string }[]): Statement[] => {
  const keys = new Set(touched.map(({ mandateId, year }) => JSON.stringify([mandateId, year])))
  return forMany(
    RETOTAL,
    [...keys].map((key) => JSON.parse(key) as unknown)
  )
}
