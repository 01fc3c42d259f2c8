import { describe, expect, test } from 'vitest'
import { closePeriod } from './board/commands.ts'
import { run, type Ctx } from './kernel/command.ts'
import { Clash, type Store } from './kernel/store.ts'
import { confirm } from './proposal/commands.ts'
import { reactToNew } from './reactions.ts'
import { recordVoters, withdraw } from './reception/commands.ts'
import { districtWithDeputies } from './testing-world.ts'

async function world() {
  const district = await districtWithDeputies({ count: 3 })
  const { of, mandates, office, ctx, must, database } = district
  const clerk = office(of.unitId)
  const as = (commandId: string): Ctx => ctx({ kind: 'system', id: 'reactions' }, commandId)
  const reception = { ...of, occurredOn: '2026-09-16', place: '代表之家', mandateIds: mandates, voterCount: 5 }
  const record = async () => (await must(recordVoters, reception, clerk))[0]!.commandId
  const takeBack = (receptionId: string) =>
    must(withdraw, { ...of, receptionId, occurredOn: '2026-09-16', reason: '登错' }, clerk)
  const proposals = () =>
    database.prepare('select id, kind, status, mandateId from point_proposal order by id').all() as unknown as {
      id: string
      kind: string
      status: string
      mandateId: string
    }[]
  const states = () => proposals().map(({ kind, status }) => `${kind} ${status}`)
  const cursor = () => database.prepare('select seq from reaction_cursor').get()
  const head = () => database.prepare('select max(seq) as seq from event').get()
  return { ...district, clerk, as, record, takeBack, proposals, states, cursor, head }
}

class Crash extends Error {}

/** A store whose nth call fails, before it was made or after it was answered. */
function crashing(store: Store, nth: number, when: 'before' | 'after'): Store & { calls: number } {
  const broken = {
    calls: 0,
    async call<T>(act: () => Promise<T>): Promise<T> {
      const isIt = ++broken.calls === nth
      if (isIt && when === 'before') throw new Crash()
      const answer = await act()
      if (isIt) throw new Crash()
      return answer
    },
    read: (statements: Parameters<Store['read']>[0]) => broken.call(() => store.read(statements)),
    write: (statements: Parameters<Store['write']>[0]) => broken.call(() => store.write(statements)),
  }
  return broken
}

describe('a reaction', () => {
  test('a recorded reception proposes an entry for each deputy; a withdrawn one takes back what waits', async () => {
    const { store, as, record, takeBack, states, proposals, cursor, head } = await world()
    const receptionId = await record()
    await reactToNew(store, as)
    expect(states()).toEqual(['entry open', 'entry open', 'entry open'])
    expect(proposals()[0]!.id).toBe(`react:${receptionId}/0:points/0`)
    await takeBack(receptionId)
    await reactToNew(store, as)
    expect(states()).toEqual(['entry withdrawn', 'entry withdrawn', 'entry withdrawn'])
    await reactToNew(store, as)
    expect(cursor()).toEqual(head())
  })

  test('withdrawn before anybody has read of it: nothing waits', async () => {
    const { store, as, record, takeBack, states } = await world()
    await takeBack(await record())
    await reactToNew(store, as)
    expect(states()).toEqual(['entry withdrawn', 'entry withdrawn', 'entry withdrawn'])
  })

  test('happens once, wherever it was cut short', async () => {
    const { store, as, record, takeBack, states, cursor, head, database } = await world()
    const happened = async () => {
      await takeBack(await record())
      await record()
    }
    await happened()
    const whole = crashing(store, 0, 'before')
    await reactToNew(whole, as)
    let times = 1
    for (let nth = 1; nth <= whole.calls; nth++) {
      for (const when of ['before', 'after'] as const) {
        await happened()
        times++
        await expect(reactToNew(crashing(store, nth, when), as)).rejects.toThrow(Crash)
        await reactToNew(store, as)
        const count = (state: string) => states().filter((one) => one === state).length
        expect([count('entry withdrawn'), count('entry open')], `${when} call ${nth}`).toEqual([3 * times, 3 * times])
        expect(cursor()).toEqual(head())
      }
    }
    const reacted = database.prepare(`select count(*) as n from event where actor = 'system:reactions'`).get()
    expect(reacted).toEqual({ n: 3 * times })
  })

  test('happens once under ticks that overlap', async () => {
    const { store, as, record, takeBack, states, database } = await world()
    const kept = await record()
    await takeBack(await record())
    await Promise.all([1, 2, 3].map(() => reactToNew(store, as)))
    expect(states().filter((state) => state === 'entry open')).toHaveLength(3)
    expect(states().filter((state) => state === 'entry withdrawn')).toHaveLength(3)
    const facts = database.prepare(`select commandId from event where type = 'proposal.made' order by seq`).all()
    expect(facts).toHaveLength(2)
    expect(facts[0]).toEqual({ commandId: `react:${kept}/0:points` })
  })

  test('that lost its race keeps its place and comes again', async () => {
    const { store, as, record, states, cursor } = await world()
    await record()
    const losing: Store = { read: (all) => store.read(all), write: () => Promise.reject(new Clash('event')) }
    await expect(reactToNew(losing, as)).rejects.toThrow('lost its race')
    expect(cursor()).toBeUndefined()
    await reactToNew(store, as)
    expect(states()).toHaveLength(3)
  })

  test('that an older program did with other words is done', async () => {
    const { store, as, record, states, cursor, head, database } = await world()
    await record()
    await reactToNew(store, as)
    database.exec(`delete from reaction_cursor; update point_proposal set status = 'open'`)
    database.exec('drop trigger event_no_update')
    database.exec(`update event set inputHash = 'older' where type = 'proposal.made'`)
    await reactToNew(store, as)
    expect(states()).toHaveLength(3)
    expect(cursor()).toEqual(head())
  })
})

test('a quarter is not closed over a reception that nobody has reacted to yet', async () => {
  const { store, ctx, as, clerk, of, record, proposals, must } = await world()
  const quarter = { ...of, quarter: '2026Q3' }
  await record()
  expect(await run(store, closePeriod, quarter, ctx(clerk))).toMatchObject({ problem: { code: 'proposals-to-come' } })
  await reactToNew(store, as)
  expect(await run(store, closePeriod, quarter, ctx(clerk))).toMatchObject({ problem: { code: 'proposals-open' } })
  const chosen = proposals().map(({ id, mandateId }) => ({ proposalId: id, mandateId }))
  await must(confirm, { ...quarter, proposals: chosen }, clerk)
  await must(closePeriod, quarter, clerk)
})

test('a reception recorded while a quarter is being closed is seen by the closing, or comes late', async () => {
  const { store, ctx, clerk, of, record } = await world()
  const quarter = { ...of, quarter: '2026Q3' }
  let isFirst = true
  const slow: Store = {
    read: (statements) => store.read(statements),
    async write(statements) {
      if (isFirst) {
        isFirst = false
        await record()
      }
      return store.write(statements)
    },
  }
  expect(await run(slow, closePeriod, quarter, ctx(clerk))).toMatchObject({ problem: { code: 'proposals-to-come' } })
})
