import type { D1Database, ExportedHandler } from '@cloudflare/workers-types'
import { Hono } from 'hono'

// Floors of the api: the same answers by hand, bare Hono and the least SQL in as many calls to D1 as the product makes.
// No kernel, no validation, no query builder, no guard of the database's identity, no ETag, no documentation; the cookie's
// signature is not checked and events are written as one row. Written once and not changed with the product.

type Env = { DIRECTORY: D1Database } & Record<`TENANT_${string}`, D1Database>
type Who = { slot: number; memberId: string; userName: string }

const WHO = `select t.slot, m.id as memberId, u.name as userName from tenant t
  join session s on s.token = ? and s.expiresAt > ? join user u on u.id = s.userId
  join membership m on m.userId = u.id and m.tenantId = t.id and m.endedAt is null
  where t.slug = ? and t.status <> 'lapsed'`

const strokes = new Intl.Collator('zh-u-co-stroke')
const inStrokeOrder = <T extends { name: string; mandateId: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => strokes.compare(a.name, b.name) || (a.mandateId < b.mandateId ? -1 : 1))

const tokenOf = (cookie = ''): string =>
  decodeURIComponent(/__Host-session=([^;]*)/.exec(cookie)?.[1] ?? '').split('.')[0]!

const databaseOf = (env: Env, slot: number): D1Database => env[`TENANT_${String(slot).padStart(4, '0')}`]!

const daysOf = (quarter: string) => {
  const [year, n] = [quarter.slice(0, 4), Number(quarter.slice(5))]
  const ends = ['03-31', '06-30', '09-30', '12-31'] as const
  return { year, n, firstOn: `${year}-${String(n * 3 - 2).padStart(2, '0')}-01`, lastOn: `${year}-${ends[n - 1]!}` }
}

const app = new Hono<{ Bindings: Env }>()

app.get('/api/tenants/:tenant/units/:unitId/:level/quarters/:quarter/totals', async (c) => {
  const { tenant, unitId, level, quarter } = c.req.param()
  const who = await c.env.DIRECTORY.prepare(WHO)
    .bind(tokenOf(c.req.header('cookie')), new Date().toISOString(), tenant)
    .first<Who>()
  if (!who) return c.json({}, 401)
  const database = databaseOf(c.env, who.slot)
  const { year, n, firstOn, lastOn } = daysOf(quarter)
  const version = '(select max(version) from rule_set where fromQuarter <= ?)'
  const [unit, items, categories, totals, closings, revisions] = await database.batch<never>([
    database.prepare('select id, name, kind from unit where id = ?').bind(unitId),
    database.prepare(`select * from rule_item where version = ${version} order by position`).bind(quarter),
    database.prepare(`select * from rule_category where version = ${version} order by position`).bind(quarter),
    database
      .prepare(
        `select mu.mandateId, p.name, m.electoralDistrictId, m.startOn, m.endOn, m.ground,
          coalesce(y.q${n}Hundredths, 0) as quarterHundredths, coalesce(y.toQ${n}Hundredths, 0) as yearHundredths,
          coalesce(y.categories ->> '$.Q${n}', '{}') as categories, e.name as electoralDistrict
        from mandate_unit mu join person p on p.id = mu.personId join mandate m on m.id = mu.mandateId
        join electoral_district e on e.unitId = mu.unitId and e.level = mu.level and e.id = m.electoralDistrictId
        left join mandate_year y on y.year = ? and y.mandateId = mu.mandateId
        where mu.unitId = ? and mu.level = ? and mu.fromOn <= ? and mu.untilOn >= ?`
      )
      .bind(year, unitId, level, lastOn, firstOn),
    database
      .prepare('select quarter, closedOn from period_close where unitId = ? and level = ? and quarter between ? and ?')
      .bind(unitId, level, quarter, `${year}Q4`),
    database
      .prepare(
        `select r.*, exists (select 1 from revision_due d where d.unitId = r.unitId and d.level = r.level
          and d.quarter = r.quarter and d.revision = r.revision) as due
        from board_revision r where unitId = ? and level = ? and quarter = ? order by revision desc limit 1`
      )
      .bind(unitId, level, quarter),
  ])
  const closed = closings!.results as { quarter: string; closedOn: string }[]
  const [newest] = revisions!.results as { due: number }[]
  return c.json({
    unit: unit!.results[0],
    items: items!.results,
    categories: categories!.results,
    closedOn: closed.find((one) => one.quarter === quarter)?.closedOn ?? null,
    entriesEndedOn: closed[0]?.closedOn ?? null,
    published: newest ?? null,
    revisionDue: newest?.due === 1,
    rows: inStrokeOrder(totals!.results as { name: string; mandateId: string; categories: string }[]).map((row) => ({
      ...row,
      categories: JSON.parse(row.categories) as unknown,
    })),
  })
})

