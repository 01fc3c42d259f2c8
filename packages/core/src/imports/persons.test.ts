import { describe, expect, test } from 'vitest'
import { run } from '../kernel/command.ts'
import { DEPUTIES, DISTRICTS, inputOf, JOB, linesOf, sheet, staged, TERM, UNITS } from '../testing-import.ts'
import { openedDistrict } from '../testing-world.ts'
import { apply, reverseImport } from './commands.ts'
import { choose } from './job.ts'
import { ANOTHER_PERSON, type Choice } from './schema.ts'

describe('who takes an imported seat', () => {
  test('a known deputy, by number or by choice, takes a second mandate as the same person', async () => {
    const world = await openedDistrict()
    const { store, must, database, commission, ctx } = world
    const seat = (code: string, level: string) => [code, '陈静', '柳荫镇', level, '镇第一选区', ...TERM, '']
    const places = ['区县级', '乡镇级'].map((level) => ['柳荫镇', level, '镇第一选区', '3'])
    const town = [sheet('街镇', UNITS, ['柳荫镇', '镇']), sheet('选区', DISTRICTS, ...places)]
    const persons = () => database.prepare('select count(*) as n from person').get()
    await must(apply, await staged(store, [...town, sheet('代表', DEPUTIES, seat('', '区县级'))]), commission)

    const second = JOB.replace(/1$/, '2')
    const township = [sheet('代表', DEPUTIES, seat('', '乡镇级'))]
    await staged(store, township, '2026-10-08', null, second)
    const [choice] = await linesOf<Choice>(world, 'choices', second)
    expect(choice).toMatchObject({ chosen: null, candidates: [{}, { mandateId: ANOTHER_PERSON }] })
    expect(await run(store, apply, await inputOf(store, second), ctx(commission))).toMatchObject({
      problem: { code: 'import-not-clean' },
    })
    await choose(store, second, [{ key: choice!.key, mandateId: choice!.candidates[0]!.mandateId }], '2026-10-08')
    await must(apply, await inputOf(store, second), commission)
    expect(persons()).toEqual({ n: 1 })

    await must(reverseImport, await inputOf(store, second), commission)
    expect(persons()).toEqual({ n: 1 })

    const third = JOB.replace(/1$/, '3')
    const numbered = [sheet('代表', DEPUTIES, seat('7', '区县级'), seat('7', '乡镇级'))]
    await must(apply, await staged(store, numbered, '2026-10-08', null, third), commission)
    expect(persons()).toEqual({ n: 1 })
    expect(database.prepare('select count(*) as n from mandate_unit').get()).toEqual({ n: 2 })
  })

  test('re-elected deputies without numbers are chosen at once, those left out stay open and stand first', async () => {
    const world = await openedDistrict()
    const { store, must, database, commission } = world
    const names = ['陈静', '丁文博', '王素梅']
    const seats = (term: readonly string[]) =>
      names.map((name) => ['', name, '柳荫镇', '区县级', '第一选区', ...term, ''])
    const places = [
      sheet('街镇', UNITS, ['柳荫镇', '镇']),
      sheet('选区', DISTRICTS, ['柳荫镇', '区县级', '第一选区', '3']),
    ]
    await must(apply, await staged(store, [...places, sheet('代表', DEPUTIES, ...seats(TERM))]), commission)

    const second = JOB.replace(/1$/, '2')
    await staged(store, [sheet('代表', DEPUTIES, ...seats(['2027-01-01', '2031-12-31']))], '2026-10-08', null, second)
    const open = await linesOf<Choice>(world, 'choices', second)
    expect(open.map(({ candidates }) => candidates.length)).toEqual([2, 2, 2])
    const same = open.slice(0, 2).map(({ key, candidates }) => ({ key, mandateId: candidates[0]!.mandateId }))
    await choose(store, second, same, '2026-10-08')
    const left = await linesOf<Choice>(world, 'choices', second)
    expect(left.map(({ chosen }) => chosen)).toEqual([null, ...same.map(({ mandateId }) => mandateId)])
    await choose(store, second, [{ key: left[0]!.key, mandateId: ANOTHER_PERSON }], '2026-10-08')
    await must(apply, await inputOf(store, second), commission)
    expect(database.prepare('select count(*) as n from person').get()).toEqual({ n: 4 })
  })
})
