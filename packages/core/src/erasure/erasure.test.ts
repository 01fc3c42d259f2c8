import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { exempt } from '../assessment/commands.ts'
import { boardContent } from '../board/schema.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { canonicalJson, leafHash, merkleRoot } from '../kernel/hash.ts'
import { request as requestLeave } from '../leave/commands.ts'
import { decide, file } from '../objection/commands.ts'
import { ERASED_NAME } from '../people/schema.ts'
import { record } from '../points/commands.ts'
import { memoryStore } from '../testing.ts'
import { boardDue } from '../revision/queries.ts'
import { worldWithCase } from '../testing-duty-case.ts'
import { replayed } from '../testing-world.ts'
import { today } from '../today/queries.ts'
import { approve, propose, withdraw } from './commands.ts'
import { erasureState, listFormer } from './queries.ts'

const AFTER = '2027-10-09'
const NAME = '陈静'
/** Stands in every text that is written about her or by her. */
const MARK = '只与她有关'
/** Written by an office of the case, as the world has it. */
const OF_THE_CASE = ['谈了出席会议的情况', '参加两次小组活动', '建议考虑辞职', '辞职书第3号', '青人常〔2026〕15号']

/** A deputy who resigned after a case; her last board is public until 8 October 2027. */
async function over() {
  const world = await worldWithCase()
  const { must, of, board, mandateId, commission, colleague, database, administrator, at, store } = world
  const { personId } = database.prepare('select personId from mandate where id = ?').get(mandateId) as {
    personId: string
  }
  const she: Actor = { kind: 'deputy', id: 'her-account', name: NAME, personId }
  const entry = { ...of, mandateId, itemCode: 'inspection', occurredOn: '2026-10-08', note: MARK }
  await must(record, entry, world.office(of.unitId))
  const about = { entryId: null, aboutOn: null, itemCode: null, kind: 'other' as const }
  await must(file, { ...board, revision: 1, mandateId, ...about, text: MARK }, she)
  const decision = { outcome: 'dismissed', answer: MARK, publicAnswer: MARK } as const
  await must(decide, { ...board, number: 1, ...decision }, colleague)
  await must(exempt, { mandateId, year: '2026', ground: 'illness', reason: MARK })
  await must(requestLeave, { mandateId, fromOn: '2026-10-20', untilOn: '2026-10-22', reason: MARK }, she)
  await world.to('accepted')
  // A board of the year holds its rows as one of a quarter does.
  database.exec(`insert into annual_board (level, year, revision, preparedOn, preparedBy, plannedOn, ruleVersion, seq, root,
      deputyCount, publishedOn, publicUntilOn) select level, '2026', 1, '', '', '', 1, 0, root, 4, '2027-01-20', '2027-10-08'
      from board_revision;
    insert into annual_board_content select level, '2026', 1, 0, rows from board_content`)
  const one = { personId }
  const proposal = { ...one, ground: 'purpose-met' as const }
  const approval = { ...one, accountIds: ['her-account'], hasAccount: false }
  const by = (actor: Actor, on = AFTER) => at(on, actor)
  const proposed = () => run(store, propose, proposal, by(commission))
  return { ...world, personId, one, proposal, approval, by, proposed, she, administrator }
}

/** Every text of a database in which a word stands, as "table.column". */
function placesOf(database: DatabaseSync, word: string): string[] {
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all() as { name: string }[]
  return tables.flatMap(({ name }) =>
    (database.prepare('select name from pragma_table_info(?)').all(name) as { name: string }[])
      .filter((column) => database.prepare(`select 1 from "${name}" where instr("${column.name}", ?)`).get(word))
      .map((column) => `${name}.${column.name}`)
  )
}

