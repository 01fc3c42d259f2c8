import { describe, expect, test } from 'vitest'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { confirmTenant, openTenant, signUpTenant } from '../tenancy/commands.ts'
import { racing } from '../testing-race.ts'
import { memoryStore, testWorld } from '../testing.ts'
import { acknowledge, appoint, enterCode, issueCode, printedCode, raise, verify } from './commands.ts'
import { platformOverview, verificationState } from './queries.ts'
import { enterVerificationCode } from './schema.ts'

const areaCode = '500199'
const operator: Actor = { kind: 'operator', id: 'qiao', name: '乔云' }
const SALT = '0123456789abcdef0123456789abcdef'

/** Trials of one division, named by their slugs. */
async function trials(slugs = ['qinghe']) {
  const directory = memoryStore('directory', 'directory')
  const world = testWorld()
  const { store } = directory
  for (const slug of slugs) {
    const person = { applicantName: '张敏之', email: `office@${slug}.example` }
    await run(store, signUpTenant, { slug, areaCode, name: '青禾区', ...person }, world.ctx(world.visitor, slug))
    const applicant: Actor = { kind: 'applicant', id: slug, name: '张敏之' }
    await run(store, confirmTenant, { tenantId: slug, slug, userId: slug }, world.ctx(applicant))
    expect(await run(store, openTenant, { tenantId: slug }, world.ctx(world.system))).toMatchObject({ ok: true })
  }
  const statuses = () => directory.database.prepare('select id, status from tenant order by id').all()
  return { ...directory, ...world, statuses }
}

const letter = (tenantId: string) => ({
  ...{ tenantId, areaCode },
  ...{ letterNumber: '青禾人办函〔2026〕12号', letterOn: '2026-10-07' },
})

describe('verification', () => {
  test('tenant.verified: by official letter; its number is in no event', async () => {
    const { store, database, ctx, statuses, administrator } = await trials()
    expect(await run(store, verify, letter('qinghe'), ctx(administrator))).toMatchObject({ problem: { status: 403 } })
    const future = { ...letter('qinghe'), letterOn: '2026-10-09' }
    expect(await run(store, verify, future, ctx(operator))).toMatchObject({
      problem: { code: 'letter-of-the-future', errors: [{ pointer: '/letterOn' }] },
    })
    expect(await run(store, verify, letter('qinghe'), ctx(operator))).toMatchObject({ ok: true })
    expect(statuses()).toEqual([{ id: 'qinghe', status: 'live' }])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('〔2026〕')
    expect(database.prepare('select letterNumber from verification_letter').get()).toEqual({
      letterNumber: '青禾人办函〔2026〕12号',
    })
    expect(await run(store, verify, letter('qinghe'), ctx(operator))).toMatchObject({
      problem: { code: 'already-verified' },
    })
  })

  test('of two trials of one division one becomes live, two operators racing too', async () => {
    const { store, ctx, statuses } = await trials(['one', 'two'])
    const shared = racing(store, 2)
    const results = await Promise.all(['one', 'two'].map((id) => run(shared, verify, letter(id), ctx(operator))))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'another-live' } })
    expect(statuses().map((row) => row['status'])).toEqual(expect.arrayContaining(['live', 'trial']))
  })

  test('tenant.verification-code-issued: the posted code opens its district only, the last one counts, and it ends', async () => {
    const { store, database, ctx, statuses, administrator } = await trials(['one', 'two'])
    const issue = (tenantId: string, salt: string) =>
      run(store, issueCode, { tenantId, areaCode }, { ...ctx(operator), salts: () => [salt] })
    await issue('one', 'ff'.repeat(16))
    await issue('one', SALT)
    await issue('two', 'ee'.repeat(16))
    const stored = ['event', 'verification_code'].map((table) => database.prepare(`select * from ${table}`).all())
    expect(JSON.stringify(stored)).not.toContain(printedCode(SALT).replaceAll('-', ''))
    const enter = (tenantId: string, typed: string, now = '2026-10-20T00:00:00.000Z') => {
      const input = enterVerificationCode.parse({ tenantId, areaCode, code: typed })
      return run(store, enterCode, input, { ...ctx(administrator), now })
    }
    expect(await enter('one', printedCode('ff'.repeat(16)))).toMatchObject({ problem: { code: 'code-wrong' } })
    expect(await enter('two', printedCode(SALT))).toMatchObject({ problem: { code: 'code-wrong' } })
    expect(await enter('one', printedCode(SALT), '2026-11-08T00:00:00.000Z')).toMatchObject({
      problem: { code: 'code-expired' },
    })
    expect(await enter('one', ` ${printedCode(SALT).toLowerCase().replaceAll('1', 'l')} `)).toMatchObject({ ok: true })
    expect(statuses()).toEqual([
      { id: 'one', status: 'live' },
      { id: 'two', status: 'trial' },
    ])
    expect(await enter('two', printedCode('ee'.repeat(16)))).toMatchObject({ problem: { code: 'another-live' } })
    expect(await issue('two', SALT)).toMatchObject({ problem: { code: 'another-live' } })
  })

  test('a district of another code, or one not opened yet, cannot be verified', async () => {
    const { store, ctx, visitor } = await trials()
    const elsewhere = { ...letter('qinghe'), areaCode: '500198' }
    expect(await run(store, verify, elsewhere, ctx(operator))).toMatchObject({ problem: { status: 404 } })
    const person = { applicantName: '张敏之', email: 'office@two.example' }
    await run(store, signUpTenant, { slug: 'two', areaCode, name: '青禾区', ...person }, ctx(visitor, 'two'))
    expect(await run(store, verify, letter('two'), ctx(operator))).toMatchObject({ problem: { code: 'not-a-trial' } })
  })
})

