import { setTimeout } from 'node:timers/promises'
import type { D1Database } from '@cloudflare/workers-types'
import type { Actor } from '@jiceng/core/kernel/actor'
import { dayOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { confirmTenant, signUpTenant } from '@jiceng/core/tenancy/commands'
import { accept, invite } from '@jiceng/core/members/commands'
import { appoint, verify } from '@jiceng/core/operator/commands'
import { memoryStore } from '@jiceng/core/testing'
import { ensureAccount } from '@jiceng/workers/account'
import { envOf, type Bindings, type Env } from '@jiceng/workers/env'
import { ctxOf } from '@jiceng/workers/http/context'
import { directoryStore, openDatabase, writeFirstRows } from '@jiceng/workers/opening'
import { localSecret } from '../lib/local.ts'
import { accountAddress } from '@jiceng/core/members/schema'
import { DEMO_PASSWORD, demoAccounts, demoOperator } from './accounts.ts'
import { copyTables } from './bulk.ts'
import { must } from './clerk.ts'
import { fillDistrict } from './district.ts'

// The demo: an invented district, made through the product's own commands under a moved clock.

const SLUG = 'qinghe'
const TENANT_ID = 'demo:qinghe'
const NAME = '青禾区'
const AREA_CODE = '500199'
const SLOT_COUNT = 12
const CONNECTION_TRIES = 10
const CONNECTION_PAUSE_MS = 200

export async function seedDemo(databases: Record<string, D1Database>, say: (text: string) => void): Promise<void> {
  const bindings = { ...databases, ENVIRONMENT: 'local', AUTH_SECRET: localSecret(), SLOT_COUNT }
  const env = envOf(bindings as unknown as Bindings)
  const known = await env.directory.prepare('select 1 from tenant where slug = ?').bind(SLUG).first()
  if (known) return
  say('Making the demo district (演示数据)')
  const opening = { id: TENANT_ID, name: NAME, areaCode: AREA_CODE, slot: 1, signedUpOn: dayOf(Date.now()) }
  const directory = directoryStore(env)
  await signUp(env, directory)
  // The district's commands run on a database in memory and their rows are copied: the same events and
  // rows as one by one on D1, in seconds instead of minutes.
  const { database, store } = memoryStore('tenant', TENANT_ID)
  await writeFirstRows(store, opening)
  const units = await fillDistrict(store)
  await reconnected(env.directory)
  await copyTables(database, env.slot(opening.slot))
  await openDatabase(env, opening)
  await inviteColleagues(env, directory, units)
  await verifyDistrict(env, directory)
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

async function signUp(env: Env, directory: Store): Promise<void> {
  const [first] = demoAccounts
  const userId = await account(env, first.name, first.account)
  const application = { slug: SLUG, areaCode: AREA_CODE, name: NAME, applicantName: first.name, email: first.account }
  await must(directory, signUpTenant, application, ctxOf({ kind: 'visitor' }, TENANT_ID, platform))
  const applicant: Actor = { kind: 'applicant', id: TENANT_ID, name: first.name }
  const confirmed = ctxOf(applicant, `${TENANT_ID}:confirm`, platform)
  await must(directory, confirmTenant, { tenantId: TENANT_ID, slug: SLUG, userId }, confirmed)
}

/** The demo district is live; its operator has an account too. */
async function verifyDistrict(env: Env, directory: Store): Promise<void> {
  const userId = await account(env, demoOperator.name, demoOperator.account)
  await must(directory, appoint, { userId }, ctxOf({ kind: 'system', id: 'demo' }, `${TENANT_ID}:operator`))
  const operator: Actor = { kind: 'operator', id: userId, name: demoOperator.name }
  const letter = { letterNumber: '青禾人办函〔2026〕1号', letterOn: dayOf(Date.now()) }
  const input = { tenantId: TENANT_ID, areaCode: AREA_CODE, ...letter }
  await must(directory, verify, input, ctxOf(operator, `${TENANT_ID}:verify`))
}

async function inviteColleagues(env: Env, directory: Store, units: ReadonlyMap<string, string>): Promise<void> {
  const [first, ...others] = demoAccounts
  const inviting: Actor = {
    kind: 'member',
    id: `${TENANT_ID}:confirm`,
    name: first.name,
    roles: first.roles,
    unitId: null,
  }
  for (const { key, name, roles, unit, account: address } of others) {
    const id = `${TENANT_ID}:invite:${key}`
    const unitId = unit === null ? null : units.get(unit)!
    const asked = { tenantId: TENANT_ID, slug: SLUG, name, account: address, roles, unitId }
    await must(directory, invite, asked, ctxOf(inviting, id, platform))
    const userId = await account(env, name, accountAddress(address, SLUG))
    const invited: Actor = { kind: 'applicant', id, name }
    const joining = { invitationId: id, tenantId: TENANT_ID, userId }
    await must(directory, accept, joining, ctxOf(invited, `${TENANT_ID}:member:${key}`))
  }
}