describe('erasure.approve', () => {
  test('person.erased: no name and no text of hers is left anywhere, and nobody else’s is gone', async () => {
    const { store, database, proposed, approval, by, administrator } = await over()
    expect(placesOf(database, NAME)).toEqual(
      expect.arrayContaining(['person.name', 'board_content.rows', 'notice_content.deputies', 'actor_name.name'])
    )
    expect(placesOf(database, MARK).length).toBeGreaterThan(2)
    const others = ['丁文博', '马晓岚', '王素梅'].map((name) => placesOf(database, name))
    await proposed()
    expect(await run(store, approve, approval, by(administrator))).toMatchObject({ ok: true })
    for (const word of [NAME, MARK, ...OF_THE_CASE]) expect(placesOf(database, word), word).toEqual([])
    expect(['丁文博', '马晓岚', '王素梅'].map((name) => placesOf(database, name))).toEqual(others)
    expect(placesOf(database, ERASED_NAME)).toEqual([
      ...['actor_name.name', 'person.name', 'notice_content.deputies', 'announcement_content.deputies'],
    ])
  })

  test('points, events and roots stay: her row leaves its leaf, and replay gives the same rows', async () => {
    const { store, database, board, mandateId, proposed, approval, by, administrator } = await over()
    const kept = () => [
      ...['point_entry', 'item_balance', 'mandate_year', 'mandate', 'duty_case', 'objection'].map((table) =>
        database.prepare(`select * from ${table}`).all()
      ),
    ]
    const before = kept()
    await proposed()
    await run(store, approve, approval, by(administrator))
    expect(kept()).toEqual(before)
    const { rows } = database.prepare('select rows from board_content').get() as { rows: string }
    const { root } = database.prepare('select root from board_revision').get() as { root: string }
    const frozen = boardContent.parse(JSON.parse(rows)).rows
    expect(frozen).toHaveLength(4)
    expect(frozen.filter(({ row }) => row === null)).toMatchObject([{ salt: null, row: null }])
    expect(frozen.some(({ row }) => row?.mandateId === mandateId)).toBe(false)
    const leaves = frozen.map(({ salt, leaf, row }) => (row ? leafHash(salt!, canonicalJson(row)) : leaf))
    expect(merkleRoot(leaves)).toBe(root)
    const state = await ask(store, boardDue, board, by(administrator))
    expect(state).toMatchObject({ value: { seatsChanged: false, changes: [] } })
    const erasures = 'select * from erasure'
    expect((await replayed(database)).prepare(erasures).all()).toEqual(database.prepare(erasures).all())
  })

  test('erasure.withdrawn: takes another person than who proposed it, and a proposal that stands', async () => {
    const { store, proposed, approval, one, by, commission, administrator } = await over()
    expect(await run(store, approve, approval, by(administrator))).toMatchObject({ problem: { status: 404 } })
    await proposed()
    expect(await run(store, approve, approval, by(commission))).toMatchObject({ problem: { code: 'second-person' } })
    const early = await run(store, approve, { ...approval, hasAccount: true }, by(administrator))
    expect(early).toMatchObject({ problem: { code: 'account-first' } })
    expect(await run(store, withdraw, one, by(administrator))).toMatchObject({ ok: true })
    for (const again of [approve, withdraw])
      expect(await run(store, again, approval as never, by(administrator))).toMatchObject({
        problem: { code: 'not-proposed' },
      })
    await proposed()
    expect(await run(store, approve, approval, by(administrator))).toMatchObject({ ok: true })
    for (const spec of [approve, withdraw])
      expect(await run(store, spec, approval as never, by(administrator))).toMatchObject({
        problem: { code: 'already-erased' },
      })
    expect(await proposed()).toMatchObject({ problem: { code: 'already-erased' } })
  })
})

describe('erasure.propose', () => {
  test('erasure.proposed: not while she sits, while a board shows her, and while something about her is open', async () => {
    const { store, proposal, by, commission, database, board, proposed } = await over()
    const seated = await run(store, propose, proposal, by(commission, '2026-10-08'))
    expect(seated).toMatchObject({
      problem: { code: 'still-seated', because: { arithmetic: '2026-11-20 ≥ 2026-10-08' } },
    })
    const shown = await run(store, propose, proposal, by(commission, '2027-10-08'))
    expect(shown).toMatchObject({
      problem: { code: 'still-public', because: { arithmetic: '2027-10-08 ≥ 2027-10-08' } },
    })
    database.exec(`update board_revision set publicUntilOn = '2027-10-07'`)
    const ofTheYear = await run(store, propose, proposal, by(commission, '2027-10-08'))
    expect(ofTheYear).toMatchObject({ problem: { code: 'still-public' } })
    database.exec(`update objection set status = 'open' where quarter = '${board.quarter}'`)
    expect(await proposed()).toMatchObject({
      problem: { code: 'still-open', title: { zh: '还有与本人有关的未决异议' } },
    })
    database.exec(`update objection set status = 'dismissed'`)
    expect(await proposed()).toMatchObject({ ok: true })
    expect(await proposed()).toMatchObject({ problem: { code: 'already-proposed' } })
  })

  test('is the district’s to do, and nobody is told of a person there is not', async () => {
    const { store, proposal, by, office, of, commission } = await over()
    expect(await run(store, propose, proposal, by(office(of.unitId)))).toMatchObject({ problem: { status: 403 } })
    const nobody = { ...proposal, personId: 'nobody' }
    expect(await run(store, propose, nobody, by(commission))).toMatchObject({ problem: { status: 404 } })
  })
})

