import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { cancel, hold } from '@jiceng/core/activity/commands'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import { apply } from '@jiceng/core/imports/commands'
import type { Actor } from '@jiceng/core/kernel/actor'
import { quarterOf } from '@jiceng/core/kernel/calendar'
import { run, type Command, type Queries } from '@jiceng/core/kernel/command'
import { publishRuleSet, record, reverse } from '@jiceng/core/points/commands'
import type { RuleSet } from '@jiceng/core/points/rules'
import { confirm, make } from '@jiceng/core/proposal/commands'
import { recordLate, reverseLate } from '@jiceng/core/revision/commands'
import { testWorld } from '@jiceng/core/testing'
import { OPENINGS, sheet, staged } from '@jiceng/core/testing-import'
import { someItem, someRules } from '@jiceng/core/testing-rules'
import { TODAY, type Copy } from '../faults/world.ts'
import type { Standing } from './definition.ts'
import { DAYS, seatedOn, TERMS, type Electorate } from './electorate.ts'

// Histories of one small district: what gives points, by every way there is, and what takes them back. A history is
// written down in one order or in another, each command once or again and again.

const { administrator, commission, system, office, ctx } = testWorld(TODAY)

type Spot = { day: string; who: number; item: string }
type Kind = 'record' | 'hold' | 'propose' | 'late'
type Act = Spot & { kind: Kind; isReversed: boolean }
type Opening = Spot & { hundredths: number }
export type History = { rules: RuleSet[]; openings: Opening[]; acts: Act[]; late: Act[]; chances: number[] }

/** The quarter that is closed and published, and entered into again. */
const CLOSED_DAY = '2026-08-03'
export const CLOSED = quarterOf(CLOSED_DAY)

const ACTS_MAX = 12
const LATE_MAX = 3
/** Four for each act: when it is done, sent again, taken back, and that sent again. */
const CHANCES = (ACTS_MAX + LATE_MAX) * 4
const CHANCE_MAX = 1000

const spotOn = (day: string) =>
  fc.record({ day: fc.constant(day), who: fc.constantFrom(...seatedOn(day)), item: someItem })
const someSpot = fc.constantFrom(...DAYS).chain(spotOn)
/** Opening points stand on a quarter's last day, so of one that is over. */
const someOpeningSpot = fc.constantFrom(...DAYS.filter((day) => quarterOf(day) < quarterOf(TODAY))).chain(spotOn)
const actOf = (kinds: readonly Kind[], spot: fc.Arbitrary<Spot>): fc.Arbitrary<Act> =>
  fc
    .record({ kind: fc.constantFrom(...kinds), spot, isReversed: fc.boolean() })
    .map(({ spot: where, ...act }) => ({ ...where, ...act }))

export const someHistory: fc.Arbitrary<History> = fc.record({
  rules: someRules,
  openings: fc.uniqueArray(
    fc
      .record({ spot: someOpeningSpot, hundredths: fc.integer({ min: 50, max: 900 }) })
      .map(({ spot, hundredths }): Opening => ({ ...spot, hundredths })),
    { maxLength: 2, selector: ({ day, who, item }) => `${day}/${who}/${item}` }
  ),
  acts: fc.array(actOf(['record', 'record', 'hold', 'propose'], someSpot), { minLength: 1, maxLength: ACTS_MAX }),
  late: fc.array(actOf(['late'], spotOn(CLOSED_DAY)), { maxLength: LATE_MAX }),
  chances: fc.array(fc.nat(CHANCE_MAX), { minLength: CHANCES, maxLength: CHANCES }),
})

/** Whose points an act gives. */
const concerned = ({ kind, day, who }: Act): number[] => (kind === 'hold' ? seatedOn(day) : [who])

/** What stands in the end. */
export function standing({ rules, openings, acts, late }: History): Standing[] {
  const worth = (item: string) => rules[0]!.items.find(({ code }) => code === item)!.hundredths
  return [
    ...openings.map(({ day, who, item, hundredths }) => ({ mandate: who, quarter: quarterOf(day), item, hundredths })),
    ...[...acts, ...late]
      .filter(({ isReversed }) => !isReversed)
      .flatMap((act) =>
        concerned(act).map((mandate) => ({
          ...{ mandate, quarter: quarterOf(act.day), item: act.item, hundredths: worth(act.item) },
        }))
      ),
  ]
}

/** A step of an act, at a place among the others. */
type Step = { id: string; act: Act; step: 'do' | 'undo'; at: number }

/** One act after the other, each taken back at once. */
const inOrder = (acts: readonly Act[], name: string): Step[] =>
  acts.flatMap((act, n): Step[] => [
    { id: `${name}-${n}`, act, step: 'do', at: n },
    ...(act.isReversed ? [{ id: `${name}-${n}`, act, step: 'undo' as const, at: n }] : []),
  ])

