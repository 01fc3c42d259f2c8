import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closePeriod } from '../board/commands.ts'
import type { Actor } from '../kernel/actor.ts'
import { ask, run } from '../kernel/command.ts'
import { record, reverse } from '../points/commands.ts'
import { newestEntries } from '../points/newest.ts'
import { preview } from '../points/queries.ts'
import { racing } from '../testing-race.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { begin, establish } from '../people/commands.ts'
import { endMandateEarly, reinstate, transfer } from './commands.ts'
import { deputyRecord } from '../people/queries.ts'

const end = { endOn: '2026-08-15', ending: 'resignation' as const, decision: '青人常〔2026〕12号' }

async function world() {
  const district = await districtWithDeputies()
  const { must, store, ctx, administrator, of, mandates } = district
  const [other] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const toUnitId = other!.commandId
  const seat = { ...of, mandateId: mandates[0]! }
  const entry = { ...seat, itemCode: 'inspection', note: '' }
  const boardOf = async (unitId: string, quarter: string) => {
    const read = await ask(store, preview, { ...of, unitId, quarter }, ctx(administrator))
    return read.ok ? read.value.rows.map((row) => [row.mandateId, row.quarterHundredths]) : []
  }
  return { ...district, toUnitId, seat, entry, boardOf }
}