test('what waits for the second person stands on their day, not on that of who proposed it', async () => {
  const { store, proposed, one, by, commission, administrator, approval } = await over()
  const state = async (actor: Actor) => ask(store, erasureState, one, by(actor))
  expect(await state(commission)).toMatchObject({ value: { name: NAME, erasure: null, standing: null } })
  await proposed()
  const day = async (actor: Actor) => ask(store, today, { quarter: '2027Q4' }, by(actor))
  expect(await day(commission)).toMatchObject({ value: { erasures: [] } })
  expect(await day(administrator)).toMatchObject({ value: { erasures: [{ ...one, name: NAME }] } })
  expect(await state(commission)).toMatchObject({ value: { erasure: { status: 'proposed', isMine: true } } })
  await run(store, approve, approval, by(administrator))
  expect(await state(commission)).toMatchObject({ value: { name: ERASED_NAME, erasure: { status: 'erased' } } })
})

test('former deputies are listed with their last seat and how erasing them stands', async () => {
  const { store, proposed, by, commission, personId, office, of } = await over()
  const list = (actor: Actor, on: string) => ask(store, listFormer, {}, by(actor, on))
  expect(await list(commission, '2026-11-20')).toMatchObject({ value: { persons: [], after: null } })
  const her = { personId, name: NAME, unitName: '北桥街道', leftOn: '2026-11-20' }
  expect(await list(commission, '2026-11-21')).toMatchObject({ value: { persons: [{ ...her, status: null }] } })
  await proposed()
  const later = await list(commission, AFTER)
  expect(later.ok && later.value.persons).toHaveLength(4)
  expect(later.ok && later.value.persons).toEqual(
    expect.arrayContaining([expect.objectContaining({ personId, status: 'proposed' })])
  )
  expect(await list(office(of.unitId), AFTER)).toEqual(later)
  expect(await list(office('elsewhere'), AFTER)).toMatchObject({ value: { persons: [] } })
})

test('whatever a module keeps beside its events is a person’s and erased, or says why it is nobody’s', () => {
  const { database } = memoryStore()
  const tables = database.prepare(`select name from sqlite_schema where type = 'table'`).all() as { name: string }[]
  const beside = tables.map(({ name }) => name).filter((name) => /_(note|content|text|place|contact|name)$/.test(name))
  const erased = [
    ...[
      'actor_name',
      'announcement_content',
      'annual_board_content',
      'assessment_note',
      'board_content',
      'duty_case_note',
      'leave_note',
      'mandate_note',
      'notice_content',
    ],
    ...['objection_note', 'point_note', 'point_proposal_note', 'point_report_note'],
  ]
  expect(beside.sort()).toEqual([...erased, ...Object.keys(NOBODYS)].sort())
})

/** What is written of a whole unit, an event many took part in, or an organisation. */
const NOBODYS = {
  activity_note: 'what an activity was',
  agenda_item_text: 'what a session deals with, and who of an organ speaks',
  agenda_note: 'by whose decision an agenda was changed',
  annual_board_note: 'why a year’s board was revised or withdrawn, and the offices that answer for it',
  announcement_note: 'why a proof of posting was retracted',
  announcement_place: 'where a 公告 hangs',
  body_member_name: 'who of a street office is no deputy, and so nobody of the register of persons',
  board_note: 'why a whole board was revised or withdrawn, and the offices that answer for it',
  circular_text: 'what a circular to many says',
  decision_note: 'what was put to the vote, and why a vote was stopped or a result annulled',
  notice_reply_note: 'what an employer or electoral unit answered',
  paper_name: 'what a paper of a session is called',
  opinion_note: 'what a session said to an organ, and what the organ reported',
  guest_name: 'who takes part in a session from outside, and so nobody of the register of persons',
  reception_note: 'what voters raised',
  recipient_contact: 'how an organisation is reached',
  roll_note: 'why a session’s roll was taken back',
  resolution_note: 'why a resolution was taken back',
  resolution_text: 'what a body resolved',
  rule_set_note: 'why the rules changed',
  session_move_note: 'why a session moved',
  session_note: 'where a body meets, and why it was called off',
}
