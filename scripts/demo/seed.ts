import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { D1Database, R2Bucket } from '@cloudflare/workers-types'
import { issue } from '@jiceng/core/api-key/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { addDays, dayOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { confirmTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { accept, invite, inviteToSlips } from '@jiceng/core/members/commands'
import { appoint, verify } from '@jiceng/core/operator/commands'
import { memoryStore } from '@jiceng/core/testing'
import { ensureAccount } from '@jiceng/workers/account'
import { envOf, type Bindings, type Env } from '@jiceng/workers/env'
import { ctxOf } from '@jiceng/workers/http/context'
import { directoryStore, openDatabase, writeFirstRows } from '@jiceng/workers/opening'
import { localSecret } from '../lib/local.ts'
import { accountAddress } from '@jiceng/core/members/schema'
import { DEMO_PASSWORD, demoAccounts, demoDeputy, demoNewcomer, demoOperator } from './accounts.ts'
import { noticeBoardPhoto } from './photo.ts'
import { filePapers } from './papers.ts'
import { copyTables } from './bulk.ts'
import { must } from './clerk.ts'
import { decide } from './decisions.ts'
import { fillDistrict } from './district.ts'
import { openHall } from './hall.ts'
import { raiseOpinions } from './opinions.ts'
import { changeSessions, holdSessions, settleRolls } from './sessions.ts'
import { publishTerm, publishYear } from './year.ts'
import { addTroubles } from './trouble.ts'

// The demo: an invented district, made through the product's own commands under a moved clock.

type District = { id: string; slug: string; name: string; areaCode: string; slot: number }
const QINGHE: District = { id: 'demo:qinghe', slug: 'qinghe', name: '青禾区', areaCode: '500199', slot: 1 }
const BAISHI: District = { id: 'demo:baishi', slug: 'baishi', name: '白石区', areaCode: '500198', slot: 2 }

const PHOTO = { id: 'demo:photo', mediaType: 'image/png' } as const

const SLOT_COUNT = 12
const CONNECTION_TRIES = 10
const CONNECTION_PAUSE_MS = 200

export async function seedDemo(
  databases: Record<string, D1Database>,
  bucket: R2Bucket,
  say: (text: string) => void
): Promise<void> {
  const bindings = { ...databases, FILES: bucket, ENVIRONMENT: 'local', AUTH_SECRET: localSecret(), SLOT_COUNT }
  const env = envOf(bindings as unknown as Bindings)
  const known = await env.directory.prepare('select 1 from tenant where slug = ?').bind(QINGHE.slug).first()
  if (known) return
  say('Making the demo districts (演示数据)')
  const today = dayOf(Date.now())
  const directory = directoryStore(env)
  await signUp(env, directory, QINGHE, demoAccounts[0])
  // The district's commands run on a database in memory and their rows are copied: the same events and
  // rows as one by one on D1, in seconds instead of minutes.
  const { database, store } = memoryStore('tenant', QINGHE.id)
  // It came a year ago: its last whole year is on an annual board.
  await writeFirstRows(store, { ...QINGHE, signedUpOn: addDays(today, -365) })
  const units = await fillDistrict(store)
  await publishYear(store, today)
  await publishTerm(store, today)
  await holdSessions(store, units, today)
  await changeSessions(store, units, today)
  await settleRolls(store, units, today)
  await raiseOpinions(store, units, today)
  const papers = await filePapers(store, today)
  await decide(store, units, today)
  const bytes = noticeBoardPhoto()
  const photo = { ...PHOTO, hash: createHash('sha256').update(bytes).digest('hex'), byteCount: bytes.length }
  const deputyId = await addTroubles(store, units, today, photo)
  papers.push(await openHall(store, units, today))
  await reconnected(env.directory)
  await copyTables(database, env.slot(QINGHE.slot))
  await env.files.put(QINGHE.id, photo, bytes)
  for (const paper of papers) await env.files.put(QINGHE.id, paper.file, paper.bytes)
  await openDatabase(env, { ...QINGHE, signedUpOn: today })
  await inviteColleagues(env, directory, units)
  await inviteDeputy(env, directory, units, deputyId)
  await issueApiKey(directory, today)
  await verifyDistrict(env, directory)
  await signUp(env, directory, BAISHI, demoNewcomer)
  await openDatabase(env, { ...BAISHI, signedUpOn: today })
}

