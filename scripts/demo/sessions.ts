import { plan } from '@jiceng/core/agenda/commands'
import { templateOf } from '@jiceng/core/agenda/template-rules'
import { appoint } from '@jiceng/core/body/commands'
import type { BodyAt, Post } from '@jiceng/core/body/schema'
import { addDays } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { invite } from '@jiceng/core/guest/commands'
import type { Level } from '@jiceng/core/people/schema'
import { enter as enterRoll } from '@jiceng/core/roll/commands'
import { call, cancel, hold, move, setDays, setSessionPattern } from '@jiceng/core/session/commands'
import type { Pattern, SessionKind } from '@jiceng/core/session/schema'
import { administrator, made } from './clerk.ts'
import { chance, inventName } from './names.ts'
import { demoUnits } from './units.ts'

// Who sits in the district's bodies, and the sessions of the year that runs: most townships meet every quarter.

const pick = chance(59)

const TERM_FROM = '2021-11-20'
/** Towns that are behind with the last quarter that is over. */
const BEHIND = ['柳荫镇', '铁村镇']
/** It meets today: hall.ts. */
export const TODAYS = '柳荫镇'
/** Its mid-year session came late. */
const LATE = '古花乡'

type Units = ReadonlyMap<string, string>
type Planned = { of: BodyAt; kind: SessionKind; ordinal: number; firstOn: string; days?: number }

export async function holdSessions(store: Store, units: Units, today: string): Promise<void> {
  const year = today.slice(0, 4)
  await made(
    store,
    setDays,
    { body: 'congress', noticeDays: 10, article: '《重庆市乡镇人民代表大会工作条例》（演示）' },
    administrator(`${year}-01-04`)
  )
  await theDistricts(store, today)
  for (const [n, { kind, name }] of demoUnits.entries()) {
    const unitId = units.get(name)!
    await (kind === 'street'
      ? streetOffice(store, unitId, n, today)
      : township(store, { unitId, name, kind, n }, today))
  }
}

/** Some deputies as lines of names, each told apart by where they were elected. */
async function namesOf(store: Store, level: Level, unitId: string | null, count: number): Promise<string[]> {
  const sql = `select person.name || ' ' || unit.name || electoral_district.name as line from mandate_unit
    join mandate on mandate.id = mandate_unit.mandateId join person on person.id = mandate.personId
    join unit on unit.id = mandate_unit.unitId
    join electoral_district on electoral_district.id = mandate.electoralDistrictId
    where mandate_unit.level = ? and (? is null or mandate_unit.unitId = ?) and mandate.startOn = ?
    group by line having count(*) = 1 order by substr(person.id, -3), person.id limit ?`
  const [rows] = (await store.read([{ sql, parameters: [level, unitId, unitId, TERM_FROM, count] }])) as [
    { line: string }[],
  ]
  return rows.map(({ line }) => line)
}

async function enter(store: Store, of: BodyAt, people: readonly string[], outsiders = false): Promise<void> {
  const [chair, vice, ...members] = people
  const entry = { ...of, fromOn: TERM_FROM, outsiders }
  const posts: [Post, string[]][] = [
    ['chair', [chair!]],
    ['vice_chair', [vice!]],
    ['member', members],
  ]
  for (const [post, lines] of posts) {
    await made(store, appoint, { ...entry, post, people: lines }, administrator(TERM_FROM))
  }
}

async function theDistricts(store: Store, today: string): Promise<void> {
  const year = Number(today.slice(0, 4))
  const committee = { placeId: 'district', body: 'standing_committee' } as const
  await enter(store, committee, await namesOf(store, 'district', null, 29))
  const congress = { placeId: 'district', body: 'congress' } as const
  await meet(store, { of: congress, kind: 'annual', ordinal: year - 2020, firstOn: `${year}-01-18`, days: 3 }, today)
  for (let part = 0; part < 6; part++) {
    const firstOn = `${year}-${String(part * 2 + 1).padStart(2, '0')}-26`
    const ordinal = (year - 2022) * 6 + part + 1
    await meet(store, { of: committee, kind: 'regular', ordinal, firstOn }, today)
  }
}

async function streetOffice(store: Store, unitId: string, n: number, today: string): Promise<void> {
  const of = { placeId: unitId, body: 'street_office' } as const
  const [first, ...others] = await namesOf(store, 'district', unitId, 3)
  await enter(store, of, [inventName(pick), first!, ...others], true)
  await eachQuarter(store, { of, kind: 'regular' }, { n, ordinal: (quarter) => quarter }, today)
}

type Township = { unitId: string; name: string; kind: string; n: number }

async function township(store: Store, { unitId, name, kind, n }: Township, today: string): Promise<void> {
  const year = Number(today.slice(0, 4))
  const presidium = { placeId: unitId, body: 'presidium' } as const
  await enter(store, presidium, await namesOf(store, 'township', unitId, 9))
  const pattern: Pattern = kind === 'township' ? 'annual_midyear' : 'quarterly'
  const set = { unitIds: [unitId], fromYear: String(year - 1), pattern }
  await made(store, setSessionPattern, set, administrator(`${year}-01-04`))
  const of = { placeId: unitId, body: 'congress' } as const
  if (pattern === 'quarterly') {
    const isOwing = BEHIND.includes(name)
    const ordinal = (quarter: number) => (year - 2022) * 4 + quarter
    const isToday = name === TODAYS
    return eachQuarter(store, { of, kind: 'quarterly' }, { n, ordinal, isOwing, isToday }, today)
  }
  const ordinal = (year - 2022) * 2 + 1
  const midyear = name === LATE ? `${year}-09-10` : `${year}-07-${String(20 + (n % 8))}`
  await meet(store, { of, kind: 'annual', ordinal, firstOn: `${year}-02-${String(10 + (n % 9))}` }, today)
  await meet(store, { of, kind: 'midyear', ordinal: ordinal + 1, firstOn: midyear }, today)
}