describe('mandate.end', () => {
  test('mandate.ended and seat.moved: ends early on a ground of law, and the quarter it ended in still counts it', async () => {
    const { must, database, seat, boardOf, of, mandates, store, ctx, administrator } = await world()
    await must(endMandateEarly, { ...seat, ...end })
    expect(database.prepare('select endOn from mandate where id = ?').get(seat.mandateId)).toEqual({ endOn: end.endOn })
    expect((await boardOf(of.unitId, '2026Q3')).map(([id]) => id)).toContain(mandates[0])
    expect((await boardOf(of.unitId, '2026Q4')).map(([id]) => id)).not.toContain(mandates[0])
    expect(JSON.stringify(database.prepare('select * from event').all())).not.toContain('青人常')
    const read = await ask(store, deputyRecord, { mandateId: seat.mandateId }, ctx(administrator))
    expect(read.ok && read.value).toMatchObject({
      name: '陈静',
      end: { ending: 'resignation', previousEndOn: '2026-12-31' },
      history: { items: [{ type: 'mandate.ended', note: end.decision, actorName: '张敏之' }] },
    })
  })

  test('refuses a day outside the mandate, entries after it and a closed quarter; nobody’s unit office ends one', async () => {
    const { must, store, ctx, administrator, office, of, seat, entry } = await world()
    const refusal = async (change: object) => {
      const result = await run(store, endMandateEarly, { ...seat, ...end, ...change }, ctx(administrator))
      return result.ok ? null : result.problem.code
    }
    expect(await refusal({ endOn: '2021-11-20' })).toBe('outside-the-mandate')
    expect(await refusal({ endOn: '2027-03-01' })).toBe('outside-the-mandate')
    expect(await refusal({ mandateId: 'nobody' })).toBe('not-found')
    expect(await run(store, endMandateEarly, { ...seat, ...end }, ctx(office(of.unitId)))).toMatchObject({
      problem: { status: 403 },
    })
    const [fact] = await must(record, { ...entry, occurredOn: '2026-09-01' })
    expect(await refusal({})).toBe('entries-after-the-end')
    await must(reverse, { ...seat, entryId: `${fact!.commandId}/0`, occurredOn: '2026-09-01', reason: '登错' })
    await must(closePeriod, { ...of, quarter: '2026Q3' })
    expect(await refusal({})).toBe('quarter-closed')
  })

  test('against an entry of a later day: one of the two is refused', async () => {
    const { store, ctx, administrator, seat, entry } = await world()
    const shared = racing(store, 2)
    const results = await Promise.all([
      run(shared, endMandateEarly, { ...seat, ...end }, ctx(administrator)),
      run(shared, record, { ...entry, occurredOn: '2026-09-01' }, ctx(administrator)),
    ])
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  test('mandate.reinstated: taken back with a reason, until somebody else sits there', async () => {
    const { must, store, database, ctx, administrator, of, seat, seats } = await world()
    await must(endMandateEarly, { ...seat, ...end })
    const back = { ...seat, endedOn: end.endOn, reason: '登错了人' }
    await must(reinstate, back)
    expect(database.prepare('select untilOn from mandate_unit where mandateId = ?').get(seat.mandateId)).toEqual({
      untilOn: '2026-12-31',
    })
    expect(await run(store, reinstate, back, ctx(administrator))).toMatchObject({ problem: { code: 'not-ended' } })
    await must(endMandateEarly, { ...seat, ...end })
    const successor = { name: '李四', electoralDistrictId: seats[0]!, startOn: '2026-09-01', endOn: '2026-12-31' }
    await must(begin, { ...of, ...successor, ground: 'by_election' })
    expect(await run(store, reinstate, back, ctx(administrator))).toMatchObject({
      problem: { code: 'electoral-district-full' },
    })
  })
})

describe('mandate.transfer', () => {
  const move = { fromOn: '2026-08-10', reason: '人户变动' }

  test('mandate.transferred and seat.taken: the quarter goes with the deputy, and replay gives the same rows', async () => {
    const { must, database, of, seat, entry, toUnitId, boardOf } = await world()
    await must(record, { ...entry, occurredOn: '2026-07-10' })
    await must(transfer, { ...seat, ...move, toUnitId })
    expect((await boardOf(of.unitId, '2026Q3')).map(([id]) => id)).not.toContain(seat.mandateId)
    expect(await boardOf(toUnitId, '2026Q3')).toEqual([[seat.mandateId, 300]])
    expect((await boardOf(of.unitId, '2026Q2')).map(([id]) => id)).toContain(seat.mandateId)
    const again = await replayed(database)
    for (const table of ['mandate', 'mandate_unit', 'mandate_end']) {
      const rows = (db: typeof database) => db.prepare(`select * from ${table} order by 1, 2, 3, 4`).all()
      expect(rows(again), table).toEqual(rows(database))
    }
  })

  test('refuses the same unit, a day outside, a closed quarter of either unit, and a unit there is not', async () => {
    const { must, store, ctx, administrator, of, seat, toUnitId } = await world()
    const refusal = async (change: object) => {
      const result = await run(store, transfer, { ...seat, ...move, toUnitId, ...change }, ctx(administrator))
      return result.ok ? null : result.problem.code
    }
    expect(await refusal({ toUnitId: of.unitId })).toBe('same-unit')
    expect(await refusal({ fromOn: '2021-11-20' })).toBe('outside-the-mandate')
    expect(await refusal({ toUnitId: 'elsewhere' })).toBe('not-found')
    await must(closePeriod, { ...of, quarter: '2026Q3' })
    expect(await refusal({})).toBe('quarter-closed')
    expect(await refusal({ fromOn: '2026-10-05' })).toBe(null)
  })

  test('a unit that gave the record away reads of its own time, the one that keeps it everything', async () => {
    const { must, store, ctx, of, seat, entry, toUnitId, office, commission } = await world()
    await must(record, { ...entry, occurredOn: '2026-07-10' })
    await must(transfer, { ...seat, ...move, toUnitId })
    await must(record, { ...entry, unitId: toUnitId, occurredOn: '2026-09-10' })
    const days = async (actor: Actor, unitId: string) => {
      const newest = await ask(store, newestEntries, { ...seat, unitId }, ctx(actor))
      const found = await ask(store, deputyRecord, { mandateId: seat.mandateId }, ctx(actor))
      return {
        entries: newest.ok && newest.value.entries.map(({ occurredOn }) => occurredOn),
        history: found.ok && found.value.history!.items.map(({ occurredOn }) => occurredOn),
      }
    }
    const all = ['2026-09-10', '2026-07-10']
    const [before, kept] = [await days(office(of.unitId), of.unitId), await days(office(toUnitId), toUnitId)]
    expect(before).toEqual({ entries: ['2026-07-10'], history: ['2026-07-10'] })
    expect(kept.entries).toEqual(all)
    expect(kept.history).toEqual(['2026-09-10', '2026-08-10', '2026-07-10'])
    expect((await days(commission, of.unitId)).entries).toEqual(all)
    // Back again, it keeps the record, and with it what happened elsewhere.
    await must(transfer, { ...seat, unitId: toUnitId, fromOn: '2026-10-02', reason: '迁回', toUnitId: of.unitId })
    expect((await days(office(of.unitId), of.unitId)).entries).toEqual(all)
    expect((await days(office(toUnitId), toUnitId)).entries).toEqual(all)
    // Whoever kept it to the end of the mandate keeps it.
    await must(endMandateEarly, { ...seat, ...end, endOn: '2026-10-05' })
    expect((await days(office(of.unitId), of.unitId)).entries).toEqual(all)
  })

  test('against the closing of its quarter: whoever comes second sees the first', async () => {
    const { store, ctx, administrator, commission, of, seat, toUnitId, database } = await world()
    const shared = racing(store, 2)
    const [moved, closed] = await Promise.all([
      run(shared, transfer, { ...seat, ...move, toUnitId }, ctx(administrator)),
      run(shared, closePeriod, { ...of, quarter: '2026Q3' }, ctx(commission)),
    ])
    expect(closed.ok).toBe(true)
    if (!moved.ok) expect(moved.problem.code).toBe('quarter-closed')
    else {
      const seq = (type: string) =>
        (database.prepare('select seq from event where type = ?').get(type) as { seq: number }).seq
      expect(seq('mandate.transferred')).toBeLessThan(seq('period.closed'))
    }
  })

  test('and ending never move what a closed quarter shows', async () => {
    const days = fc.constantFrom('2026-03-10', '2026-05-10', '2026-08-10', '2026-10-05')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat(2), days), { maxLength: 6 }), async (acts) => {
        const { must, store, ctx, administrator, of, mandates, toUnitId, boardOf } = await world()
        for (const mandateId of mandates) {
          await must(record, { ...of, mandateId, itemCode: 'suggestion', occurredOn: '2026-02-01', note: '' })
        }
        await must(closePeriod, { ...of, quarter: '2026Q2' })
        const before = [await boardOf(of.unitId, '2026Q1'), await boardOf(of.unitId, '2026Q2')]
        for (const [ends, n, day] of acts) {
          const seat = { ...of, mandateId: mandates[n]! }
          await (ends
            ? run(store, endMandateEarly, { ...seat, ...end, endOn: day }, ctx(administrator))
            : run(store, transfer, { ...seat, ...move, toUnitId, fromOn: day }, ctx(administrator)))
        }
        expect([await boardOf(of.unitId, '2026Q1'), await boardOf(of.unitId, '2026Q2')]).toEqual(before)
      }),
      { numRuns: 25 }
    )
  })
})
