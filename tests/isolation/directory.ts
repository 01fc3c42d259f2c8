import type { DatabaseSync } from 'node:sqlite'
import { memberRoles, type Role } from '@jiceng/core/kernel/actor'
import { KEY_PREFIX, permissionNames } from '@jiceng/core/api-key/schema'
import { sha256Hex } from '@jiceng/core/kernel/hash'
import { keyCounter, KEY_LIMIT } from '@jiceng/workers/limits'
import { generateSignedCookie } from 'hono/cookie'
import { days, today, type UnitThings } from './district.ts'

// Who knocks: everybody who may be signed in, and everybody who is not.

export const SECRET = 'a secret of the probes, 32 characters at least'
export const ALARM = 'alarm'
const COOKIE = '__Host-session'

type Word = () => string
export type Tenant = { id: string; slug: string; name: string; slot: number }

/** `roles`: as whom this one counts in the home district. A visitor there may be somebody elsewhere. */
export type Persona = {
  name: string
  roles: readonly Role[]
  unitId: string | null
  /** The cookie of a session; of a program the key it carries in place of one. */
  cookie: string | null
  /** Of a program: what its key is for, null where the key is for nothing any more. */
  permissions?: readonly string[] | null
}

/** What a district has in the directory, by the name its id has in an input. */
export type DirectoryThings = Record<
  'memberId' | 'keyId' | 'invitationId' | 'deputyMemberId' | 'deputyInvitationId' | 'sessionId' | 'tenantId',
  string
>

const NEXT_YEAR = `${Number(today.slice(0, 4)) + 1}-01-01T00:00:00.000Z`
const LONG_AGO = '2020-01-01T00:00:00.000Z'

/** A password nobody knows: nothing here signs in by one. */
const NO_PASSWORD = `${'00'.repeat(16)}:${'00'.repeat(32)}`

type Row = Record<string, string | number | null>

function insert(database: DatabaseSync, table: string, row: Row): void {
  const names = Object.keys(row)
  const sql = `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`
  database.prepare(sql).run(...Object.values(row))
}

export function seedTenant(database: DatabaseSync, { id, slug, name, slot }: Tenant, status = 'live'): void {
  // One live district a division.
  const areaCode = `5001${String(slot).padStart(2, '0')}`
  insert(database, 'tenant', { id, slug, areaCode, name, status, slot, signedUpOn: days.published })
  insert(database, 'slot', { slot, tenantId: id })
}

type Account = { expiresAt?: string }

/** An account with a session; answers its cookie. */
async function signedIn(database: DatabaseSync, word: Word, { expiresAt = NEXT_YEAR }: Account = {}) {
  const [userId, sessionId, token] = [word(), word(), word()]
  const at = { createdAt: LONG_AGO, updatedAt: LONG_AGO }
  const email = `${word()}@example.com`
  insert(database, 'user', { id: userId, name: word(), email, emailVerified: 1, ...at })
  const password = NO_PASSWORD
  insert(database, 'account', { id: word(), accountId: userId, providerId: 'credential', userId, password, ...at })
  insert(database, 'session', { id: sessionId, token, userId, expiresAt, ...at, ipAddress: '', userAgent: word() })
  return { userId, sessionId, cookie: await cookieOf(token) }
}

async function cookieOf(token: string, secret = SECRET): Promise<string> {
  const cookie = await generateSignedCookie(COOKIE, token, secret, { path: '/', secure: true })
  return cookie.split(';')[0]!
}

type Membership = { roles?: string; unitId?: string | null; personId?: string | null; endedAt?: string | null }

function member(database: DatabaseSync, tenantId: string, userId: string, id: string, membership: Membership): string {
  const { roles = '[]', unitId = null, personId = null, endedAt = null } = membership
  insert(database, 'membership', { id, tenantId, userId, roles, unitId, personId, endedAt })
  return id
}

function invite(database: DatabaseSync, tenantId: string, word: Word, personId: string | null): string {
  const id = word()
  insert(database, 'invitation', { id, tenantId, roles: '[]', personId })
  const invitee = { name: word(), account: `${word()}@example.com`, expiresAt: NEXT_YEAR }
  insert(database, 'invitee', { invitationId: id, ...invitee, tokenHash: sha256Hex(word()) })
  return id
}

/** What a district has in the directory whoever knocks. */
export async function seedAccounts(
  database: DatabaseSync,
  tenant: Tenant,
  units: readonly UnitThings[],
  word: Word
): Promise<DirectoryThings[]> {
  const things: DirectoryThings[] = []
  for (const { unitId, personId, otherPersonId } of units) {
    const office = await signedIn(database, word)
    const memberId = member(database, tenant.id, office.userId, word(), { roles: '["working_body"]' })
    const deputy = await signedIn(database, word)
    const seat = { personId: otherPersonId, unitId: null }
    const key = { tenantId: tenant.id, memberId, permissions: ['unit.list'] }
    things.push({
      ...{ memberId, keyId: issueKey(database, word, key).id },
      deputyMemberId: member(database, tenant.id, deputy.userId, word(), seat),
      invitationId: invite(database, tenant.id, word, null),
      deputyInvitationId: invite(database, tenant.id, word, personId),
      sessionId: office.sessionId,
      tenantId: tenant.id,
    })
    insert(database, 'reset_code', { memberId, tokenHash: sha256Hex(unitId), expiresAt: NEXT_YEAR })
  }
  insert(database, 'sign_up', {
    ...{ tenantId: tenant.id, applicantName: word(), email: `${word()}@example.com` },
    ...{ tokenHash: sha256Hex(word()), expiresAt: NEXT_YEAR },
  })
  insert(database, 'mail', {
    ...{ recipient: word(), subject: word(), text: word(), createdAt: LONG_AGO },
  })
  insert(database, 'verification_letter', { tenantId: tenant.id, letterNumber: word(), letterOn: today })
  return things
}

