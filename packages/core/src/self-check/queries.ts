import { sql, type Expression } from 'kysely'
import * as z from 'zod'
import { closingOf } from '../board/queries.ts'
import { unitQuarter, type UnitQuarter } from '../board/schema.ts'
import { reachesUnit, within, type Reach } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { deputiesIn, ownSeatsIn, unitById } from '../people/queries.ts'
import {
  correctedSince,
  ownMandates,
  ownTotalsIn,
  recorderOf,
  ruleItemsIn,
  standingEntriesIn,
} from '../points/queries.ts'
import { myReports, SELF_CHECK_WORKING_DAYS_DEFAULT, type ReportKind, type ReportStatus } from './schema.ts'

/** What the district sets; no row is the default. */
export const boardSetting = () => db.selectFrom('board_setting').select('selfCheckWorkingDays')

export const selfCheckDays = (rows: readonly { selfCheckWorkingDays: number }[]): number =>
  rows[0]?.selfCheckWorkingDays ?? SELF_CHECK_WORKING_DAYS_DEFAULT

/** The window of a unit's quarter, if it was opened. */
export const selfCheckOf = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('self_check')
    .select(['workingDays', 'openedOn', 'untilOn'])
    .where('unitId', '=', unitId)
    .where('level', '=', level)
    .where('quarter', '=', quarter)

/** What a unit’s deputies reported on a quarter, whatever is to be read of it. */
export const reportsIn = ({ unitId, level, quarter }: UnitQuarter) =>
  db
    .selectFrom('point_report')
    .where('point_report.unitId', '=', unitId)
    .where('point_report.level', '=', level)
    .where('point_report.quarter', '=', quarter)

/** A window with whether it still runs; null where none was opened. */
export const windowNow = <T extends { untilOn: string }>([window]: readonly T[], today: string) =>
  window ? { ...window, running: today <= window.untilOn } : null

/** Reports nobody has answered: closing waits for them. */
export const unansweredIn = (of: UnitQuarter) => reportsIn(of).select('id').where('status', '=', 'open')

export const reportAt = (of: UnitQuarter, reportId: string) =>
  reportsIn(of).selectAll().where('point_report.id', '=', reportId)

/** What a deputy reported from one quarter to another, and what came of it. */
export const reportsBetween = (mandateId: string, first: string, last: string) =>
  db
    .selectFrom('point_report')
    .select(['quarter', 'kind', 'occurredOn', 'itemCode', 'status'])
    .$narrowType<{ kind: ReportKind; status: ReportStatus }>()
    .where('mandateId', '=', mandateId)
    .where('quarter', '>=', first)
    .where('quarter', '<=', last)
    .orderBy('quarter')
    .orderBy('id')

const named = {
  mandateId: sql.ref<string>('point_report.mandateId'),
  occurredOn: sql.ref<string>('point_report.occurredOn'),
  entryId: sql.ref<string | null>('point_report.entryId'),
}

/** … with who recorded the entry it is about. */
export const recordedReportAt = (of: UnitQuarter, reportId: string) =>
  reportAt(of, reportId).select(recorderOf(named).as('recorder'))

/** A deputy's reports on one quarter, to be counted and compared. */
export const reportsOfMandate = (of: UnitQuarter, mandateId: string) =>
  reportsIn(of).select(['id', 'entryId', 'status']).where('mandateId', '=', mandateId)

const noted = (reports: ReturnType<typeof reportsIn>) =>
  reports
    .leftJoin('point_report_note as note', (join) =>
      join.onRef('note.reportId', '=', 'point_report.id').on('note.kind', '=', 'note')
    )
    .leftJoin('point_report_note as answer', (join) =>
      join.onRef('answer.reportId', '=', 'point_report.id').on('answer.kind', '=', 'answer')
    )
    .select(['point_report.id', 'point_report.mandateId', 'point_report.kind', 'point_report.entryId'])
    .select(['point_report.occurredOn', 'point_report.itemCode', 'point_report.status', 'point_report.filedAt'])
    .select(['note.text as note', 'answer.text as answer'])
    .$narrowType<{ kind: ReportKind; status: ReportStatus }>()
    .orderBy('point_report.id', 'desc')

const corrected = correctedSince({
  ...named,
  itemCode: sql.ref('point_report.itemCode'),
  since: sql.ref('point_report.answeredAt'),
})