/** Anywhere, but for what is taken back: that comes after it was given. Half of the commands are sent again. */
function shuffled(acts: readonly Act[], name: string, chances: readonly number[]): Step[] {
  const later = (at: number, chance: number) => at + ((CHANCE_MAX - at) * (chance + 1)) / (CHANCE_MAX + 2)
  return acts
    .flatMap((act, n): Step[] => {
      const [done, again, undone, undoneAgain] = chances.slice(n * 4, n * 4 + 4) as [number, number, number, number]
      const id = `${name}-${n}`
      const twice = (step: Step['step'], at: number, chance: number): Step[] => [
        { id, act, step, at },
        ...(chance % 2 === 0 ? [{ id, act, step, at: later(at, chance) }] : []),
      ]
      return [...twice('do', done, again), ...(act.isReversed ? twice('undo', later(done, undone), undoneAgain) : [])]
    })
    .sort((a, b) => a.at - b.at)
}

/** The commandId a step is sent under for the nth time. */
export type Press = (commandId: string, time: number) => string

/** Writes a history down in a copy of the district: as it is told, or in another order with commands that come twice. */
export async function written(
  { world, of, mandates }: Electorate,
  { rules, openings, acts, late, chances }: History,
  how: 'as-told' | Press
): Promise<Copy> {
  const copy = world.copy()
  const told = new Map<string, unknown>()
  const times = new Map<string, number>()
  const clerk = office(of.unitId)

  async function send<I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor, commandId: string) {
    const time = (times.get(commandId) ?? 0) + 1
    times.set(commandId, time)
    const id = how === 'as-told' ? commandId : how(commandId, time)
    const result = await run(copy.store, spec, input, ctx(actor, id))
    if (!result.ok) throw new Error(`${spec.name}: ${JSON.stringify(result.problem)}`)
    const facts = result.value.map(({ stream, version, type, data }) => ({ stream, version, type, data }))
    if (told.has(id) && !isDeepStrictEqual(told.get(id), facts)) throw new Error(`${spec.name}: another answer`)
    told.set(id, facts)
  }

  const does: Record<Kind, (id: string, act: Act) => Promise<void>> = {
    record: (id, act) => send(record, { ...entryOf(act), note: '' }, clerk, id),
    late: (id, act) => send(recordLate, { ...entryOf(act), reason: '漏登' }, administrator, id),
    hold: (id, { day, item }) =>
      send(
        hold,
        { ...of, title: '小组活动', itemCode: item, occurredOn: day, attendance: everybodyOn(day) },
        clerk,
        id
      ),
    propose: async (id, act) => {
      const { mandateId, ...given } = entryOf(act)
      await send(make, { ...given, source: `reception/${id}`, mandateIds: [mandateId], note: '' }, system, `${id}-made`)
      const proposals = [{ proposalId: `${id}-made/0`, mandateId }]
      await send(confirm, { ...of, quarter: quarterOf(act.day), proposals }, clerk, id)
    },
  }
  const undoes: Record<Kind, (id: string, act: Act) => Promise<void>> = {
    record: (id, act) => send(reverse, takenBack(act, `${id}/0`), clerk, `${id}-back`),
    late: (id, act) => send(reverseLate, takenBack(act, `${id}/0`), administrator, `${id}-back`),
    propose: (id, act) => send(reverse, takenBack(act, `${id}/1`), clerk, `${id}-back`),
    hold: (id, { day }) => {
      const mandateIds = seatedOn(day).map((who) => mandates[who]!)
      return send(cancel, { ...of, activityId: id, occurredOn: day, reason: '取消', mandateIds }, clerk, `${id}-back`)
    },
  }
  const entryOf = ({ day, who, item }: Spot) => ({ ...of, mandateId: mandates[who]!, itemCode: item, occurredOn: day })
  const everybodyOn = (day: string) =>
    seatedOn(day).map((who) => ({ mandateId: mandates[who]!, presence: 'present' as const }))
  const takenBack = ({ day, who }: Spot, entryId: string) => ({
    ...{ ...of, entryId, mandateId: mandates[who]!, occurredOn: day, reason: '登错' },
  })
  const all = async (steps: readonly Step[]) => {
    for (const { id, act, step } of steps) await (step === 'do' ? does : undoes)[act.kind](id, act)
  }
  const board = { ...of, quarter: CLOSED, objectionWorkingDays: 5, publicUntilOn: '2027-10-20' }

  for (const set of rules) await send(publishRuleSet, set, system, `rules-${set.version}`)
  if (openings.length > 0) {
    await send(apply, await staged(copy.store, [openingSheet(openings)], TODAY), commission, 'openings')
  }
  await all(how === 'as-told' ? inOrder(acts, 'act') : shuffled(acts, 'act', chances))
  await send(closePeriod, { ...of, quarter: CLOSED }, clerk, 'close')
  await send(publish, board, commission, 'publish')
  await all(how === 'as-told' ? inOrder(late, 'late') : shuffled(late, 'late', chances.slice(ACTS_MAX * 4)))
  if (late.length > 0) await send(publish, { ...board, reason: '补登' }, commission, 'publish-again')
  return copy
}

const openingSheet = (openings: readonly Opening[]) =>
  sheet(
    '期初积分',
    OPENINGS,
    ...openings.map(({ day, who, item, hundredths }) => [
      ...['', TERMS[who]!.name, '', '', '', '', quarterOf(day), item, (hundredths / 100).toFixed(2), '原登记册'],
    ])
  )