describe('operators', () => {
  test('operator.appointed: by the system only, once', async () => {
    const { store, database, ctx, system } = await trials()
    database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('qiao', '乔云', 'operator@jiceng.example', 1, '', '')`)
    expect(await run(store, appoint, { userId: 'qiao' }, ctx(operator))).toMatchObject({ problem: { status: 403 } })
    expect(await run(store, appoint, { userId: 'qiao' }, ctx(system))).toMatchObject({ ok: true })
    expect(await run(store, appoint, { userId: 'qiao' }, ctx(system))).toMatchObject({
      problem: { code: 'already-an-operator' },
    })
  })

  test('the overview is the operator’s: districts, who asked, and how full the pool is', async () => {
    const { store, ctx, administrator } = await trials(['one', 'two'])
    const overview = await ask(store, platformOverview, {}, ctx(operator))
    expect(overview).toMatchObject({
      value: { usedSlots: 2, tenants: [{ slug: 'two', status: 'trial', applicantName: '张敏之', posted: null }, {}] },
    })
    expect(await ask(store, platformOverview, {}, ctx(administrator))).toMatchObject({ problem: { status: 403 } })
    expect(await ask(store, verificationState, { tenantId: 'one' }, ctx(administrator))).toMatchObject({
      value: { status: 'trial', areaCode, posted: null },
    })
  })
})

describe('alarms', () => {
  test('alarm.raised, alarm.acknowledged: told once, by mail too, and again after somebody knew', async () => {
    const { store, database, ctx, system } = await trials()
    database.exec(`insert into user (id, name, email, emailVerified, createdAt, updatedAt)
      values ('qiao', '乔云', 'operator@jiceng.example', 1, '', '')`)
    await run(store, appoint, { userId: 'qiao' }, ctx(system))
    const alarm = { kind: 'pool-low' as const, free: 2 }
    expect(await run(store, raise, alarm, ctx(operator))).toMatchObject({ problem: { status: 403 } })
    const shared = racing(store, 2)
    await Promise.all(['a1', 'a2'].map((id) => run(shared, raise, alarm, ctx(system, id))))
    const mails = () => database.prepare(`select text from mail where recipient = 'operator@jiceng.example'`).all()
    expect(mails()).toHaveLength(1)
    const overview = async () => await ask(store, platformOverview, {}, ctx(operator))
    const seen = await overview()
    expect(seen).toMatchObject({ value: { alarms: [{ kind: 'pool-low', free: 2 }] } })
    const alarmId = seen.ok ? seen.value.alarms[0]!.id : ''
    expect(await run(store, acknowledge, { alarmId }, ctx(operator))).toMatchObject({ ok: true })
    expect(await run(store, acknowledge, { alarmId }, ctx(operator))).toMatchObject({ problem: { status: 404 } })
    expect(await overview()).toMatchObject({ value: { alarms: [] } })
    await run(store, raise, { ...alarm, free: 1 }, ctx(system))
    expect(mails()).toHaveLength(2)
  })
})
