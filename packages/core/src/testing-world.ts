import type { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { publishedCalendars } from './calendar/published.ts'
import { publishWorkCalendar } from './calendar/commands.ts'
import type { Actor } from './kernel/actor.ts'
import { run, type Command, type Queries } from './kernel/command.ts'
import type { Fact } from './kernel/event.ts'
import { begin, drawDistrict, establish, openDistrict } from './people/commands.ts'
import type { Level } from './people/schema.ts'
import { publishRuleSet } from './points/commands.ts'
import { presetRuleSet } from './points/preset.ts'
import type { RuleSet } from './points/rules.ts'
import { setBoardSettings } from './self-check/commands.ts'
import { memoryStore, replay, testWorld } from './testing.ts'

type Given = { today?: string; ruleSets?: readonly RuleSet[]; selfCheckWorkingDays?: number }

/** An opened district with the preset rules, and `must` to run a command that has to succeed. */
export async function openedDistrict({
  today = '2026-10-08',
  ruleSets = [presetRuleSet('2025Q1')],
  selfCheckWorkingDays = 0,
}: Given = {}) {
  const { store, database } = memoryStore()
  const world = testWorld(today)
  async function must<I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor = world.administrator) {
    const result = await run(store, spec, input, world.ctx(actor))
    expect(result, spec.name).toMatchObject({ ok: true })
    return result.ok ? result.value : ([] as Fact[])
  }
  await must(openDistrict, { id: 'qinghe', name: '青禾区', areaCode: '500199' }, world.system)
  for (const ruleSet of ruleSets) await must(publishRuleSet, ruleSet, world.system)
  for (const calendar of publishedCalendars) {
    await must(
      publishWorkCalendar,
      { ...calendar, holidays: [...calendar.holidays], workdays: [...calendar.workdays] },
      world.system
    )
  }
  await must(setBoardSettings, { selfCheckWorkingDays })
  return { store, database, must, ...world }
}

/** … with one street and `count` district deputies, three to an electoral district. */
export async function districtWithDeputies({ count = 3, ...given }: Given & { count?: number } = {}) {
  const district = await openedDistrict(given)
  const { must } = district
  const [unit] = await must(establish, { kind: 'street', name: '北桥街道' })
  const of = { unitId: unit!.commandId, level: 'district' as Level }
  const seats: string[] = []
  for (let n = 0; n < Math.ceil(count / 3); n++) {
    const [drawn] = await must(drawDistrict, { ...of, name: `第${n + 1}选区`, seats: 3 })
    seats.push(drawn!.commandId)
  }
  const mandates: string[] = []
  for (let n = 0; n < count; n++) {
    const [begun] = await must(begin, {
      ...of,
      name: NAMES[n % NAMES.length]!,
      electoralDistrictId: seats[Math.floor(n / 3)]!,
      startOn: '2021-11-20',
      endOn: '2026-12-31',
      ground: 'general_election',
      namesake: true,
    })
    mandates.push(begun!.commandId)
  }
  return { ...district, of, mandates, seats }
}

const NAMES = ['陈静', '丁文博', '马晓岚', '王素梅', '𠮷野禾', '阿依努尔·买买提']

/** All events of one database written into the empty tables of another. */
export async function replayed(database: DatabaseSync) {
  const fresh = memoryStore()
  await replay(database, fresh.store)
  return fresh.database
}
