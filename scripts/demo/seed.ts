import type { D1Database } from '@cloudflare/workers-types'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { addDays, addQuarters, dayOf, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import { run, type Command, type Ctx, type Queries } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import type { UnitKind } from '@jiceng/core/people/schema'
import { record } from '@jiceng/core/points/commands'
import { confirmTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { memoryStore } from '@jiceng/core/testing'
import { ensureAccount } from '@jiceng/workers/account'
import { envOf, type Bindings } from '@jiceng/workers/env'
import { ctxOf } from '@jiceng/workers/http/context'
import { directoryStore, openDatabase, writeFirstRows } from '@jiceng/workers/opening'
import { localSecret } from '../lib/local.ts'
import { DEMO_PASSWORD, demoAccounts } from './accounts.ts'
import { copyTables } from './bulk.ts'
import { AWKWARD_NAMES, chance, inventName } from './names.ts'

// The demo: an invented district, made through the product's own commands under a moved clock.

const SLUG = 'qinghe'
const UNITS: { kind: UnitKind; name: string; deputies: number }[] = [
  { kind: 'street', name: '北桥街道', deputies: 26 },
  { kind: 'street', name: '石门街道', deputies: 24 },
  { kind: 'town', name: '柳荫镇', deputies: 15 },
]
const NOTES: Record<string, string[]> = {
  inspection: ['老旧小区加装电梯视察', '养老服务条例执法检查', '石门片区公交接驳调研'],
  'group-activity': ['第一代表小组活动', '代表小组走访企业'],
  suggestion: ['关于优化公交接驳的建议', '关于增设社区食堂的建议'],
  'voter-reception': ['代表之家接待选民，接待7人次'],
  training: ['区委党校代表专题班'],
  survey: ['区城市管理局工作评议问卷'],
}
const ENTRIES_A_QUARTER = 5

export async function seedDemo(databases: Record<string, D1Database>, say: (text: string) => void): Promise<void> {
  const bindings = { ...databases, ENVIRONMENT: 'local', AUTH_SECRET: localSecret(), SLOT_COUNT: 12 }
  const env = envOf(bindings as unknown as Bindings)
  const known = await env.directory.prepare('select 1 from tenant where slug = ?').bind(SLUG).first()
  if (known) return
  say('Making the demo district (演示数据)')
  await openDemo(bindings as unknown as Bindings)
}

async function openDemo(bindings: Bindings) {
  const env = envOf(bindings)
  const [account] = demoAccounts
  const id = 'demo:qinghe'
  const today = dayOf(Date.now())
  const store = directoryStore(env)
  const platform = { origin: 'http://127.0.0.1', slotCount: env.SLOT_COUNT }
  const userId = await ensureAccount(env.directory, { ...account, password: DEMO_PASSWORD })
  if (userId === null) throw new Error('the demo account exists with another password; npm run reset')
  const applicant = { areaCode: '500199', name: '青禾区', applicantName: account.name, email: account.email }
  await must(store, signUpTenant, { slug: SLUG, ...applicant }, ctxOf({ kind: 'visitor' }, id, platform))
  const actor: Actor = { kind: 'applicant', id, name: account.name }
  const confirmed = ctxOf(actor, `${id}:confirm`, platform)
  await must(store, confirmTenant, { tenantId: id, slug: SLUG, userId }, confirmed)
  const opening = { id, name: '青禾区', areaCode: '500199', slot: 1, signedUpOn: today }
  // The commands run on a database in memory and their rows are copied: the same events and rows as
  // one by one on D1, in seconds instead of minutes.
  const { database, store: memory } = memoryStore('tenant', id)
  await writeFirstRows(memory, opening)
  await fillDistrict(memory)
  await copyTables(database, env.slot(opening.slot))
  await openDatabase(env, opening)
}

/** Units, electoral districts, deputies, two quarters on their boards and a third under way. */
async function fillDistrict(store: Store): Promise<void> {
  const pick = chance(2026)
  const today = dayOf(Date.now())
  const quarter = quarterOf(today)
  for (const { kind, name, deputies } of UNITS) {
    const unitId = await made(store, establish, { kind, name }, clerk(today))
    const of = { unitId, level: 'district' as const }
    const mandates: string[] = []
    for (let n = 0; n < deputies; n++) {
      const electoralDistrictId =
        n % 3 === 0
          ? await made(store, drawDistrict, { ...of, name: `第${n / 3 + 1}选区`, seats: 3 }, clerk(today))
          : lastDistrict
      lastDistrict = electoralDistrictId
      const person = n < AWKWARD_NAMES.length && kind === 'street' ? AWKWARD_NAMES[n]! : inventName(pick)
      const mandate = { ...of, name: person, electoralDistrictId, startOn: '2021-11-20', endOn: '2027-01-31' }
      mandates.push(await made(store, begin, { ...mandate, ground: 'general_election' }, clerk(today)))
    }
    for (const back of [2, 1, 0]) {
      const { firstOn, lastOn } = quarterDays(addQuarters(quarter, -back))
      const until = lastOn < today ? lastOn : today
      for (const mandateId of mandates) {
        for (let n = 0; n < ENTRIES_A_QUARTER; n++) {
          const items = Object.keys(NOTES)
          const itemCode = items[pick(items.length)]!
          const occurredOn = addDays(firstOn, pick(90))
          if (occurredOn > until) continue
          const note = NOTES[itemCode]![pick(NOTES[itemCode]!.length)]!
          await made(store, record, { ...of, mandateId, itemCode, occurredOn, note }, clerk(until))
        }
      }
      if (back > 0 && name !== '柳荫镇') {
        const board = { ...of, quarter: addQuarters(quarter, -back) }
        const day = addDays(lastOn, 8)
        await made(store, closePeriod, board, clerk(day))
        const settings = { objectionWorkingDays: 5, publicUntilOn: addDays(day, 365) }
        await made(store, publish, { ...board, ...settings }, clerk(day))
      }
    }
  }
}

let lastDistrict = ''
let count = 0

/** A context whose clock stands at noon of `day`. */
function clerk(day: string): Ctx {
  const actor: Actor = {
    kind: 'member',
    id: 'demo:luomin',
    name: '罗敏',
    roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
    unitId: null,
  }
  return { ...ctxOf(actor, `demo:${++count}`), today: day, now: `${day}T04:00:00.000Z` }
}

async function must<I, Q extends Queries>(store: Store, spec: Command<I, Q>, input: I, ctx: Ctx) {
  const result = await run(store, spec, input, ctx)
  if (!result.ok) throw new Error(`demo: ${spec.name}: ${result.problem.code} ${result.problem.title.en}`)
  return result.value
}

/** Runs a command that has to succeed and answers the id of what it made. */
const made = async <I, Q extends Queries>(store: Store, spec: Command<I, Q>, input: I, ctx: Ctx): Promise<string> =>
  (await must(store, spec, input, ctx))[0]!.commandId
