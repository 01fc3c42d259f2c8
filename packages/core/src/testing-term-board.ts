import { ask, run } from './kernel/command.ts'
import { register } from './term/commands.ts'
import { DISTRICT_PLACE } from './body/schema.ts'
import { terms, wholeYear } from './testing-annual-board.ts'
import { prepareYear, publishYear } from './annual-board/commands.ts'
import { publishedYear } from './annual-board/published.ts'
import { annualState } from './annual-board/state.ts'

export const ofTerm = { level: 'district', year: '2021-2026' } as const
export const summary = { ...ofTerm, plannedOn: '2026-10-08' }
export const days = { startOn: '2021-11-20', endOn: '2026-12-31' }

/** The district's term, in its last year; rules began with 2025. */
export async function lastYear(given: Parameters<typeof wholeYear>[0] = {}) {
  const world = await wholeYear(given)
  const { must, store, ctx, commission, administrator, visitor, quarterly, of, south } = world
  await must(register, { congresses: [{ congressId: DISTRICT_PLACE, ordinal: 18 }], ...days })
  const state = async (asked: { level: 'district' | 'township'; year: string } = ofTerm, on = '2026-10-08') => {
    const read = await ask(store, annualState, asked, { ...ctx(commission), today: on })
    if (!read.ok) throw new Error(read.problem.code)
    return read.value
  }
  const tried = (
    input: { level: 'district' | 'township'; year: string; plannedOn: string } = summary,
    on = '2026-10-08'
  ) => run(store, prepareYear, input, { ...ctx(commission), today: on })
  const sign = async (more: { reason?: string } = {}) => {
    const { draft } = await state()
    return run(
      store,
      publishYear,
      { ...ofTerm, root: draft?.root ?? '00'.repeat(32), ...terms, ...more },
      ctx(administrator)
    )
  }
  const bothIn = async (quarter: string) => {
    for (const unit of [of, south]) await quarterly(unit, quarter)
  }
  const read = (revision: number) => ask(store, publishedYear, { ...ofTerm, revision }, ctx(visitor))
  return { ...world, termState: state, tried, signTerm: sign, bothIn, readTerm: read }
}

type State = Awaited<ReturnType<Awaited<ReturnType<typeof lastYear>>['termState']>>
export const rowsOf = (state: State) => state.draft!.units.flatMap(({ rows }) => rows.map(({ row }) => row!))