app.get('/api/tenants/:tenant/units/:unitId/:level/mandates/:mandateId/point-entries', async (c) => {
  const { tenant, unitId, level, mandateId } = c.req.param()
  const who = await c.env.DIRECTORY.prepare(WHO)
    .bind(tokenOf(c.req.header('cookie')), new Date().toISOString(), tenant)
    .first<Who>()
  if (!who) return c.json({}, 401)
  const database = databaseOf(c.env, who.slot)
  const [seats, newest] = await database.batch<never>([
    database
      .prepare('select 1 from mandate_unit where unitId = ? and level = ? and mandateId = ?')
      .bind(unitId, level, mandateId),
    database
      .prepare(
        `select id, occurredOn, quarter, itemCode, hundredths, reversesId, recordedAt from point_entry
          where mandateId = ? order by occurredOn desc, id desc limit 21`
      )
      .bind(mandateId),
  ])
  if (seats!.results.length === 0) return c.json({}, 404)
  const entries = newest!.results as { id: string; occurredOn: string }[]
  const shown = entries.slice(0, 20)
  const last = shown.at(-1)
  return c.json({ entries: shown, before: last && entries.length > 20 ? `${last.occurredOn}/${last.id}` : null })
})

app.get('/api/tenants/:tenant/totals/:level/:quarter', async (c) => {
  const { tenant, level, quarter } = c.req.param()
  const who = await c.env.DIRECTORY.prepare(WHO)
    .bind(tokenOf(c.req.header('cookie')), new Date().toISOString(), tenant)
    .first<Who>()
  if (!who) return c.json({}, 401)
  const database = databaseOf(c.env, who.slot)
  const { year, n, firstOn, lastOn } = daysOf(quarter)
  const [places, totals] = await database.batch<never>([
    database.prepare('select id, name from unit order by position'),
    database
      .prepare(
        `select mu.unitId, mu.mandateId, p.name, coalesce(y.q${n}Hundredths, 0) as quarterHundredths,
          coalesce(y.toQ${n}Hundredths, 0) as yearHundredths
        from unit u cross join mandate_unit mu on mu.unitId = u.id and mu.level = ? and mu.fromOn <= ? and mu.untilOn >= ?
        join person p on p.id = mu.personId
        left join mandate_year y on y.year = ? and y.mandateId = mu.mandateId`
      )
      .bind(level, lastOn, firstOn, year),
  ])
  type Total = { unitId: string; mandateId: string; name: string; quarterHundredths: number; yearHundredths: number }
  const units = new Map(
    (places!.results as { id: string; name: string }[]).map(({ id, name }) => [
      id,
      { unitId: id, name, quarterHundredths: 0, yearHundredths: 0, deputies: [] as Omit<Total, 'unitId'>[] },
    ])
  )
  for (const { unitId, ...total } of totals!.results as Total[]) {
    const unit = units.get(unitId)!
    unit.quarterHundredths += total.quarterHundredths
    unit.yearHundredths += total.yearHundredths
    unit.deputies.push(total)
  }
  for (const unit of units.values()) inStrokeOrder(unit.deputies)
  return c.json({ units: [...units.values()] })
})

type Recording = {
  commandId: string
  mandateId: string
  itemCode: string
  occurredOn: string
  note: string
}