type Rhythm = { n: number; ordinal: (quarter: number) => number; isOwing?: boolean; isToday?: boolean }

/** One session a quarter; of the last that is over none where the place is behind, of this one none where it is today’s. */
async function eachQuarter(store: Store, what: Pick<Planned, 'of' | 'kind'>, rhythm: Rhythm, today: string) {
  const { n, ordinal, isOwing = false, isToday = false } = rhythm
  const running = Math.ceil(Number(today.slice(5, 7)) / 3)
  for (let quarter = 1; quarter <= 4; quarter++) {
    if ((isOwing && quarter === running - 1) || (isToday && quarter === running)) continue
    const month = String(quarter * 3).padStart(2, '0')
    const firstOn = `${today.slice(0, 4)}-${month}-${String(4 + (n % 16)).padStart(2, '0')}`
    const kind = what.kind === 'quarterly' && quarter === 1 ? 'annual' : what.kind
    await meet(store, { ...what, kind, ordinal: ordinal(quarter), firstOn, days: quarter === 1 ? 2 : 1 }, today)
  }
}

const NOTICE_DAYS = 14

/** Called in time, and held if its day has come; not called yet if that day is far. */
async function meet(store: Store, { of, kind, ordinal, firstOn, days = 1 }: Planned, today: string): Promise<void> {
  const calledOn = addDays(firstOn, -NOTICE_DAYS)
  if (calledOn > today) return
  const lastOn = addDays(firstOn, days - 1)
  const about = { ...of, kind, ordinal, calledOn, firstOn, lastOn, proposerCount: null, venue: '人大会议室（演示）' }
  const sessionId = await made(store, call, about, administrator(calledOn))
  if (firstOn > today) return
  const [[row]] = (await store.read([
    { sql: 'select memberCount from session where id = ?', parameters: [sessionId] },
  ])) as [[{ memberCount: number }]]
  const presentCount = row.memberCount - Math.floor(row.memberCount / 9)
  await made(store, hold, { ...of, sessionId, firstOn, presentCount }, administrator(firstOn))
}

/** One that was put off and one that was called off, so that both are seen. */
export async function changeSessions(store: Store, units: Units, today: string): Promise<void> {
  const year = today.slice(0, 4)
  const of = { placeId: units.get('白马镇')!, body: 'congress' } as const
  const firstOn = addDays(today, 20)
  const about = { ...of, kind: 'extraordinary' as const, proposerCount: 40, venue: '镇政府礼堂（演示）' }
  const ordinal = (Number(year) - 2022) * 4 + 5
  const call1 = { ...about, ordinal, calledOn: today, firstOn, lastOn: firstOn }
  const sessionId = await made(store, call, call1, administrator(today))
  const later = { firstOn: addDays(firstOn, 3), lastOn: addDays(firstOn, 3), reason: '场地检修（演示）' }
  await made(store, move, { ...of, sessionId, ...later }, administrator(today))
  const items = templateOf('congress', 'midyear').map((item) => ({ ...item, speaker: '镇人民政府（演示）' }))
  await made(store, plan, { ...of, sessionId, items, decision: '' }, administrator(today))
  const lines = ['高远，镇人民政府（演示），会外发言', '林夏，镇司法所（演示），列席', '苏木，柳荫镇人大（演示），应邀']
  await made(store, invite, { ...of, sessionId, lines }, administrator(today))
  const other = { ...of, placeId: units.get('三泉镇')! }
  const call2 = { ...about, ...other, ordinal, calledOn: today, firstOn, lastOn: firstOn }
  const off = await made(store, call, call2, administrator(today))
  await made(store, cancel, { ...other, sessionId: off, reason: '并入季度会议（演示）' }, administrator(today))
}

/** The rolls of a town's last two sessions: one deputy was at neither, and had no leave. */
export async function settleRolls(store: Store, units: Units, today: string): Promise<void> {
  const placeId = units.get('三泉镇')!
  const sql = `select id, firstOn, dueCount - presentCount as missing from session
    where placeId = ? and body = 'congress' and status = 'held' order by firstOn desc limit 2`
  const [held] = (await store.read([{ sql, parameters: [placeId] }])) as [
    { id: string; firstOn: string; missing: number }[],
  ]
  const [never, ...others] = await namesOf(store, 'township', placeId, 60)
  for (const [n, { id, firstOn, missing }] of held.entries()) {
    const away = [never!, ...others.slice(n * missing, (n + 1) * missing - 1)]
    const of = { placeId, body: 'congress' as const, sessionId: id, firstOn, halfDays: 1 }
    await made(store, enterRoll, { ...of, away }, administrator(today))
  }
}
