import { unitQuarter } from '../board/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { ok } from '../kernel/problem.ts'
import { preview } from '../points/queries.ts'
import { boardSetting, reportsIn, selfCheckDays, selfCheckOf, windowNow } from './queries.ts'

/** A unit's quarter as it stands: the points of its board, and how far the self-check is. */
export const quarterState = query({
  name: 'quarter.state',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input, scope, ctx) => ({
    ...preview.load(input, scope, ctx),
    setting: boardSetting(),
    window: selfCheckOf(input),
    reports: reportsIn(input).select('status'),
  }),
  answer: ({ setting, window, reports, ...points }, input, ctx) => {
    const shown = preview.answer(points, input, ctx)
    if (!shown.ok) return shown
    return ok({
      ...shown.value,
      check: {
        workingDays: selfCheckDays(setting),
        window: windowNow(window, ctx.today),
        reported: reports.length,
        answered: reports.filter(({ status }) => status !== 'open').length,
      },
    })
  },
})
