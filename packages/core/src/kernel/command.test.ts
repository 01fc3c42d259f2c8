import { describe, expect, test } from 'vitest'
import { unitEstablished } from '../people/events.ts'
import { establish } from '../people/commands.ts'
import { allUnits, listUnits } from '../people/queries.ts'
import { racing } from '../testing-race.ts'
import { openedDistrict } from '../testing-world.ts'
import { memoryStore, sqliteStore, testWorld } from '../testing.ts'
import { ask, run } from './command.ts'
import { insertMany, mustBeAbsent, mustChange } from './insert.ts'
import { Clash, guardStore, WrongDatabase } from './store.ts'

const street = { kind: 'street', name: '北桥街道' } as const

describe('run', () => {
  test('writes the event and its rows in one commit', async () => {
    const { store, database, ctx, administrator } = await openedDistrict()
    const result = await run(store, establish, street, ctx(administrator, 'c1'))
    expect(result.ok && result.value.map((fact) => fact.type)).toEqual(['unit.established'])
    expect(database.prepare('select id, name from unit').all()).toEqual([{ id: 'c1', name: '北桥街道' }])
    const event = database.prepare("select * from event where commandId = 'c1'").get()
    expect(event).toMatchObject({ stream: 'units', version: 1, actor: 'member:zhangzhuren', occurredOn: '2026-10-08' })
  })

  test('answers a repeated command with the facts already written, once', async () => {
    const { store, database, ctx, administrator } = await openedDistrict()
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => run(racing(store, 1), establish, street, ctx(administrator, 'c1')))
    )
    expect(answers.every((answer) => answer.ok)).toBe(true)
    expect(database.prepare('select count(*) as count from unit').get()).toEqual({ count: 1 })
  })

  test('refuses a commandId with another input or from another person', async () => {
    const { store, ctx, administrator } = await openedDistrict()
    await run(store, establish, street, ctx(administrator, 'c1'))
    const other = await run(store, establish, { ...street, name: '石门街道' }, ctx(administrator, 'c1'))
    expect(other).toMatchObject({ ok: false, problem: { status: 422, code: 'command-id-reused' } })
    const somebody = { ...administrator, id: 'somebody' }
    expect(await run(store, establish, street, ctx(somebody, 'c1'))).toMatchObject({
      problem: { code: 'command-id-reused' },
    })
  })

  test('lets every one of several racers on a stream win in turn', async () => {
    const { store, database, ctx, administrator } = await openedDistrict()
    const shared = racing(store, 3)
    const names = ['甲街道', '乙街道', '丙街道']
    const results = await Promise.all(
      names.map((name) => run(shared, establish, { kind: 'street', name }, ctx(administrator)))
    )
    expect(results.map((result) => result.ok)).toEqual([true, true, true])
    expect(database.prepare("select version from event where stream = 'units' order by seq").all()).toEqual([
      { version: 1 },
      { version: 2 },
      { version: 3 },
    ])
  })

  test('tells the loser of a race the true reason, not that it lost', async () => {
    const { store, ctx, administrator } = await openedDistrict()
    const shared = racing(store, 2)
    const results = await Promise.all([1, 2].map(() => run(shared, establish, street, ctx(administrator))))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(results.find((result) => !result.ok)).toMatchObject({ problem: { code: 'unit-name-taken' } })
  })

  test('refuses who is not signed in (401), lacks the role (403) or the reach (404)', async () => {
    const { store, ctx, visitor, office, administrator } = await openedDistrict()
    expect(await run(store, establish, street, ctx(visitor))).toMatchObject({ problem: { status: 401 } })
    expect(await run(store, establish, street, ctx(office('u1')))).toMatchObject({ problem: { status: 403 } })
    const narrowed = { ...administrator, unitId: 'u1' }
    expect(await run(store, establish, street, ctx(narrowed))).toMatchObject({ problem: { status: 404 } })
  })

  test('keeps the current name of whoever wrote, apart from the event', async () => {
    const { store, database, ctx, administrator } = await openedDistrict()
    await run(store, establish, street, ctx(administrator))
    await run(store, establish, { ...street, name: '乙街道' }, ctx({ ...administrator, name: '张敏' }))
    expect(database.prepare('select * from actor_name').all()).toEqual([{ actor: 'member:zhangzhuren', name: '张敏' }])
  })
})

describe('event', () => {
  test('cannot be updated, deleted or replaced', async () => {
    const { database } = await openedDistrict()
    expect(() => database.exec("update event set actor = 'x'")).toThrow(/append-only/)
    expect(() => database.exec('delete from event')).toThrow(/append-only/)
    const columns = 'commandId, n, stream, version, type, actor, occurredOn, recordedAt, inputHash, data'
    const again = `insert or ${'replace'} into event (${columns}) select ${columns} from event limit 1`
    expect(() => database.exec(again)).toThrow(/UNIQUE constraint failed: event/)
  })

  test('rows are pure: the same facts give the same statements', () => {
    const fact = {
      commandId: 'c1',
      n: 0,
      stream: 'units',
      version: 1,
      type: 'unit.established',
      actor: 'x',
      occurredOn: '2026-01-01',
      recordedAt: '',
      inputHash: '',
      data: { id: 'u1', kind: 'town' as const, name: '柳荫镇' },
    }
    expect(unitEstablished.rows([fact])).toEqual(unitEstablished.rows([fact]))
  })
})

describe('store', () => {
  test('refuses every read and write when the database is another district’s', async () => {
    const { database } = memoryStore('tenant', 'other')
    const store = guardStore(sqliteStore(database), 'qinghe')
    const { ctx, administrator } = testWorld()
    await expect(ask(store, listUnits, {}, ctx(administrator))).rejects.toBeInstanceOf(WrongDatabase)
    await expect(run(store, establish, street, ctx(administrator))).rejects.toBeInstanceOf(WrongDatabase)
    const blind = insertMany('unit', [{ id: 'u', kind: 'town', name: 'x' }])
    await expect(store.write(blind)).rejects.toBeInstanceOf(WrongDatabase)
    expect(database.prepare('select count(*) as count from unit').get()).toEqual({ count: 0 })
  })

  test('rolls the whole batch back when one statement fails', async () => {
    const { store, database } = memoryStore()
    const [insert] = insertMany('unit', [{ id: 'u', kind: 'town', name: 'x' }])
    const gate = mustBeAbsent(allUnits())
    await expect(store.write([insert!, gate])).rejects.toBeInstanceOf(Clash)
    const missing = { sql: "update unit set name = 'y' where id = 'nobody'", parameters: [] }
    await expect(store.write([insert!, missing, mustChange])).rejects.toThrow(/row_missing/)
    expect(database.prepare('select count(*) as count from unit').get()).toEqual({ count: 0 })
  })

  test('inserts any number of rows with integers kept integers and nulls null', async () => {
    const { store, database } = memoryStore()
    const names = Array.from({ length: 500 }, (_, n) => ({ id: `u${n}`, kind: 'town', name: `𠮷${n}` }))
    await store.write(insertMany('unit', names))
    expect(database.prepare('select count(*) as count, typeof(position) as type from unit').get()).toEqual({
      count: 500,
      type: 'integer',
    })
  })
})
