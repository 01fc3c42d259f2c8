import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import * as format from '$lib/format.ts'
import * as paths from '$lib/paths.ts'
import { spanName } from '$lib/span.ts'
import { leaveStatusName, levelName, objectionStatusName, reportStatusName } from '$lib/words.ts'
import { joined, type Line, type Part } from './part.ts'
import type { PageData } from './$types'

// What waits in the quarters and years of units.

type Waiting = { unitId: string; level: string; quarter: string; unitName: string; count?: number; dueOn?: string }
type Act = {
  hrefOf: (of: { tenant: string; unitId: string; level: string; quarter: string }) => string
  state: string
  act: string
  aboutOf?: (one: { count: number; dueOn: string }) => string
}

const levelOf = (level: string): string => m.unit_level_deputies({ level: levelName(level) })

function byQuarter(title: string, waiting: readonly Waiting[], tenant: string, { hrefOf, aboutOf, ...act }: Act): Part {
  const lines = waiting.map((one) => ({
    ...{ id: `${one.unitId} ${one.level} ${one.quarter}`, kind: 'warn' as const, title: one.unitName, ...act },
    href: hrefOf({ tenant, ...one }),
    about: joined(
      format.quarter(one.quarter, getLocale()),
      levelOf(one.level),
      aboutOf?.({ count: one.count ?? 0, dueOn: one.dueOn ?? '' })
    ),
  }))
  return { title, lines }
}

/** Activities, points and leave that were asked for or reported. */
export const reported = ({ reports, proposals, leaves }: PageData, tenant: string): Part[] => [
  byQuarter(m.today_to_confirm(), reports, tenant, {
    ...{ hrefOf: paths.activities, state: m.activity_reported_state(), act: m.today_confirm() },
    aboutOf: ({ count }) => m.today_activities({ count }),
  }),
  byQuarter(m.today_proposals(), proposals, tenant, {
    ...{ hrefOf: paths.proposals, state: m.activity_reported_state(), act: m.today_confirm() },
    aboutOf: ({ count }) => m.today_proposals_count({ count }),
  }),
  byQuarter(m.leave_today(), leaves, tenant, {
    ...{ hrefOf: paths.leaves, state: leaveStatusName('requested'), act: m.leave_answer() },
    aboutOf: ({ count }) => m.today_count({ count }),
  }),
]

/** Faults that deputies reported of a closed quarter. */
export const faults = ({ pointReports }: PageData, tenant: string): Part[] =>
  (['open', 'accepted'] as const).map((status) =>
    byQuarter(
      status === 'open' ? m.selfcheck_today_open() : m.selfcheck_today_correct(),
      pointReports.filter((one) => one.status === status),
      tenant,
      {
        ...{ hrefOf: paths.pointReports, act: m.selfcheck_see(), aboutOf: ({ count }) => m.today_count({ count }) },
        state: status === 'open' ? reportStatusName('open') : m.selfcheck_to_correct(),
      }
    )
  )

/** Objections: open ones by the day they are due, upheld ones until the board is put right. */
export const objections = ({ objections: all }: PageData, tenant: string): Part[] =>
  (['open', 'upheld'] as const).map((status) =>
    byQuarter(
      status === 'open' ? m.objection_today_open() : m.objection_today_upheld(),
      all.filter((one) => one.status === status),
      tenant,
      {
        ...{ hrefOf: paths.objections, state: objectionStatusName(status) },
        act: status === 'open' ? m.objection_decide() : m.objection_correct(),
        aboutOf: ({ count, dueOn }) =>
          joined(
            m.today_count({ count }),
            status === 'open' && m.objection_due({ day: format.shortDay(dueOn, getLocale()) })
          ),
      }
    )
  )

export const revisions = ({ revisionsDue }: PageData, tenant: string): Part =>
  byQuarter(m.revision_today(), revisionsDue, tenant, {
    ...{ hrefOf: paths.revision, state: m.revision_due(), act: m.revision_publish_submit() },
  })

/** Years and terms to sign or to freeze anew; `planned`: those whose day is still to come. */
export function years({ annualBoards }: PageData, tenant: string, planned: boolean): Part {
  const kinds = {
    planned: ['now', m.annual_today_waits(), m.activity_open()],
    'to-publish': ['warn', m.annual_today_to_publish(), m.annual_publish()],
    outdated: ['warn', m.annual_due(), m.annual_prepare_anew()],
  } as const
  const lines = annualBoards
    .filter(({ state }) => (state === 'planned') === planned)
    .map(({ level, year, ordinal, state, plannedOn }): Line => {
      const [kind, words, act] = kinds[state]
      const about = joined(
        levelOf(level),
        state === 'planned' && m.annual_today_day({ day: format.shortDay(plannedOn, getLocale()) }),
        state === 'outdated' && m.annual_today_outdated()
      )
      const href = paths.annualBoard({ tenant, level, year })
      return { id: `${level} ${year}`, kind, state: words, title: spanName({ year, ordinal }), about, href, act }
    })
  return { title: planned ? m.annual_today_planned() : m.annual_today(), lines }
}

/** More than this are folded away: nothing is left to do there. */
const PUBLISHED_OPEN_MAX = 6

/** The quarter that is over, unit by unit, by what it waits for. */
export function quarters(data: PageData, tenant: string) {
  const quarter = format.quarter(data.quarter, getLocale())
  const at = ({ unitId, level }: { unitId: string; level: string }, of: string) =>
    paths.points(tenant, unitId, level, of)
  const among = (state: PageData['quarters'][number]['state']) => data.quarters.filter((unit) => unit.state === state)
  const part = (
    title: string,
    units: PageData['quarters'],
    kind: 'warn' | 'now',
    state: string,
    act: string
  ): Part => ({
    title,
    lines: units.map((unit) => ({
      ...{ id: `${unit.unitId} ${unit.level}`, kind, state, act, title: unit.unitName },
      ...{ about: levelOf(unit.level), href: at(unit, data.quarter) },
    })),
  })
  const published = among('published')
  const untilOf = (unit: (typeof published)[number]): string =>
    format.shortDay(unit.published?.objectionsUntilOn ?? data.today, getLocale())
  return {
    toDo: [
      part(m.selfcheck_today_to_open({ quarter }), among('to-open'), 'warn', m.state_open(), m.selfcheck_open()),
      part(m.today_to_close({ quarter }), among('to-close'), 'warn', m.state_open(), m.points_close()),
      part(m.today_to_publish({ quarter }), among('to-publish'), 'now', m.state_closed(), m.points_publish()),
    ],
    running: [
      part(m.selfcheck_today_running({ quarter }), among('self-check'), 'now', m.selfcheck_title(), m.activity_open()),
      part(m.today_others({ quarter }), among('waits-for-others'), 'now', m.today_others_state(), m.activity_open()),
      {
        title: m.today_published({ quarter }),
        isOpen: published.length <= PUBLISHED_OPEN_MAX,
        lines: published.map((unit): Line => ({
          ...{ id: `${unit.unitId} ${unit.level}`, kind: 'ok', state: m.state_published(), title: unit.unitName },
          about: m.today_objections({ day: untilOf(unit) }),
          href: paths.board(tenant, unit.unitId, unit.level, data.quarter),
          ...{ act: m.points_record(), actHref: at(unit, data.current) },
        })),
      },
    ],
  }
}
