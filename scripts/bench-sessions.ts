import { rmSync } from 'node:fs'
import { statementsOf } from '@jiceng/core/kernel/command'
import { dayOf } from '@jiceng/core/kernel/calendar'
import { writeFirstRows } from '@jiceng/workers/opening'
import { memoryStore } from '@jiceng/core/testing'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import { call, setSessionPattern } from '@jiceng/core/session/commands'
import { sessionMatrix } from '@jiceng/core/session/queries'
import { register } from '@jiceng/core/term/commands'
import { built } from '../tests/bench/built.ts'
import {
  comeIn,
  DEPUTIES,
  hallDistrict,
  longestLagMs,
  openDoors,
  presentIn,
  signDeputiesIn,
} from '../tests/bench/hall.ts'
import { apiWorker, prepareDistricts, started } from '../tests/bench/local.ts'
import { administrator, must } from './demo/clerk.ts'
import { copyTables } from './demo/bulk.ts'
import { migrate, openDatabases } from './lib/databases.ts'
import { writeFigures } from './lib/figures.ts'
import { root } from './lib/local.ts'

// usage: node scripts/bench-sessions.ts — a congress of 450 comes in within a minute while ten screens are open, and the year
// of 40 townships is read. Writes docs/figures/sessions.json.

const COMMAND = 'node scripts/bench-sessions.ts'
const STATE = `${root}.wrangler/bench-hall`
const MATRIX_STATE = '.wrangler/bench-matrix'
const TOWNS = 40
const QUARTERS = 4
const today = dayOf(Date.now())

async function arrivals() {
  await prepareDistricts(STATE, [hallDistrict], today)
  await signDeputiesIn(STATE)
  const server = await started(STATE, [apiWorker(await built('api', 'wrangler.toml'), [hallDistrict])])
  const api = server.urlOf('api')
  const came = await comeIn(api, await openDoors(api))
  await server.dispose()
  for (const line of new Set(came.refused)) console.error(line)
  return { lost: DEPUTIES - (await presentIn(STATE)), lagMs: Math.ceil(longestLagMs(came)) }
}

/** The district's year of 40 townships with four sessions each, as D1 counts the rows it reads. */
async function matrixRows(): Promise<number> {
  const tenant = 'bench:matrix'
  const { database, store } = memoryStore('tenant', tenant)
  await writeFirstRows(store, { id: tenant, name: '某区', areaCode: '500199', slot: 1, signedUpOn: `${year()}-01-01` })
  const term = { startOn: `${Number(year()) - 1}-01-01`, endOn: `${Number(year()) + 3}-12-31` }
  const unitIds: string[] = []
  for (let n = 1; n <= TOWNS; n++) unitIds.push(await town(`第${n}镇`))
  await must(
    store,
    register,
    { congresses: unitIds.map((congressId) => ({ congressId, ordinal: 20 })), ...term },
    now()
  )
  await must(store, setSessionPattern, { unitIds, fromYear: year(), pattern: 'quarterly' }, now())
  for (const placeId of unitIds) for (let quarter = 1; quarter <= QUARTERS; quarter++) await session(placeId, quarter)

  const open = await openDatabases(MATRIX_STATE)
  const binding = 'TENANT_0001'
  await migrate({ databases: open.databases.filter((one) => one.binding === binding), env: open.env })
  const d1 = open.env[binding]!
  await copyTables(database, d1)
  const input = { body: 'congress', year: year() } as const
  const statements = statementsOf(sessionMatrix.load(input, { of: 'district' }, now()))
  const answers = await d1.batch(statements.map(({ sql, parameters }) => d1.prepare(sql).bind(...parameters)))
  await open.dispose()
  rmSync(`${root}${MATRIX_STATE}`, { recursive: true, force: true })
  return answers.reduce((sum, { meta }) => sum + meta.rows_read, 0)

  async function town(name: string): Promise<string> {
    const [established] = await must(store, establish, { kind: 'town', name }, now())
    const of = { unitId: established!.commandId, level: 'township' as const }
    const [drawn] = await must(store, drawDistrict, { ...of, name: '第1选区', seats: 3 }, now())
    const seat = { ...of, ...term, electoralDistrictId: drawn!.commandId, ground: 'general_election' as const }
    await must(store, begin, { ...seat, name: '陈静', namesake: true }, now())
    return of.unitId
  }
  async function session(placeId: string, quarter: number): Promise<void> {
    const month = String(quarter * 3).padStart(2, '0')
    const days = {
      calledOn: `${year()}-${month}-01`,
      firstOn: `${year()}-${month}-20`,
      lastOn: `${year()}-${month}-20`,
    }
    const about = { kind: 'quarterly' as const, ordinal: quarter, proposerCount: null, venue: '礼堂' }
    await must(store, call, { placeId, body: 'congress', ...about, ...days }, administrator(days.calledOn))
  }
}

const year = (): string => today.slice(0, 4)
const now = () => administrator(`${year()}-01-01`)

for (const state of [STATE, `${root}${MATRIX_STATE}`]) rmSync(state, { recursive: true, force: true })
const rows = await matrixRows()
const { lost, lagMs } = await arrivals()
rmSync(STATE, { recursive: true, force: true })
const perCell = Math.ceil((rows / (TOWNS * QUARTERS)) * 100) / 100
console.log({ lost, lagMs, perCell })
await writeFigures('sessions.json', COMMAND, [
  { name: 'checkins-lost', value: lost, unit: `of ${DEPUTIES} who came within 60 s`, target: '0' },
  { name: 'counter-lag-ms', value: lagMs, unit: 'ms, the longest of ten screens', target: '≤ 1,000' },
  { name: 'matrix-rows-per-cell', value: perCell, unit: `rows a cell, 40 townships × 4 quarters`, target: '≤ 3' },
])
process.exitCode = lost === 0 ? 0 : 1
