import type { DatabaseSync } from 'node:sqlite'
import { type SQLInputValue } from 'node:sqlite'
import { addDays, addQuarters, daysBetween, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { rowsOf, type Decided, type Fact } from '@jiceng/core/kernel/event'
import { insertMany } from '@jiceng/core/kernel/insert'
import type { Statement } from '@jiceng/core/kernel/store'
import { electoralDistrictDrawn, mandateBegun, personsOf, unitEstablished } from '@jiceng/core/people/events'
import { districtsStream, seatsStream, UNITS_STREAM } from '@jiceng/core/people/schema'
import { retotal } from '@jiceng/core/points/totals'
import { setBoardSettings } from '@jiceng/core/self-check/commands'
import { sqliteStore } from '@jiceng/core/testing'
import { ctxOf } from '@jiceng/workers/http/context'
import { writeFirstRows } from '@jiceng/workers/opening'

// A district with any number of entries, in seconds: its places and deputies by the rows of their own event types, its
// entries by SQL. A test replays the events of a small one and finds the same rows.

export const UNITS = 35
export const DEPUTIES_A_UNIT = 70
const SEATS_A_DISTRICT = 3
/** Entries are spread over as many quarters, this one among them. */
const QUARTERS = 20
const FIRST_NAMES = ['静', '文博', '晓岚', '素梅', '敏', '立新', '秀英', '建国', '禾', '志远']
const FAMILY_NAMES = ['陈', '丁', '马', '王', '何', '赵', '刘', '张', '罗', '周', '吴', '郑']

export type Size = { units: number; deputiesAUnit: number; entries: number }

export const unitId = (n: number): string => `bench:unit:${n}`
export const mandateId = (unit: number, n: number): string => `bench:mandate:${unit}:${n}`

export const clerk: Actor = {
  ...{ kind: 'member', id: 'bench:clerk', name: '何敏' },
  ...{ roles: ['tenant_administrator'], unitId: null },
}
export const colleague: Actor = { ...clerk, id: 'bench:colleague', name: '张敏之' }

/** Fills a migrated database that has its identity already. */
export async function fillDistrict(database: DatabaseSync, tenantId: string, size: Size, today: string): Promise<void> {
  const store = sqliteStore(database)
  const quarter = quarterOf(today)
  const firstQuarter = addQuarters(quarter, 1 - QUARTERS)
  const { firstOn } = quarterDays(firstQuarter)
  // The rules begin a year before the sign-up.
  const opening = { id: tenantId, name: '测速区', areaCode: '500199', slot: 1, signedUpOn: addDays(firstOn, 1) }
  await writeFirstRows(store, opening)
  await store.write(placesAndDeputies(size, firstOn, quarterDays(addQuarters(quarter, 1)).lastOn))
  writeEntries(database, size, firstOn, today)
  for (const statement of totals(database)) all(database, statement)
  await must(setBoardSettings, { selfCheckWorkingDays: 0 }, clerk)
  await publishedLastQuarter(quarter)

  async function publishedLastQuarter(current: string) {
    const of = { unitId: unitId(1), level: 'district' as const, quarter: addQuarters(current, -1) }
    await must(closePeriod, of, clerk)
    await must(publish, { ...of, objectionWorkingDays: 5, publicUntilOn: addDays(today, 365) }, colleague)
  }
  async function must<I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor) {
    const result = await run(store, spec, input, ctxOf(actor, `bench:${spec.name}`))
    if (!result.ok) throw new Error(`${spec.name}: ${result.problem.code}`)
  }
}

const all = (database: DatabaseSync, { sql, parameters }: Statement) =>
  database.prepare(sql).all(...(parameters as SQLInputValue[]))

function placesAndDeputies({ units, deputiesAUnit }: Size, startOn: string, endOn: string): Statement[] {
  const decided: Decided[] = []
  const persons: { id: string; name: string }[] = []
  const count = (length: number) => Array.from({ length }, (_, index) => index + 1)
  for (const unit of count(units)) {
    const of = { unitId: unitId(unit), level: 'district' as const }
    const place = { id: of.unitId, kind: 'street' as const, name: `第${unit}街道` }
    decided.push(unitEstablished.on(UNITS_STREAM, startOn, place))
    for (const n of count(Math.ceil(deputiesAUnit / SEATS_A_DISTRICT))) {
      const district = { ...of, id: `bench:district:${unit}:${n}`, name: `第${n}选区`, seats: SEATS_A_DISTRICT }
      decided.push(electoralDistrictDrawn.on(districtsStream(of), startOn, district))
    }
    for (const n of count(deputiesAUnit)) {
      const id = mandateId(unit, n)
      const electoralDistrictId = `bench:district:${unit}:${Math.ceil(n / SEATS_A_DISTRICT)}`
      const seat = { id, personId: id, ...of, electoralDistrictId, startOn, endOn, ground: 'general_election' as const }
      decided.push(mandateBegun.on(seatsStream(of), startOn, seat))
      persons.push({ id, name: nameOf(unit * deputiesAUnit + n) })
    }
  }
  const facts = factsOf(decided, startOn)
  return [...insertMany('event', facts), ...rowsOf(inRuns(facts)), ...personsOf(persons)]
}

