import type { D1Database } from '@cloudflare/workers-types'
import { publishWorkCalendar } from '@jiceng/core/calendar/commands'
import { publishedCalendars } from '@jiceng/core/calendar/published'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import { openDistrict } from '@jiceng/core/people/commands'
import { publishRuleSet } from '@jiceng/core/points/commands'
import { presetRuleSet } from '@jiceng/core/points/preset'
import { openTenant } from '@jiceng/core/tenancy/commands'
import { bareD1Store, d1Store } from './d1.ts'
import type { Env } from './env.ts'
import { ctxOf, randomHex } from './http/context.ts'

export type Opening = { id: string; name: string; areaCode: string; slot: number; signedUpOn: string }

const SYSTEM = { kind: 'system', id: 'opening' } as const

export const directoryStore = (env: Env) => d1Store(env.directory, 'directory')

/**
 * Gives a district's database its identity and first rows, then tells the directory. There is no
 * transaction across two databases, so every step may be repeated: its commandId is made from the
 * tenant's id, and a door accepts no such id.
 */
export async function openDatabase(env: Env, opening: Opening): Promise<void> {
  const database = env.slot(opening.slot)
  await claim(database, opening.id)
  await writeFirstRows(d1Store(database, opening.id), opening)
  await step(directoryStore(env), opening, 'tenant', openTenant, { tenantId: opening.id })
}

/** The district, its work calendars and the preset rules: what every district starts with. */
export async function writeFirstRows(store: Store, opening: Opening): Promise<void> {
  const { id, name, areaCode, signedUpOn } = opening
  await step(store, opening, 'district', openDistrict, { id, name, areaCode })
  for (const { year, holidays, workdays } of publishedCalendars) {
    const calendar = { year, holidays: [...holidays], workdays: [...workdays] }
    await step(store, opening, `calendar-${year}`, publishWorkCalendar, calendar)
  }
  // From the previous year on, so that a district can enter what it already has on paper.
  await step(store, opening, 'rules', publishRuleSet, presetRuleSet(`${Number(signedUpOn.slice(0, 4)) - 1}Q1`))
}

async function step<I, Q extends Queries>(store: Store, { id }: Opening, name: string, spec: Command<I, Q>, input: I) {
  const result = await run(store, spec, input, ctxOf(SYSTEM, `open:${id}:${name}`))
  // A step done by an older version of this program, with other content, is done.
  if (!result.ok && result.problem.code !== 'command-id-reused') {
    throw new Error(`opening ${id}: ${name}: ${result.problem.code}`)
  }
}

/** The database takes the name of its district, once. Another's database is left as it is and refused. */
async function claim(database: D1Database, tenantId: string): Promise<void> {
  await bareD1Store(database).write([
    {
      sql: 'insert into identity (one, id, inputKey) values (1, ?, ?) on conflict do nothing',
      parameters: [tenantId, randomHex(32)],
    },
  ])
}
