import { describe, expect, test } from 'vitest'
import { closePeriod, publish } from '../board/commands.ts'
import { dueOn } from '../board/queries.ts'
import { ask, run } from '../kernel/command.ts'
import { transfer } from '../mandate/commands.ts'
import { establish } from '../people/commands.ts'
import { ledger } from '../points/ledger.ts'
import { preview } from '../points/queries.ts'
import { reverse } from '../points/commands.ts'
import { presetRuleSet } from '../points/preset.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { confirm, confirmLate, decline, make, takeBack } from './commands.ts'
import { listProposals } from './queries.ts'
import { confirmProposals } from './schema.ts'

const SOURCE = { source: 'reception/one', occurredOn: '2026-09-16' }

async function world(given: Parameters<typeof districtWithDeputies>[0] = {}) {
  const district = await districtWithDeputies({ count: 3, ...given })
  const { of, mandates, office, must, store, ctx, system } = district
  const quarter = { ...of, quarter: '2026Q3' }
  const clerk = office(of.unitId)
  const listed = async () => {
    const read = await ask(store, listProposals, quarter, ctx(clerk))
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  const gives = { ...of, ...SOURCE, itemCode: 'voter-reception', mandateIds: mandates, note: '接待选民7人次' }
  await must(make, gives, system)
  const proposals = (await listed()).proposals.map(({ id, mandateId }) => ({ proposalId: id, mandateId }))
  const totals = async () => {
    const read = await ask(store, preview, quarter, ctx(clerk))
    return read.ok ? mandates.map((id) => read.value.rows.find((row) => row.mandateId === id)?.quarterHundredths) : []
  }
  const takenBack = () => must(takeBack, { ...of, ...SOURCE, note: '接待登记已撤回' }, system)
  return { ...district, quarter, clerk, listed, gives, proposals, totals, takenBack, all: { ...quarter, proposals } }
}

describe('proposal.confirm', () => {
  test('proposal.made and proposal.confirmed: nothing counts until the office agrees; then each is an entry that names its source', async () => {
    const { must, store, ctx, clerk, all, totals, listed, quarter, mandates } = await world()
    expect(await totals()).toEqual([0, 0, 0])
    const facts = await must(confirm, all, clerk)
    expect(facts.map(({ type }) => type)).toEqual(['proposal.confirmed', ...Array<string>(3).fill('points.recorded')])
    expect(await totals()).toEqual([200, 200, 200])
    expect((await listed()).proposals[0]).toMatchObject({
      ...{
        status: 'confirmed',
        deciderName: '罗敏',
        itemName: '接待选民',
        source: { kind: 'reception', thingId: 'one' },
      },
    })
    const own = await ask(store, ledger, { ...quarter, mandateId: mandates[0]! }, ctx(clerk))
    expect(own).toMatchObject({ value: { entries: [{ note: '接待选民7人次', source: 'reception/one' }] } })
  })

  test('of two offices that press at once one does it, and the other learns so', async () => {
    const { store, ctx, clerk, commission, all, totals } = await world()
    const shared = racing(store, 2)
    const results = await Promise.all([clerk, commission].map((who) => run(shared, confirm, all, ctx(who))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
    expect(results.find((one) => !one.ok)).toMatchObject({ problem: { code: 'already-decided' } })
    expect(await totals()).toEqual([200, 200, 200])
  })

  test('one source gives a deputy an item once, whatever asks for it', async () => {
    const { must, store, ctx, system, gives, mandates, listed, clerk, all, takenBack } = await world()
    const [first] = mandates as [string]
    expect(await run(store, make, { ...gives, mandateIds: [first] }, ctx(system))).toMatchObject({
      problem: { code: 'already-proposed' },
    })
    await must(make, { ...gives, itemCode: 'survey', mandateIds: mandates }, system)
    await must(confirm, all, clerk)
    await takenBack()
    await takenBack()
    const kinds = (await listed()).proposals.map(({ kind, itemCode, status }) => `${kind} ${itemCode} ${status}`)
    expect([...new Set(kinds)].sort()).toEqual([
      'entry survey withdrawn',
      'entry voter-reception confirmed',
      'reversal voter-reception open',
    ])
    expect(kinds).toHaveLength(9)
  })

  test('all or none: who stands in the way is named, and the rest stays open', async () => {
    const { must, store, ctx, of, clerk, administrator, mandates, all, listed, totals, quarter } = await world()
    const [town] = await must(establish, { kind: 'town', name: '柳荫镇' })
    const move = { ...of, mandateId: mandates[0]!, toUnitId: town!.commandId, fromOn: '2026-09-20', reason: '调动' }
    await must(transfer, move, administrator)
    expect(await run(store, confirm, all, ctx(clerk))).toMatchObject({
      problem: {
        code: 'deputy-elsewhere',
        errors: [{ pointer: '/proposals/0', detail: { zh: /^陈静（2026-09-16）/ } }],
      },
    })
    const { proposals } = await listed()
    expect(proposals.map(({ status, refusal }) => [status, refusal !== null])).toEqual([
      ['open', true],
      ['open', false],
      ['open', false],
    ])
    expect(await totals()).toEqual([undefined, 0, 0])
    await must(decline, { ...quarter, proposalIds: [proposals[0]!.id], reason: '由柳荫镇登记' }, clerk)
  })

  test.each([
    ['another unit’s office', (all: object) => ({ ...all, unitId: 'elsewhere' })],
    [
      'another deputy’s',
      (all: { proposals: object[] }) => ({ ...all, proposals: [{ ...all.proposals[0], mandateId: 'x' }] }),
    ],
    ['what is not there', (all: object) => ({ ...all, proposals: [{ proposalId: 'x', mandateId: 'x' }] })],
    ['another quarter’s', (all: object) => ({ ...all, quarter: '2026Q2' })],
  ])('%s is not found, and nothing changes', async (_, change) => {
    const { store, ctx, clerk, all, totals } = await world()
    const input = confirmProposals.parse(change(all))
    expect(await run(store, confirm, input, ctx(clerk))).toMatchObject({ problem: { status: 404 } })
    expect(await totals()).toEqual([0, 0, 0])
  })

  test('an item that the rules in force do not have is refused where it is confirmed, and can be declined', async () => {
    const preset = presetRuleSet('2025Q1')
    const without = { ...preset, items: preset.items.filter(({ code }) => code !== 'voter-reception') }
    const { must, store, ctx, clerk, all, listed, quarter, proposals } = await world({ ruleSets: [without] })
    expect(await run(store, confirm, all, ctx(clerk))).toMatchObject({ problem: { code: 'no-such-item' } })
    expect((await listed()).proposals[0]!.refusal).toMatchObject({ en: /no such item/ })
    const proposalIds = proposals.map(({ proposalId }) => proposalId)
    await must(decline, { ...quarter, proposalIds, reason: '办法没有这一项' }, clerk)
  })

  test('none, one twice and more than a hundred are refused at the door', async () => {
    const { all, proposals } = await world()
    const many = Array.from({ length: 101 }, (_, n) => ({ proposalId: `p${n}`, mandateId: 'm' }))
    for (const wrong of [[], [proposals[0], proposals[0]], many]) {
      expect(confirmProposals.safeParse({ ...all, proposals: wrong }).success).toBe(false)
    }
  })
})

test('proposal.declined: with a reason that is in no event, once, and it never becomes an entry', async () => {
  const { must, store, ctx, database, clerk, quarter, proposals, all, listed, totals, takenBack } = await world()
  const no = { ...quarter, proposalIds: proposals.map(({ proposalId }) => proposalId), reason: '与手工登记重复' }
  await must(decline, no, clerk)
  expect((await listed()).proposals[0]).toMatchObject({ status: 'declined', reason: '与手工登记重复' })
  expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('重复')
  for (const again of [run(store, decline, no, ctx(clerk)), run(store, confirm, all, ctx(clerk))]) {
    expect(await again).toMatchObject({ problem: { code: 'already-decided' } })
  }
  await takenBack()
  expect((await listed()).proposals.map(({ status }) => status)).toEqual(['declined', 'declined', 'declined'])
  expect(await totals()).toEqual([0, 0, 0])
})

describe('proposal.taken-back', () => {
  test('before a decision what waits falls away; after it the reversal waits, but for what was reversed by hand', async () => {
    const { must, clerk, of, all, proposals, takenBack, listed, totals, quarter, mandates } = await world()
    const [first, second, third] = proposals as [(typeof proposals)[0], (typeof proposals)[0], (typeof proposals)[0]]
    const [confirmed] = await must(confirm, { ...all, proposals: [first, second] }, clerk)
    const byHand = { ...of, mandateId: first.mandateId, occurredOn: '2026-09-16', reason: '登错' }
    await must(reverse, { ...byHand, entryId: `${confirmed!.commandId}/1` }, clerk)
    await takenBack()
    const open = (await listed()).proposals.filter(({ status }) => status === 'open')
    expect(open).toMatchObject([{ kind: 'reversal', mandateId: second.mandateId, hundredths: -200 }])
    expect((await listed()).proposals.find(({ id }) => id === third.proposalId)).toMatchObject({ status: 'withdrawn' })
    expect(await totals()).toEqual([0, 200, 0])
    const reversal = { proposalId: open[0]!.id, mandateId: open[0]!.mandateId }
    await must(confirm, { ...quarter, proposals: [reversal] }, clerk)
    expect(await totals()).toEqual(mandates.map(() => 0))
  })

  test('a confirmation and a withdrawal at once leave no entry without its reversal waiting', async () => {
    const { store, ctx, clerk, system, of, all, database } = await world()
    const shared = racing(store, 2)
    await Promise.all([
      run(shared, confirm, all, ctx(clerk)),
      run(shared, takeBack, { ...of, ...SOURCE, note: '接待登记已撤回' }, ctx(system)),
    ])
    const count = (where: string) =>
      (database.prepare(`select count(*) as n from point_proposal where ${where}`).get() as { n: number }).n
    const entries = (database.prepare('select count(*) as n from point_entry').get() as { n: number }).n
    expect(entries).toBe(count(`kind = 'reversal' and status = 'open'`))
    expect(entries + count(`status = 'withdrawn'`)).toBe(3)
  })

  test('an entry reversed by hand after that cannot be reversed twice', async () => {
    const { must, store, ctx, clerk, of, all, takenBack, listed, quarter } = await world()
    await must(confirm, all, clerk)
    await takenBack()
    const [open] = (await listed()).proposals
    const byHand = { ...of, mandateId: open!.mandateId, occurredOn: '2026-09-16', reason: '登错' }
    await must(reverse, { ...byHand, entryId: open!.entryId! }, clerk)
    const reversal = { ...quarter, proposals: [{ proposalId: open!.id, mandateId: open!.mandateId }] }
    expect(await run(store, confirm, reversal, ctx(clerk))).toMatchObject({ problem: { code: 'already-reversed' } })
    expect((await listed()).proposals[0]!.refusal).toMatchObject({ en: /already been reversed/ })
  })
})

describe('a closed quarter', () => {
  test('closing says how many wait, and of a race with a new proposal one is told', async () => {
    const { must, store, ctx, clerk, system, gives, quarter, all, database } = await world()
    const refused = await run(store, closePeriod, quarter, ctx(clerk))
    expect(refused).toMatchObject({ problem: { code: 'proposals-open', title: { zh: /3条/ } } })
    await must(confirm, all, clerk)
    const shared = racing(store, 2)
    const [closed] = await Promise.all([
      run(shared, closePeriod, quarter, ctx(clerk)),
      run(shared, make, { ...gives, source: 'reception/two' }, ctx(system)),
    ])
    const open = database.prepare(`select count(*) as n from point_proposal where status = 'open'`).get()
    expect(open).toEqual({ n: 3 })
    if (!closed.ok) expect(closed.problem.code).toBe('proposals-open')
  })

  test('waits for proposals of the quarters its closing closes too, and for none of a quarter closed before', async () => {
    const { must, store, ctx, clerk, system, gives, quarter, all, database } = await world()
    await must(confirm, all, clerk)
    await must(make, { ...gives, source: 'reception/early', occurredOn: '2026-05-11' }, system)
    expect(await run(store, closePeriod, quarter, ctx(clerk))).toMatchObject({ problem: { code: 'proposals-open' } })
    const early = database.prepare(`select id, mandateId from point_proposal where quarter = '2026Q2'`).all()
    const proposalIds = (early as { id: string }[]).map(({ id }) => id)
    await must(decline, { ...quarter, quarter: '2026Q2', proposalIds, reason: '重复' }, clerk)
    await must(closePeriod, { ...quarter, quarter: '2026Q1' }, clerk)
    await must(make, { ...gives, source: 'reception/late', occurredOn: '2026-02-11' }, system)
    await must(closePeriod, quarter, clerk)
  })

  test('a late one is the commission’s, with a reason, and the board is due anew', async () => {
    const { must, store, ctx, clerk, commission, system, gives, quarter, all, totals, listed } = await world()
    await must(confirm, all, clerk)
    expect(await run(store, confirmLate, { ...all, reason: '补' }, ctx(commission))).toMatchObject({
      problem: { code: 'already-decided' },
    })
    const later = { ...gives, source: 'reception/two' }
    await must(closePeriod, quarter, clerk)
    await must(publish, { ...quarter, objectionWorkingDays: 5, publicUntilOn: '2027-10-08' }, commission)
    await must(make, later, system)
    const open = (await listed()).proposals.filter(({ status }) => status === 'open')
    const late = { ...quarter, proposals: open.map(({ id, mandateId }) => ({ proposalId: id, mandateId })) }
    expect((await listed()).entriesEndedOn).toBe('2026-10-08')
    expect(await run(store, confirm, late, ctx(clerk))).toMatchObject({ problem: { code: 'quarter-closed' } })
    expect(await run(store, confirmLate, { ...late, reason: '补' }, ctx(clerk))).toMatchObject({
      problem: { status: 403 },
    })
    const facts = await must(confirmLate, { ...late, reason: '登记簿迟交' }, commission)
    expect(facts.at(-1)).toMatchObject({ type: 'period.revision-due', data: { revision: 1, cause: 'late-entry' } })
    expect(await totals()).toEqual([400, 400, 400])
    const [due] = await store.read([dueOn(quarter).compile()])
    expect(due).toMatchObject([{ cause: 'late-entry' }])
  })

  test('an open quarter has nothing late', async () => {
    const { store, ctx, commission, all } = await world()
    expect(await run(store, confirmLate, { ...all, reason: '补' }, ctx(commission))).toMatchObject({
      problem: { code: 'quarter-open' },
    })
  })
})

test('replay gives the same rows', async () => {
  const { must, database, clerk, all, proposals, takenBack, listed, quarter } = await world()
  const [first, second, third] = proposals as [(typeof proposals)[0], (typeof proposals)[0], (typeof proposals)[0]]
  await must(confirm, { ...all, proposals: [first, second] }, clerk)
  await must(decline, { ...quarter, proposalIds: [third.proposalId], reason: '重复' }, clerk)
  await takenBack()
  const [open] = (await listed()).proposals
  await must(confirm, { ...quarter, proposals: [{ proposalId: open!.id, mandateId: open!.mandateId }] }, clerk)
  const again = await replayed(database)
  for (const table of ['point_proposal', 'point_entry', 'mandate_year']) {
    const rows = `select * from ${table} order by 1, 2, 3, 4, 5`
    expect(again.prepare(rows).all(), table).toEqual(database.prepare(rows).all())
  }
})