/** The proxy to D1 closes connections that were idle, and this process learns of it only by asking. */
async function reconnected(database: D1Database): Promise<void> {
  for (let tries = 1; ; tries++) {
    await setTimeout(CONNECTION_PAUSE_MS)
    try {
      await database.prepare('select 1').first()
      return
    } catch (error) {
      if (tries === CONNECTION_TRIES) throw error
    }
  }
}

const platform = { origin: 'http://127.0.0.1', slotCount: SLOT_COUNT, isLive: false, receiver: null }

async function account(env: Env, name: string, address: string): Promise<string> {
  const userId = await ensureAccount(env.directory, { email: address, name, password: DEMO_PASSWORD })
  if (userId === null) throw new Error(`the demo account ${address} has another password; npm run reset`)
  return userId
}

type Applicant = { name: string; account: string }

async function signUp(env: Env, directory: Store, district: District, applicant: Applicant): Promise<void> {
  const { id, slug, name, areaCode } = district
  const userId = await account(env, applicant.name, applicant.account)
  const application = { slug, areaCode, name, applicantName: applicant.name, email: applicant.account }
  await must(directory, signUpTenant, application, ctxOf({ kind: 'visitor' }, id, platform))
  const confirmed = ctxOf({ kind: 'applicant', id, name: applicant.name }, `${id}:confirm`, platform)
  await must(directory, confirmTenant, { tenantId: id, slug, userId }, confirmed)
}

/** The demo district is live; its operator has an account too. */
async function verifyDistrict(env: Env, directory: Store): Promise<void> {
  const userId = await account(env, demoOperator.name, demoOperator.account)
  await must(directory, appoint, { userId }, ctxOf({ kind: 'system', id: 'demo' }, `${QINGHE.id}:operator`))
  const operator: Actor = { kind: 'operator', id: userId, name: demoOperator.name }
  const letter = { letterNumber: '青禾人办函〔2026〕1号', letterOn: dayOf(Date.now()) }
  const input = { tenantId: QINGHE.id, areaCode: QINGHE.areaCode, ...letter }
  await must(directory, verify, input, ctxOf(operator, `${QINGHE.id}:verify`))
}

const inviting: Actor = {
  kind: 'member',
  id: `${QINGHE.id}:confirm`,
  name: demoAccounts[0].name,
  roles: demoAccounts[0].roles,
  unitId: null,
}

async function inviteColleagues(env: Env, directory: Store, units: ReadonlyMap<string, string>): Promise<void> {
  const [, ...others] = demoAccounts
  for (const { key, name, roles, unit, account: address } of others) {
    const id = `${QINGHE.id}:invite:${key}`
    const unitId = unit === null ? null : units.get(unit)!
    const asked = { tenantId: QINGHE.id, slug: QINGHE.slug, name, account: address, roles, unitId }
    await must(directory, invite, asked, ctxOf(inviting, id, platform))
    await join(env, directory, { id, key, name, account: address })
  }
}

/** The office's own system reads who sits for which unit. Nobody has the key: it was shown once. */
async function issueApiKey(directory: Store, today: string): Promise<void> {
  const may = { permissions: ['unit.list', 'unit.deputies'], unitId: null, lastOn: addDays(today, 180) }
  const asked = { tenantId: QINGHE.id, name: '机关办公系统', ...may }
  await must(directory, issue, asked, ctxOf(inviting, `${QINGHE.id}:key`, platform))
}

/** By the slip that the deputy's unit office would print. */
async function inviteDeputy(env: Env, directory: Store, units: ReadonlyMap<string, string>, personId: string) {
  const { name, account, unit } = demoDeputy
  const id = `${QINGHE.id}:invite:deputy`
  const place = { tenantId: QINGHE.id, slug: QINGHE.slug, unitId: units.get(unit)! }
  const asked = { ...place, deputies: [{ personId, name, mobile: null }] }
  await must(directory, inviteToSlips, asked, ctxOf(inviting, id, platform))
  await join(env, directory, { id: `${id}:0`, key: 'deputy', name, account })
}

type Invited = { id: string; key: string; name: string; account: string }

async function join(env: Env, directory: Store, { id, key, name, account: address }: Invited): Promise<void> {
  const userId = await account(env, name, accountAddress(address, QINGHE.slug))
  const joining = { invitationId: id, tenantId: QINGHE.id, userId }
  await must(directory, accept, joining, ctxOf({ kind: 'applicant', id, name }, `${QINGHE.id}:member:${key}`))
}
