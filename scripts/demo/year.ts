import { hold } from '@jiceng/core/activity/commands'
import { prepareYear, publishYear as publishAnnual } from '@jiceng/core/annual-board/commands'
import type { AnnualBoard } from '@jiceng/core/annual-board/schema'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import { addDays, addQuarters, quarterDays, quarterOf, yearOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import type { UnitLevel } from '@jiceng/core/people/schema'
import { administrator, commission, made } from './clerk.ts'
import { chance } from './names.ts'

// The last year that is whole: an activity a quarter, every quarter on its board, and the year of the whole district.

const pick = chance(2025)

/** The year before the oldest quarter the demo has under way. */
const lastYear = (today: string): string => String(Number(yearOf(addQuarters(quarterOf(today), -2))) - 1)

export async function fillYear(store: Store, of: UnitLevel, mandates: readonly string[], today: string): Promise<void> {
  const year = lastYear(today)
  for (const quarter of [1, 2, 3, 4].map((n) => `${year}Q${n}`)) {
    const { firstOn, lastOn } = quarterDays(quarter)
    const attendance = mandates.map((mandateId) => ({ mandateId, presence: presence() }))
    const activity = { ...of, title: '视察重点项目', itemCode: 'inspection', occurredOn: addDays(firstOn, pick(80)) }
    await made(store, hold, { ...activity, attendance }, commission(lastOn))
    const day = addDays(lastOn, 8)
    await made(store, closePeriod, { ...of, quarter }, commission(day))
    const terms = { objectionWorkingDays: 5, publicUntilOn: addDays(day, 365) }
    await made(store, publish, { ...of, quarter, ...terms }, administrator(day))
  }
}

function presence() {
  const roll = pick(12)
  if (roll === 0) return 'absent' as const
  return roll <= 2 ? ('leave' as const) : ('present' as const)
}

/** Frozen by the commission, published by the administrator on the day of the congress. */
export async function publishYear(store: Store, today: string): Promise<void> {
  const year = Number(lastYear(today))
  const days = { frozenOn: `${year + 1}-01-12`, publishedOn: `${year + 1}-01-20` }
  await publishFrozen(store, { level: 'district', year: String(year) }, { ...days, today })
}

/** The term that runs, as far as it is on boards: while the year before this one is among them. */
export async function publishTerm(store: Store, today: string): Promise<void> {
  const year = Number(yearOf(today))
  if (Number(lastYear(today)) !== year - 1) return
  const days = { frozenOn: addDays(today, -10), publishedOn: addDays(today, -3) }
  await publishFrozen(store, { level: 'district', year: `${year - 5}-${year + 1}` }, { ...days, today })
}

type Days = { frozenOn: string; publishedOn: string; today: string }

async function publishFrozen(store: Store, of: AnnualBoard, { frozenOn, publishedOn, today }: Days): Promise<void> {
  await made(store, prepareYear, { ...of, plannedOn: publishedOn }, commission(frozenOn))
  const [[frozen]] = (await store.read([
    { sql: 'select root from annual_board where year = ?', parameters: [of.year] },
  ])) as [{ root: string }[]]
  const terms = { objectionWorkingDays: 5, publicUntilOn: addDays(today, 365) }
  await made(store, publishAnnual, { ...of, ...terms, root: frozen!.root }, administrator(publishedOn))
}