type Key = {
  tenantId: string
  memberId: string
  permissions: readonly string[]
  unitId?: string
  lastOn?: string
  revokedOn?: string
}

/** A key of a program; answers how it is carried in place of a cookie. */
function issueKey(database: DatabaseSync, word: Word, { permissions, ...key }: Key) {
  const [id, given] = [word(), `${KEY_PREFIX}${sha256Hex(word())}`]
  const { unitId = null, lastOn = NEXT_YEAR.slice(0, 10), revokedOn = null, tenantId, memberId } = key
  const named = JSON.stringify(permissions)
  insert(database, 'api_key', {
    id,
    tenantId,
    memberId,
    permissions: named,
    unitId,
    lastOn,
    issuedOn: today,
    revokedOn,
  })
  insert(database, 'api_key_secret', { keyId: id, name: word(), shown: word(), keyHash: sha256Hex(given) })
  return { id, bearer: `Bearer ${given}` }
}

/** Counts as many requests of a key as it may make, in a minute that does not end while probes are asked. */
function useUp(database: DatabaseSync, bearer: string): void {
  const { sql, parameters } = keyCounter(SECRET, sha256Hex(bearer.replace('Bearer ', '')))
  const count = database.prepare(sql)
  for (let n = 0; n < KEY_LIMIT.most; n++) count.all(...(parameters as string[]))
  database.prepare('update attempt_count set endsAt = ?').run(NEXT_YEAR)
}

/** The two units' people of the home district, and those who come from elsewhere or from before. */
export async function seedPersonas(
  database: DatabaseSync,
  home: Tenant,
  [mine, others]: readonly [UnitThings, UnitThings],
  foreign: Tenant,
  word: Word
) {
  const personas: Persona[] = [{ name: 'anonymous', roles: ['visitor'], unitId: null, cookie: null }]
  const join = async (name: string, roles: readonly Role[], of: Membership, tenant = home, account: Account = {}) => {
    const { userId, cookie, sessionId } = await signedIn(database, word, account)
    const memberId = member(database, tenant.id, userId, word(), of)
    personas.push({ name, roles, unitId: of.unitId ?? null, cookie })
    return { userId, sessionId, memberId }
  }
  const administrator = await join('tenant_administrator', ['tenant_administrator'], only('tenant_administrator'))
  for (const role of ['committee_office', 'deputies_commission', 'working_body'] as const) {
    await join(role, [role], only(role))
  }
  await join('unit_office', ['unit_office'], { ...only('unit_office'), unitId: mine.unitId })
  // Every right there is, in one unit only: what holds these back is the scope alone.
  await join('every role in one unit', memberRoles, { roles: JSON.stringify(memberRoles), unitId: mine.unitId })
  // What the table refuses, in spite of the table.
  await join('unit_office without a unit', ['unit_office'], { roles: '["unit\\u005foffice"]' })
  await join('deputy', ['deputy'], { personId: mine.personId })
  await join('deputy of another unit', ['deputy'], { personId: others.personId })
  const visitor: readonly Role[] = ['visitor']
  const abroad = await join('administrator of another district', visitor, only('tenant_administrator'), foreign)
  const dismissed = await join('dismissed administrator', visitor, {
    ...only('tenant_administrator'),
    endedAt: LONG_AGO,
  })
  await join('expired session', visitor, only('tenant_administrator'), home, { expiresAt: LONG_AGO })
  const operator = await signedIn(database, word)
  insert(database, 'operator', { userId: operator.userId })
  insert(database, 'alarm', { id: ALARM, kind: 'pool-low', free: 1, raisedAt: LONG_AGO })
  personas.push({ name: 'operator', roles: visitor, unitId: null, cookie: operator.cookie })
  const token = (await tokenOf(database, administrator.userId)) ?? ''
  const forged = await cookieOf(token, 'another secret, of 32 characters at least')
  personas.push({ name: 'forged cookie', roles: visitor, unitId: null, cookie: forged })
  const carry = (name: string, key: Key, permissions: readonly string[] | null) => {
    const [roles, unitId] = [permissions ? ['tenant_administrator' as const] : visitor, key.unitId ?? null]
    personas.push({ name, roles, unitId, cookie: issueKey(database, word, key).bearer, permissions })
  }
  const mineAll = { tenantId: home.id, memberId: administrator.memberId, permissions: permissionNames }
  carry('key for everything', mineAll, permissionNames)
  carry('key for one unit', { ...mineAll, unitId: mine.unitId }, permissionNames)
  carry('key for one thing', { ...mineAll, permissions: ['unit.list'] }, ['unit.list'])
  carry('revoked key', { ...mineAll, revokedOn: today }, null)
  carry('key past its last day', { ...mineAll, lastOn: LONG_AGO.slice(0, 10) }, null)
  carry('key of somebody dismissed', { ...mineAll, memberId: dismissed.memberId }, null)
  carry('key of another district', { ...mineAll, tenantId: foreign.id, memberId: abroad.memberId }, null)
  const { bearer: usedUpKey } = issueKey(database, word, mineAll)
  useUp(database, usedUpKey)
  return { personas, usedUpKey, sessionIds: { administrator: administrator.sessionId, operator: operator.sessionId } }
}

const only = (role: Role): { roles: string } => ({ roles: JSON.stringify([role]) })

const tokenOf = async (database: DatabaseSync, userId: string): Promise<string | undefined> =>
  (database.prepare('select token from session where userId = ?').get(userId) as { token: string } | undefined)?.token