app.post('/api/tenants/:tenant/units/:unitId/:level/point-entries', async (c) => {
  const { tenant, unitId, level } = c.req.param()
  const { commandId, mandateId, itemCode, occurredOn, note } = await c.req.json<Recording>()
  const now = new Date().toISOString()
  const directory = c.env.DIRECTORY
  const [found] = await directory.batch<Who>([
    directory.prepare(WHO).bind(tokenOf(c.req.header('cookie')), now, tenant),
    directory
      .prepare(
        `insert into hot_tenant (tenantId, marks, dueAt) select id, 1, ? from tenant where slug = ? and status <> 'lapsed'
          on conflict do update set marks = marks + 1`
      )
      .bind(now, tenant),
  ])
  const who = found!.results[0]
  if (!who) return c.json({}, 401)
  const database = databaseOf(c.env, who.slot)
  const quarter = `${occurredOn.slice(0, 4)}Q${Math.ceil(Number(occurredOn.slice(5, 7)) / 3)}`
  const { year, n } = daysOf(quarter)
  const stream = `mandate/${mandateId}`
  const [state] = await database.batch<{ hundredths: number; categoryCode: string; version: number }>([
    database
      .prepare(
        `select i.hundredths, i.categoryCode, coalesce((select max(version) from event where stream = ?), 0) as version
        from mandate_unit mu
        join rule_item i on i.version = (select max(version) from rule_set where fromQuarter <= ?) and i.code = ?
        where mu.unitId = ? and mu.level = ? and mu.mandateId = ? and mu.fromOn <= ? and mu.untilOn >= ?
          and not exists (select 1 from event where commandId = ?) and not exists (select 1 from period_close p
            where p.unitId = mu.unitId and p.level = mu.level and p.quarter between ? and ?)`
      )
      .bind(
        ...[stream, quarter, itemCode, unitId, level, mandateId, occurredOn, occurredOn, commandId],
        ...[quarter, `${year}Q4`]
      ),
  ])
  const rule = state!.results[0]
  if (!rule) return c.json({}, 409)
  const { hundredths, categoryCode, version } = rule
  const id = `${commandId}/0`
  const [own, sums] = [`q${n}Hundredths`, [1, 2, 3, 4].filter((one) => one >= n).map((one) => `toQ${one}Hundredths`)]
  const columns = [1, 2, 3, 4].flatMap((one) => [`q${one}Hundredths`, `toQ${one}Hundredths`])
  const path = `$.Q${n}.${categoryCode}`
  const actor = `member:${who.memberId}`
  await database.batch([
    database
      .prepare(
        `insert into event (commandId, n, stream, version, type, actor, occurredOn, recordedAt, inputHash, data)
          values (?, 0, ?, cast(? as integer), 'points.recorded', ?, ?, ?, '', ?)`
      )
      .bind(
        ...[commandId, stream, version + 1, actor, occurredOn, now],
        JSON.stringify({ mandateId, quarter, itemCode, hundredths, activityId: null })
      ),
    database
      .prepare(
        `insert into point_entry (mandateId, occurredOn, id, quarter, itemCode, hundredths, actor, recordedAt)
          values (?, ?, ?, ?, ?, cast(? as integer), ?, ?)`
      )
      .bind(mandateId, occurredOn, id, quarter, itemCode, hundredths, actor, now),
    database.prepare('insert into point_note (entryId, note) values (?, ?)').bind(id, note),
    database
      .prepare(
        `insert into item_balance (mandateId, quarter, itemCode, rawHundredths, entryCount)
          values (?, ?, ?, cast(? as integer), 1) on conflict do update
          set rawHundredths = rawHundredths + excluded.rawHundredths, entryCount = entryCount + 1`
      )
      .bind(mandateId, quarter, itemCode, hundredths),
    database
      .prepare(
        `insert into mandate_year (year, mandateId, ${columns.join(', ')}, categories)
          values (?1, ?2, ${columns.map((one) => (one === own || sums.includes(one) ? 'cast(?3 as integer)' : '0')).join(', ')},
            json_set('{}', '$.Q${n}', json_object(?5, cast(?3 as integer))))
          on conflict do update set ${[own, ...sums].map((one) => `${one} = ${one} + cast(?3 as integer)`).join(', ')},
            categories = json_set(categories, ?4, coalesce(categories ->> ?4, 0) + cast(?3 as integer))`
      )
      .bind(year, mandateId, hundredths, path, categoryCode),
  ])
  return c.json({ commandId, events: [{ id, type: 'points.recorded', occurredOn }] }, 201)
})

export default { fetch: app.fetch as never } satisfies ExportedHandler<Env>