/** A unit's self-check of one quarter: the setting, the window and what its deputies reported. */
export const selfCheck = query({
  name: 'self-check.state',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => ({
    unit: unitById(input.unitId),
    setting: boardSetting(),
    window: selfCheckOf(input),
    closing: closingOf(input),
    deputies: deputiesIn(input, input.quarter),
    items: ruleItemsIn(input.quarter),
    reports: noted(reportsIn(input)).select(corrected.as('corrected')),
  }),
  answer: ({ unit: [unit], setting, window, closing, deputies, items, reports }, _, ctx) => {
    if (!unit) return notFound()
    const names = new Map(deputies.map((deputy) => [deputy.mandateId, deputy.name]))
    const item = new Map(items.map((one) => [one.code, one.name]))
    return ok({
      unit: { id: unit.id, name: unit.name },
      workingDays: selfCheckDays(setting),
      window: windowNow(window, ctx.today),
      closedOn: closing[0]?.closedOn ?? null,
      answered: reports.filter(({ status }) => status !== 'open').length,
      reports: reports.map((one) => ({
        ...one,
        name: names.get(one.mandateId) ?? '',
        item: item.get(one.itemCode) ?? one.itemCode,
        /** Accepted, and the ledger does not say so yet. */
        toCorrect: one.status === 'accepted' && one.corrected === 0,
      })),
    })
  },
})

/** What the district sets for its boards. */
export const readBoardSettings = query({
  name: 'board-settings.read',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: z.strictObject({}),
  scope: () => true,
  load: () => ({ setting: boardSetting() }),
  answer: ({ setting }) => ok({ selfCheckWorkingDays: selfCheckDays(setting) }),
})

/** A deputy's own row of the quarter, its entries and what they reported: nobody else's. */
export const mySelfCheck = query({
  name: 'self-check.mine',
  roles: ['deputy'],
  input: myReports,
  scope: (actor) => (actor.kind === 'deputy' ? actor.personId : null),
  load: ({ level, quarter }, personId) => {
    const own = ownSeatsIn(personId, level, quarter)
    const at = db
      .selectFrom(own.as('own'))
      .innerJoin('self_check', (join) =>
        join.onRef('self_check.unitId', '=', 'own.unitId').on('self_check.level', '=', level)
      )
      .where('self_check.quarter', '=', quarter)
    return {
      seats: own,
      windows: at.select(['self_check.unitId', 'workingDays', 'openedOn', 'untilOn']),
      totals: ownTotalsIn(personId, level, quarter),
      entries: standingEntriesIn(quarter, ownMandates(personId, level, quarter)),
      items: ruleItemsIn(quarter),
      reports: noted(
        db
          .selectFrom('point_report')
          .where('point_report.quarter', '=', quarter)
          .where('point_report.mandateId', 'in', db.selectFrom(own.as('own')).select('own.mandateId'))
      ),
    }
  },
  answer: ({ seats: [seat], windows, totals, entries, items, reports }, _, ctx) => {
    const window = windows.find((one) => one.unitId === seat?.unitId)
    if (!seat || !window) return notFound()
    const names = new Map(items.map((one) => [one.code, one.name]))
    return ok({
      mandateId: seat.mandateId,
      unitId: seat.unitId,
      window: { ...window, running: ctx.today <= window.untilOn },
      totals: totals.find((one) => one.mandateId === seat.mandateId) ?? null,
      items,
      entries: entries.map((one) => ({ ...one, item: names.get(one.itemCode) ?? one.itemCode })),
      reports: reports.map((one) => ({ ...one, item: names.get(one.itemCode) ?? one.itemCode })),
    })
  },
})

/** Reports within reach that wait: open ones for an answer, accepted ones for the ledger. */
export const reportsWaitingIn = (reach: Reach) =>
  db
    .selectFrom('point_report')
    .select(['unitId', 'level', 'quarter', 'status'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', 'in', ['open', 'accepted'])
    .where(({ eb, or }) => or([eb('status', '=', 'open'), eb(corrected, '=', 0)]))
    .where(within(reach, { unitId: sql.ref('point_report.unitId'), personId: sql.val('') }))
    .groupBy(['unitId', 'level', 'quarter', 'status'])

/** Reports of some mandates that wait for an answer. */
export const openReportsAmong = (mandateIds: Expression<string>) =>
  db.selectFrom('point_report').select('id').where('status', '=', 'open').where('mandateId', 'in', mandateIds)

/** The windows of these quarters in these units. */
export const selfChecksFor = (unitIds: Expression<string>, quarters: readonly string[]) =>
  db
    .selectFrom('self_check')
    .select(['unitId', 'level', 'quarter', 'untilOn'])
    .where('unitId', 'in', unitIds)
    .where('quarter', 'in', quarters)

/** The windows of one quarter. */
export const selfChecksIn = (quarter: string) =>
  db.selectFrom('self_check').select(['unitId', 'level', 'untilOn']).where('quarter', '=', quarter)