const nameOf = (n: number): string =>
  FAMILY_NAMES[n % FAMILY_NAMES.length]! + FIRST_NAMES[Math.floor(n / 7) % FIRST_NAMES.length]!

/** Places before those who sit there, so that each type is one call. */
const inRuns = (facts: Fact[]): Fact[] =>
  [unitEstablished, electoralDistrictDrawn, mandateBegun].flatMap(({ type }) =>
    facts.filter((fact) => fact.type === type)
  )

function factsOf(decided: readonly Decided[], startOn: string): Fact[] {
  const versions = new Map<string, number>()
  return decided.map(({ type, stream, occurredOn, data }, n) => {
    const version = (versions.get(stream) ?? 0) + 1
    versions.set(stream, version)
    const made = { commandId: 'bench:places', n, actor: 'system:bench', recordedAt: `${startOn}T02:00:00.000Z` }
    return { ...made, stream, version, type, occurredOn, inputHash: '', data }
  })
}

/** The events of all entries, deputy by deputy, and the rows `points.recorded` writes for them. */
function writeEntries(database: DatabaseSync, { units, deputiesAUnit, entries }: Size, firstOn: string, today: string) {
  const mandates = units * deputiesAUnit
  const each = Math.ceil(entries / mandates)
  const days = daysBetween(firstOn, today)
  database.exec('begin')
  database
    .prepare(
      `with recursive
        item as (select row_number() over (order by position) - 1 as n, count(*) over () as items, code, hundredths
          from rule_item where version = 1),
        entry (i) as (select 0 union all select i + 1 from entry where i + 1 < :entries),
        placed as (select i, i / :each as mandate, i % :each as nth from entry),
        dated as (select i, nth, mandate,
          'bench:mandate:' || (mandate / :deputies + 1) || ':' || (mandate % :deputies + 1) as mandateId,
          date(:firstOn, '+' || (nth * :days / :each + mandate % 7 * :days / :each / 7) || ' days') as occurredOn from placed)
      insert into event (commandId, n, stream, version, type, actor, occurredOn, recordedAt, inputHash, data)
      select printf('01800000-0000-7000-8000-%012d', i), 0, 'mandate/' || mandateId, nth + 1, 'points.recorded',
        'member:bench:clerk', occurredOn, occurredOn || 'T02:00:00.000Z', printf('%064d', i),
        json_object('mandateId', mandateId, 'quarter', substr(occurredOn, 1, 4) || 'Q' ||
          ((cast(substr(occurredOn, 6, 2) as integer) + 2) / 3), 'itemCode', code, 'hundredths', hundredths, 'activityId', null)
      from dated cross join item on item.n = (mandate + nth) % items order by i`
    )
    // A bound number would be REAL, and its quotients too.
    .run({ ...integers({ entries, each, deputies: deputiesAUnit, days }), firstOn })
  database.exec(`
    insert into point_entry (mandateId, occurredOn, id, quarter, itemCode, hundredths, activityId, actor, recordedAt, reversesId)
      select data->>'mandateId', occurredOn, commandId || '/' || n, data->>'quarter', data->>'itemCode',
        data->>'hundredths', null, actor, recordedAt, null
      from event where type = 'points.recorded' order by seq;
    insert into point_note (entryId, note) select id, '走访选民，听取意见' from point_entry;
    insert into item_balance (mandateId, quarter, itemCode, rawHundredths, entryCount)
      select mandateId, quarter, itemCode, sum(hundredths), count(*) from point_entry group by 1, 2, 3;
    insert into actor_name (actor, name) values ('member:bench:clerk', '何敏') on conflict do nothing;
  `)
  database.exec('commit')
}

const integers = (numbers: Record<string, number>): Record<string, bigint> =>
  Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, BigInt(number)]))

/** Every year of every mandate, by the statement that keeps them. */
const totals = (database: DatabaseSync): Statement[] =>
  retotal(
    database.prepare('select distinct mandateId, substr(quarter, 1, 4) as year from item_balance').all() as {
      mandateId: string
      year: string
    }[]
  )
