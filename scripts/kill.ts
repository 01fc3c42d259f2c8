import { cpSync, rmSync } from 'node:fs'
import { addQuarters, dayOf, quarterOf } from '@jiceng/core/kernel/calendar'
import { demoAccounts } from './demo/accounts.ts'
import { writeFigures } from './lib/figures.ts'
import { E2E_STATE, root } from './lib/local.ts'
import { databaseOf, missing, totalsThatDiffer, unfinishedNotices } from './lib/killed-state.ts'
import { newId, signedIn, startServer, withKey, type Client } from './lib/killed-server.ts'

// usage: node scripts/kill.ts [kills | --short] — the whole local server killed in mid-load and started again on its
// state, ten times: what was acknowledged is there, nothing is torn, and every approved notice comes to an end. With
// --short once, on a copy of what scripts/test.ts prepared for the journeys; it writes no figures.

const COMMAND = 'node scripts/kill.ts'
const SHORT = process.argv[2] === '--short'
const KILLS = SHORT ? 1 : Number(process.argv[2] ?? 10)
/** A blow before anything was approved shows nothing of notices: then there is another, up to here. */
const KILLS_MAX = Math.max(KILLS, 5)
const PORT = '8798'
const STATE = '.wrangler/kill'
const SLUG = 'qinghe'
const WRITERS = 6
/** Between two writes of one: a key may ask 300 times a minute, and writes for a part of it only. */
const PAUSE_MS = 50
/** After the load began; drawn anew each time, so that the blow falls elsewhere. */
const KILL_AFTER_MS = { least: 1500, most: 3500 }
const SETTLED_WITHIN_MS = 120_000

type Write = { by: Client; path: string; body: { commandId: string } & Record<string, unknown> }

const today = dayOf(Date.now())
const board = addQuarters(quarterOf(today), -1)
rmSync(`${root}${STATE}`, { recursive: true, force: true })
if (SHORT) cpSync(`${root}${E2E_STATE}`, `${root}${STATE}`, { recursive: true })

let server = await startServer(PORT, STATE)
const [administrator, commission] = [await account('zhang'), await account('he')]
const place = await prepare(administrator)
// Each with a key: two accounts would soon write as often as an account may in a minute.
const writers = await Promise.all(
  Array.from({ length: WRITERS }, (_, n) => withKey(PORT, SLUG, administrator, `考勤终端${n + 1}`, 'points.record'))
)
const acknowledged: Write[] = []
const unanswered: Write[] = []
const approved: string[] = []
let torn = 0
let lost = 0
for (let kill = 1; kill <= KILLS || (approved.length === 0 && kill <= KILLS_MAX); kill++) {
  const [before, inFlight] = [acknowledged.length, unanswered.length]
  await loadAndKill()
  const database = databaseOf(STATE, '青禾区')
  lost += missing(
    database,
    acknowledged.map(({ body }) => body.commandId)
  ).length
  torn += totalsThatDiffer(database)
  database.close()
  server = await startServer(PORT, STATE)
  // Whoever got no answer asks again, and whoever got one gets the same.
  for (const write of [...unanswered.slice(inFlight), ...acknowledged.slice(before, before + 3)]) {
    if ((await againWhenAllowed(write)) !== 201) torn++
  }
  console.log(`kill ${kill}: ${acknowledged.length - before} acknowledged, ${unanswered.length - inFlight} unanswered`)
}
const open = await settled()
server.kill()

if (!SHORT) await record()
process.exit(lost + torn + open === 0 && approved.length > 0 ? 0 : 1)

async function record(): Promise<void> {
  const figure = (name: string, value: number, unit: string, target: string) => ({ name, value, unit, target })
  await writeFigures('kill.json', COMMAND, [
    figure('kills', KILLS, 'kills', ''),
    figure('acknowledged-writes', acknowledged.length, 'writes', ''),
    figure('acknowledged-writes-lost', lost, 'writes', '0'),
    figure('unanswered-writes', unanswered.length, 'writes', ''),
    figure('torn-states', torn, 'writes or totals', '0'),
    figure('notices-approved', approved.length, 'notices', ''),
    figure('notices-without-outcome', open, 'notices', '0'),
  ])
}

function account(key: string): Promise<Client> {
  return signedIn(PORT, SLUG, demoAccounts.find((one) => one.key === key)!.account)
}

