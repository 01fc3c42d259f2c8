import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { deleteMany, insertMany, updateMany } from './insert.ts'
import type { Statement } from './store.ts'

const table = () => {
  const database = new DatabaseSync(':memory:')
  database.exec('create table seat (unitId text, n integer, name text, since integer, primary key (unitId, n)) strict')
  const does = (statements: readonly Statement[]) => {
    for (const { sql, parameters } of statements) database.prepare(sql).run(...(parameters as string[]))
    return statements.length
  }
  does(
    insertMany(
      'seat',
      [...'abc'].map((unitId, n) => ({ unitId, n, name: `${unitId}${n}`, since: 2021 }))
    )
  )
  const rows = () => database.prepare('select unitId, n, name, since from seat order by unitId').all()
  return { does, rows }
}

test('updateMany changes the rows it names by all of their keys, and no other', () => {
  const { does, rows } = table()
  const changed = [
    { unitId: 'a', n: 0, name: '甲', since: null },
    // The key is the pair: there is no seat b 0.
    { unitId: 'b', n: 0, name: '乙', since: 2026 },
    { unitId: 'c', n: 2, name: '丙', since: 2026 },
  ]
  expect(does(updateMany('seat', changed, ['unitId', 'n']))).toBe(1)
  expect(rows()).toEqual([
    { unitId: 'a', n: 0, name: '甲', since: null },
    { unitId: 'b', n: 1, name: 'b1', since: 2021 },
    { unitId: 'c', n: 2, name: '丙', since: 2026 },
  ])
})

test('deleteMany removes the rows it names, by one column or by several', () => {
  const { does, rows } = table()
  does(
    deleteMany('seat', [
      { unitId: 'a', n: 1 },
      { unitId: 'b', n: 1 },
    ])
  )
  expect(rows().map(({ unitId }) => unitId)).toEqual(['a', 'c'])
  does(deleteMany('seat', [{ unitId: 'c' }]))
  expect(rows().map(({ unitId }) => unitId)).toEqual(['a'])
})

test('no rows, no statements; and more than one statement holds come in several', () => {
  const { does, rows } = table()
  expect([...updateMany('seat', []), ...deleteMany('seat', [])]).toEqual([])
  const name = '长'.repeat(200_000)
  const long = [...'abc'].map((unitId, n) => ({ unitId, n, name }))
  expect(does(updateMany('seat', long, ['unitId', 'n']))).toBe(3)
  expect(rows().every((row) => row['name'] === name)).toBe(true)
})
