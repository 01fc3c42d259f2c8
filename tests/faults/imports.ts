import { apply, discard, reverseImport } from '@jiceng/core/imports/commands'
import { testWorld } from '@jiceng/core/testing'
import { DEPUTIES, DISTRICTS, ENTRIES, inputOf, OPENINGS, sheet, staged, UNITS } from '@jiceng/core/testing-import'
import { TERM, TODAY, type Builder } from './world.ts'

const { commission } = testWorld()
/** After the year that is published whole: it stays as it was. */
const SINCE = '2026-01-05'

/** Files at every step of their way: entries of a deputy who is new, and a whole town with what its deputy had before. */
export async function imports({ must, can, store }: Builder): Promise<void> {
  const id = (n: number) => `01890000-0000-7000-8000-00000000000${n}`
  const deputy = (name: string, district: string) => [
    ...['', name, '北桥街道', '区县级', district, SINCE, TERM.endOn, ''],
  ]
  const entry = (name: string) => ['', name, '北桥街道', '区县级', '', '', '2026-10-15', 'inspection', '']
  const brought = (n: number, name: string, district: string) => {
    const sheets = [sheet('代表', DEPUTIES, deputy(name, district)), sheet('积分登记', ENTRIES, entry(name))]
    return staged(store, sheets, TODAY, null, id(n))
  }
  await must(apply, await brought(1, '高远', '第3选区'), commission)
  can(reverseImport, await inputOf(store, id(1)), commission)
  const whole = [
    sheet('街镇', UNITS, ['云岭镇', '镇']),
    sheet('选区', DISTRICTS, ['云岭镇', '区县级', '云岭第1选区', '2']),
    sheet('用人单位', ['单位名称'], ['云岭茶厂']),
    sheet('代表', DEPUTIES, ['', '康宁', '云岭镇', '区县级', '云岭第1选区', SINCE, TERM.endOn, '']),
    sheet('期初积分', OPENINGS, ['', '康宁', '', '', '', '', '2026Q3', 'survey', '4.5', '区登记册第12页']),
  ]
  await must(apply, await staged(store, whole, TODAY, null, id(4)), commission)
  can(reverseImport, await inputOf(store, id(4)), commission, 'with places, employers and opening points')
  can(apply, await brought(2, '白露', '第3选区'), commission)
  await brought(3, '夏至', '第3选区')
  can(discard, { jobId: id(3) }, commission)
}
