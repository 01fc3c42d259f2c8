import { hold, report, sendBack } from '@jiceng/core/activity/commands'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import { addDays, addQuarters, dayOf, quarterDays, quarterOf, yearOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import { levelsOf, type Level } from '@jiceng/core/people/schema'
import { record } from '@jiceng/core/points/commands'
import { register } from '@jiceng/core/term/commands'
import { DISTRICT_PLACE } from '@jiceng/core/body/schema'
import { setBoardSettings } from '@jiceng/core/self-check/commands'
import { administrator, commission, made, workingBody } from './clerk.ts'
import { AWKWARD_NAMES, chance, inventName } from './names.ts'
import { demoUnits } from './units.ts'
import { setLine } from './rules.ts'
import { fillYear } from './year.ts'

type Of = { unitId: string; level: Level }

const ACTIVITIES = [
  { title: '老旧小区加装电梯视察', itemCode: 'inspection' },
  { title: '第一代表小组走访企业', itemCode: 'group-activity' },
  { title: '养老服务条例执法检查', itemCode: 'inspection' },
  { title: '区委党校代表专题班', itemCode: 'training' },
]

const ENTRIES = [
  { itemCode: 'suggestion', note: '关于优化公交接驳的建议' },
  { itemCode: 'voter-reception', note: '代表之家接待选民，接待7人次' },
  { itemCode: 'survey', note: '区城市管理局工作评议问卷' },
  { itemCode: 'committee-session', note: '列席常委会会议' },
]

const pick = chance(2026)
/** Beside the other, so that whoever stays away from a group's activity changes nobody's name. */
const rare = chance(24)

/** Units, electoral districts, deputies; two quarters on their boards and a third under way. Answers unit ids by name. */
export async function fillDistrict(store: Store): Promise<ReadonlyMap<string, string>> {
  const today = dayOf(Date.now())
  const units = new Map<string, string>()
  // Its quarters were closed without a window for the deputies, so that nothing has to wait five working days.
  await made(store, setBoardSettings, { selfCheckWorkingDays: 0 }, administrator(today))
  await setLine(store, today)
  for (const { kind, name, deputies } of demoUnits) {
    const unitId = await made(store, establish, { kind, name }, administrator(today))
    units.set(name, unitId)
    for (const level of levelsOf(kind)) {
      const of = { unitId, level }
      const mandates = await seatDeputies(store, of, deputies[level] ?? 0, kind === 'street')
      // The last one of a street came in a by-election since.
      if (level === 'district') await fillYear(store, of, kind === 'street' ? mandates.slice(0, -1) : mandates, today)
      for (const quarter of earlierQuarters(today)) await fillEarlier(store, of, mandates, quarter)
      for (const back of [2, 1, 0]) {
        const quarter = addQuarters(quarterOf(today), -back)
        await fillQuarter(store, of, mandates, quarter, today)
        // Some are behind, so that something waits on the first morning.
        if (back > 0 && !isBehind(name, back)) await publishQuarter(store, of, quarter)
      }
    }
  }
  await registerTerms(store, units, today)
  await leaveReports(store, { unitId: units.get('北桥街道')!, level: 'district' }, today)
  return units
}

/** What everybody of the general election sits for: five years, and the weeks until the next congress meets. */
const termFrom = (today: string): string => `${Number(today.slice(0, 4)) - 5}-11-20`
const termUntil = (today: string): string => `${Number(today.slice(0, 4)) + 1}-01-31`

/** The term that runs of every congress, and the district's one before. The townships elect at one time. */
async function registerTerms(store: Store, units: ReadonlyMap<string, string>, today: string): Promise<void> {
  const district = (ordinal: number) => [{ congressId: DISTRICT_PLACE, ordinal }]
  const townships = demoUnits
    .filter(({ kind }) => kind !== 'street')
    .map(({ name }) => ({ congressId: units.get(name)!, ordinal: 19 }))
  const running = { startOn: termFrom(today), endOn: termUntil(today) }
  const past = {
    congresses: district(17),
    startOn: `${Number(today.slice(0, 4)) - 10}-11-25`,
    endOn: addDays(termFrom(today), -1),
  }
  await made(store, register, past, administrator(today))
  await made(store, register, { congresses: district(18), ...running }, administrator(today))
  await made(store, register, { congresses: townships, ...running }, administrator(today))
}

/** Units whose quarters are still to be closed. */
const BEHIND = ['柳荫镇', '三泉镇', '古花乡']

/** 东堤街道’s deputies are looking at their points of the last quarter; 书院街道 publishes it today. */
const isBehind = (name: string, back: number) =>
  BEHIND.includes(name) || (back === 1 && ['东堤街道', '书院街道'].includes(name))

async function seatDeputies(store: Store, of: Of, count: number, awkward: boolean): Promise<string[]> {
  const today = dayOf(Date.now())
  const mandates: string[] = []
  let electoralDistrictId = ''
  for (let n = 0; n < count; n++) {
    if (n % 3 === 0) {
      const district = { ...of, name: `第${n / 3 + 1}选区`, seats: 3 }
      electoralDistrictId = await made(store, drawDistrict, district, administrator(today))
    }
    const name = awkward && n < AWKWARD_NAMES.length ? AWKWARD_NAMES[n]! : inventName(pick)
    // The last one of a street came in a by-election.
    const term =
      awkward && n === count - 1
        ? ({ startOn: `${yearOf(addQuarters(quarterOf(today), -2))}-01-20`, ground: 'by_election' } as const)
        : ({ startOn: termFrom(today), ground: 'general_election' } as const)
    const mandate = {
      ...of,
      name,
      electoralDistrictId,
      endOn: termUntil(today),
      ...term,
      namesake: true,
    }
    mandates.push(await made(store, begin, mandate, administrator(today)))
  }
  return mandates
}

/** Activities with attendance and entries of single deputies, on days that have been. */
async function fillQuarter(store: Store, of: Of, mandates: string[], quarter: string, today: string): Promise<void> {
  const { firstOn, lastOn } = quarterDays(quarter)
  const until = lastOn < today ? lastOn : today
  for (const { title, itemCode } of ACTIVITIES) {
    const occurredOn = addDays(firstOn, pick(88))
    if (occurredOn > until) continue
    const attendance = mandates.map((mandateId) => ({ mandateId, presence: presence(itemCode) }))
    await made(store, hold, { ...of, title, itemCode, occurredOn, attendance }, commission(until))
  }
  for (const mandateId of mandates) {
    for (const { itemCode, note } of ENTRIES) {
      const occurredOn = addDays(firstOn, pick(88))
      if (occurredOn > until || pick(3) === 0) continue
      await made(store, record, { ...of, mandateId, itemCode, occurredOn, note }, commission(until))
    }
  }
}

/** The quarters of the year under way before those that are filled day by day. */
function earlierQuarters(today: string): string[] {
  const first = addQuarters(quarterOf(today), -2)
  return [1, 2, 3, 4].map((n) => `${yearOf(first)}Q${n}`).filter((quarter) => quarter < first)
}

/** Group activities and an inspection, so that nobody owes what a whole district did not do. */
async function fillEarlier(store: Store, of: Of, mandates: readonly string[], quarter: string): Promise<void> {
  const { firstOn, lastOn } = quarterDays(quarter)
  for (const { title, itemCode } of ACTIVITIES.slice(0, 2)) {
    const attendance = mandates.map((mandateId) => ({ mandateId, presence: presence(itemCode) }))
    const occurredOn = addDays(firstOn, 30 + rare(50))
    await made(store, hold, { ...of, title, itemCode, occurredOn, attendance }, commission(lastOn))
  }
}

/** Almost everybody comes to what everybody owes. */
function presence(itemCode: string) {
  const roll = pick(20)
  if (itemCode === 'group-activity' && rare(5) > 0) return 'present' as const
  if (roll === 0) return 'absent' as const
  return roll <= 2 ? ('leave' as const) : ('present' as const)
}

async function publishQuarter(store: Store, of: Of, quarter: string): Promise<void> {
  const day = addDays(quarterDays(quarter).lastOn, 8)
  const board = { ...of, quarter }
  await made(store, closePeriod, board, commission(day))
  const settings = { objectionWorkingDays: 5, publicUntilOn: addDays(day, 365) }
  await made(store, publish, { ...board, ...settings }, administrator(day))
}

/** One report that waits for the street, and one it sent back. */
async function leaveReports(store: Store, of: Of, today: string): Promise<void> {
  const [first, second, third] = (
    await store.read([
      {
        sql: 'select mandateId from mandate_unit where unitId = ? order by mandateId limit 3',
        parameters: [of.unitId],
      },
    ])
  )[0] as [{ mandateId: string }, { mandateId: string }, { mandateId: string }]
  const attendance = [first, second, third].map(({ mandateId }) => ({ mandateId, presence: 'present' as const }))
  const { firstOn } = quarterDays(quarterOf(today))
  const activity = { ...of, itemCode: 'inspection', occurredOn: firstOn, attendance }
  await made(store, report, { ...activity, title: '区级重点项目视察' }, workingBody(today))
  const activityId = await made(store, report, { ...activity, title: '污水处理厂调研' }, workingBody(today))
  const back = { ...of, activityId, occurredOn: firstOn, reason: '签到表缺一页，请补齐后再报' }
  await made(store, sendBack, back, commission(today))
}
