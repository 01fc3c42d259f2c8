import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ask } from '../kernel/command.ts'
import { record } from '../points/commands.ts'
import { districtWithDeputies } from '../testing-world.ts'
import { recordLate } from '../revision/commands.ts'
import { closePeriod, publish, withdraw } from './commands.ts'
import { boardRows } from './published.ts'
import { ROOT_COMMAND } from './rules.ts'
import type { BoardContent } from './schema.ts'

/** The line of docs/boards.md, with this address in the place of the documented one. */
function documentedAt(address: string): string {
  const doc = readFileSync(new URL('../../../../docs/boards.md', import.meta.url), 'utf8')
  const line = doc.split('\n').find((one) => one.startsWith('node -e '))
  return (line ?? '').replace(/\S+$/, address)
}

/** What the documented line says of a file of rows, served as the site serves it. */
async function recomputed(file: unknown): Promise<string> {
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/json')
    answer.end(JSON.stringify(file))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows.json`
    const { stdout } = await promisify(execFile)('sh', ['-c', documentedAt(address)])
    return stdout.trim()
  } finally {
    server.close()
  }
}

async function boardOf(count: number) {
  const world = await districtWithDeputies({ count })
  const { store, must, of, mandates, office, administrator, commission, ctx, visitor, database } = world
  const entry = { ...of, mandateId: mandates[0]!, itemCode: 'inspection', occurredOn: '2026-09-16', note: '' }
  await must(record, entry, office(of.unitId))
  const board = { ...of, quarter: '2026Q3' }
  await must(closePeriod, board, office(of.unitId))
  await must(publish, { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, administrator)
  const { root } = database.prepare('select root from board_revision').get() as { root: string }
  const read = (today = '2026-10-08') => ask(store, boardRows, { ...board, revision: 1 }, { ...ctx(visitor), today })
  /** The file as the public gets it. */
  const file = async () => {
    const answer = await read()
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value
  }
  /** Changes what the database keeps of the board, as an erasure or a fraud would. */
  const keep = (change: (content: BoardContent) => unknown) => {
    const { rows } = database.prepare('select rows from board_content').get() as { rows: string }
    const kept = JSON.stringify(change(JSON.parse(rows) as BoardContent))
    database.prepare('update board_content set rows = ?').run(kept)
  }
  const takeDown = async () => {
    const approval = { reason: '名单有误', approverName: '赵立新', approverOffice: '副主任' }
    await must(withdraw, { ...board, revision: 1, ...approval }, commission)
  }
  const publishAnew = async () => {
    const late = { ...of, mandateId: mandates[0]!, itemCode: 'survey', occurredOn: '2026-09-17', reason: '漏登' }
    await must(recordLate, late, commission)
    await must(
      publish,
      { ...board, objectionWorkingDays: 5, publicUntilOn: '2027-10-08', reason: '补登' },
      administrator
    )
  }
  return { root, read, file, keep, takeDown, publishAnew }
}

test('docs/boards.md gives the line that the board’s own page gives', () => {
  expect(documentedAt('here')).toBe(`${ROOT_COMMAND} here`)
})

test.each([1, 2, 3, 6])('the documented line recomputes the root of a board of %i rows', async (count) => {
  const { root, file } = await boardOf(count)
  expect(await recomputed(await file())).toBe(root)
})

test('an erased row leaves its leaf, and the root comes out the same', async () => {
  const { root, file, keep } = await boardOf(5)
  keep(({ rows: [first, ...others], ...content }) => ({
    ...content,
    rows: [{ ...first, salt: null, row: null }, ...others],
  }))
  const { rows } = await file()
  expect(rows[0]).toMatchObject({ salt: null, json: null })
  expect(await recomputed({ rows })).toBe(root)
})

test('a row that was changed behind everybody’s back is noticed', async () => {
  const { root, file, keep } = await boardOf(3)
  keep(({ rows: [first, ...others], ...content }) => ({
    ...content,
    rows: [{ ...first, row: { ...first!.row!, quarterHundredths: 100_000 } }, ...others],
  }))
  expect(await recomputed(await file())).not.toBe(root)
})

test('a board that is superseded, withdrawn or past its public period gives no rows', async () => {
  const [over, withdrawn, superseded] = [await boardOf(1), await boardOf(1), await boardOf(1)]
  expect(await over.read('2027-10-08')).toMatchObject({ ok: true })
  expect(await over.read('2027-10-09')).toMatchObject({ problem: { status: 404, code: 'board-over' } })
  await withdrawn.takeDown()
  expect(await withdrawn.read()).toMatchObject({ problem: { status: 404, code: 'board-withdrawn' } })
  await superseded.publishAnew()
  expect(await superseded.read()).toMatchObject({ problem: { status: 404, code: 'board-superseded' } })
})
