import { publishWorkCalendar } from '@jiceng/core/calendar/commands'
import { publishedCalendars } from '@jiceng/core/calendar/published'
import { begin, drawDistrict, establish, openDistrict } from '@jiceng/core/people/commands'
import { setBoardSettings } from '@jiceng/core/self-check/commands'
import { testWorld } from '@jiceng/core/testing'
import { DISTRICT, worldOf, type World } from '../faults/world.ts'

// A small district without rules and without entries, in which orders of entries are tried.

const { administrator, system } = testWorld()

/** Who sits: the whole of 2026, from within it, and until within it. */
export const TERMS = [
  { name: '陈静', ground: 'general_election', startOn: '2021-11-20', endOn: '2026-12-31' },
  { name: '丁文博', ground: 'by_election', startOn: '2026-05-20', endOn: '2026-12-31' },
  { name: '马晓岚', ground: 'general_election', startOn: '2021-11-20', endOn: '2026-08-31' },
] as const

/** A day of each quarter. */
export const DAYS = ['2025-11-05', '2026-02-11', '2026-05-25', '2026-08-03', '2026-10-12'] as const

export const seatedOn = (day: string): number[] =>
  TERMS.flatMap(({ startOn, endOn }, index) => (startOn <= day && day <= endOn ? [index] : []))

export type Electorate = { world: World; of: { unitId: string; level: 'district' }; mandates: string[] }

export async function electorate(): Promise<Electorate> {
  const of = { unitId: '', level: 'district' as const }
  const mandates: string[] = []
  const world = await worldOf('tenant', async ({ must }) => {
    await must(openDistrict, { id: DISTRICT, name: '青禾区', areaCode: '500199' }, system)
    for (const { year, holidays, workdays } of publishedCalendars) {
      await must(publishWorkCalendar, { year, holidays: [...holidays], workdays: [...workdays] }, system)
    }
    await must(setBoardSettings, { selfCheckWorkingDays: 0 }, administrator)
    of.unitId = await must(establish, { kind: 'street', name: '北桥街道' }, administrator)
    const electoralDistrictId = await must(drawDistrict, { ...of, name: '第1选区', seats: 3 }, administrator)
    for (const term of TERMS) mandates.push(await must(begin, { ...of, ...term, electoralDistrictId }, administrator))
  })
  return { world, of, mandates }
}
