import { addQuarters, quarterOf, yearOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { publishRuleSet } from '@jiceng/core/points/commands'
import { presetRuleSet } from '@jiceng/core/points/preset'
import { administrator, commission, made } from './clerk.ts'

// The rules of the demo district: the preset until its last whole year, a line of the year since, and the next version.

/** A group activity a quarter is everybody's (重庆代表法办法 24, in the preset); under 35 points a year somebody is listed. */
const withLine = (fromQuarter: string) => ({ ...presetRuleSet(fromQuarter), lineHundredths: 3500 })

/** Decided before the year that is under way, as every change of the rules. */
export async function setLine(store: Store, today: string): Promise<void> {
  const year = yearOf(addQuarters(quarterOf(today), -2))
  const reason = '主任会议意见：全年积分低于35分的，由代表工委了解情况'
  await made(
    store,
    publishRuleSet,
    { ...withLine(`${year}Q1`), version: 2, reason },
    commission(`${Number(year) - 1}-12-18`)
  )
}

/** What comes next quarter: receiving voters gives more. */
export async function changeRules(store: Store, today: string): Promise<void> {
  const next = withLine(addQuarters(quarterOf(today), 1))
  const items = next.items.map((item) => (item.code === 'voter-reception' ? { ...item, hundredths: 250 } : item))
  const reason = `${today.slice(0, 4)}年代表工作座谈会意见：接待选民更应鼓励`
  await made(store, publishRuleSet, { ...next, version: 3, items, reason }, administrator(today))
}