/** A unit with a published board, and an employer of its first deputy that takes webhooks on this machine. */
async function prepare(zhang: Client) {
  type Units = { units: { id: string; name: string }[] }
  type Totals = { rows: { mandateId: string }[] }
  const { units } = (await zhang.get('/units')) as Units
  const unit = units.find(({ name }) => name === '北桥街道')!
  const at = `/units/${unit.id}/district`
  const { rows } = (await zhang.get(`${at}/quarters/${quarterOf(today)}/totals`)) as Totals
  const mandateIds = rows.map(({ mandateId }) => mandateId)
  const employer = { commandId: newId(), kind: 'employer', name: '青禾区自来水厂' }
  await zhang.must('/recipients', employer)
  const recipientId = employer.commandId
  const attached = { commandId: newId(), mandateId: mandateIds[0], unitId: unit.id, level: 'district' }
  await zhang.must(`/recipients/${recipientId}/mandates`, attached)
  const url = `http://127.0.0.1:${PORT}/api/local/receiver/kill`
  const registered = { commandId: newId(), url }
  const { secret } = (await zhang.must(`/recipients/${recipientId}/endpoints`, registered)) as { secret: string }
  await zhang.outside('/local/receiver/kill/settings', { secret, mode: 'ok' })
  const endpoint = `/recipients/${recipientId}/endpoints/${registered.commandId}`
  await zhang.must(`${endpoint}/challenges`, { commandId: newId() })
  await zhang.outside('/local/tick', {})
  return { at, mandateIds, recipientId }
}

/** Entries from several hands, and a circular proposed and approved, until the blow. */
async function loadAndKill(): Promise<void> {
  const { least, most } = KILL_AFTER_MS
  let alive = true
  const writing = writers.map(async (by) => {
    for (; alive; await later(PAUSE_MS)) {
      const mandateId = place.mandateIds[Math.floor(Math.random() * place.mandateIds.length)]
      const entry = { mandateId, itemCode: 'survey', occurredOn: today, note: '' }
      await attempt({ by, path: `${place.at}/point-entries`, body: { commandId: newId(), ...entry } })
    }
  })
  const telling = tell()
  // A single blow waits until there is a notice whose fate it may decide; of ten, most fall after one.
  if (SHORT) await Promise.race([telling, later(SETTLED_WITHIN_MS)])
  await later(least + Math.random() * (most - least))
  server.kill()
  alive = false
  await Promise.all([...writing, telling])
}

function later(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

async function attempt(write: Write): Promise<boolean> {
  const answer = await write.by.post(write.path, write.body).catch(() => null)
  if (answer?.status === 201) acknowledged.push(write)
  // Refused is answered; what broke off is not.
  else if (answer === null || answer.status >= 500) unanswered.push(write)
  return answer?.status === 201
}

/** Asked again; whoever has asked too often comes back when they are told to. */
async function againWhenAllowed(write: Write): Promise<number> {
  for (;;) {
    const { status, headers } = await write.by.post(write.path, write.body)
    if (status !== 429) return status
    await later(Number(headers.get('retry-after')) * 1000)
  }
}

async function tell(): Promise<void> {
  const [circularId, at] = [newId(), `${place.at}/quarters/${board}/circulars`]
  const content = {
    ...{ revision: 1, recipientIds: [place.recipientId], electoralDistrictIds: [], title: '履职情况通报' },
    ...{ reason: '便于单位保障代表执行职务的时间', basis: '《代表法》第四十条' },
  }
  if (!(await attempt({ by: commission, path: at, body: { commandId: circularId, ...content } }))) return
  const approval = { commandId: newId(), edition: 1, recipientIds: [place.recipientId] }
  if (await attempt({ by: administrator, path: `${at}/${circularId}/approval`, body: approval }))
    approved.push(circularId)
}

/** Turns the clock until every notice has an outcome; answers how many have none. */
async function settled(): Promise<number> {
  const end = Date.now() + SETTLED_WITHIN_MS
  for (;;) {
    await administrator.outside('/local/tick', {})
    const database = databaseOf(STATE, '青禾区')
    const open = unfinishedNotices(database, approved)
    database.close()
    if (open === 0 || Date.now() > end) return open
    await later(2000)
  }
}
