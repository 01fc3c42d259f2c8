import { closingFor, closingOf } from '../board/queries.ts'
import { periodStream } from '../board/schema.ts'
import { calendarsFrom, calendarsOf } from '../calendar/queries.ts'
import { workingDaysAfter } from '../calendar/rules.ts'
import { reachesUnit, type Actor } from '../kernel/actor.ts'
import { quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { unitQuarter, type UnitQuarter } from '../board/schema.ts'
import { deputiesIn, mandatesAt, unitById } from '../people/queries.ts'
import { seatsStream } from '../people/schema.ts'
import { ownEntryRefusal, seatThatCounts } from '../points/checks.ts'
import { entryAt, reversalOf, ruleItemIn } from '../points/queries.ts'
import { boardSettingsChanged, reportAnswered, reportFiled, reportWithdrawn, selfCheckOpened } from './events.ts'
import { boardSetting, recordedReportAt, reportAt, reportsOfMandate, selfCheckDays, selfCheckOf } from './queries.ts'
import { answerReport, BOARD_SETTING_STREAM, boardSettings, fileReport, REPORTS_MAX, withdrawReport } from './schema.ts'

/** Sets how long the district's deputies look at their points before a quarter is closed. */
export const setBoardSettings = command({
  name: 'board-settings.set',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: boardSettings,
  streams: () => [BOARD_SETTING_STREAM],
  load: () => ({ setting: boardSetting() }),
  scope: (actor) => actor.kind === 'member' && actor.unitId === null,
  decide: (_, input, ctx) => ok({ facts: [boardSettingsChanged.on(BOARD_SETTING_STREAM, ctx.today, input)] }),
})

/** Opens the deputies' window on a quarter that is over. It writes the period, so that closing sees it. */
export const openSelfCheck = command({
  name: 'self-check.open',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  streams: (input) => [periodStream(input), seatsStream(input), BOARD_SETTING_STREAM],
  load: (input, ctx) => ({
    unit: unitById(input.unitId),
    setting: boardSetting(),
    window: selfCheckOf(input),
    closing: closingOf(input),
    deputies: deputiesIn(input, input.quarter).limit(1),
    calendars: calendarsFrom(yearOf(ctx.today)),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ unit, setting, window, closing, deputies, calendars }, input, ctx) => {
    if (!unit[0]) return notFound()
    const workingDays = selfCheckDays(setting)
    if (ctx.today <= quarterDays(input.quarter).lastOn) {
      const { lastOn } = quarterDays(input.quarter)
      return refuse(409, 'quarter-not-over', {
        zh: `${lastOn} 过后才能开放自查`,
        en: `It can be opened after ${lastOn}`,
      })
    }
    if (closing[0]) {
      return refuse(409, 'already-closed', {
        zh: `已于 ${closing[0].closedOn} 结账`,
        en: `It was closed on ${closing[0].closedOn}`,
      })
    }
    if (window[0]) {
      return refuse(409, 'already-opened', {
        zh: `已于 ${window[0].openedOn} 开放，到 ${window[0].untilOn} 为止`,
        en: `It was opened on ${window[0].openedOn} and runs until ${window[0].untilOn}`,
      })
    }
    if (workingDays === 0) {
      return refuse(409, 'no-self-check', {
        zh: '本区设定的自查期为0天，可以直接结账',
        en: 'The district has set no days for it: the quarter can be closed at once',
      })
    }
    if (deputies.length === 0) {
      return refuse(409, 'no-deputies', {
        zh: '这个季度没有该级代表',
        en: 'No deputies of this level sat in that quarter',
      })
    }
    const { day } = workingDaysAfter(ctx.today, workingDays, calendarsOf(calendars))
    const opened = { ...input, workingDays, openedOn: ctx.today, untilOn: day }
    return ok({ facts: [selfCheckOpened.on(periodStream(input), ctx.today, opened)] })
  },
})

type Seat = { startOn: string; endOn: string; fromOn: string; untilOn: string; personId: string }

const isOwn = (actor: Actor, seats: readonly Seat[], quarter: string): boolean =>
  actor.kind === 'deputy' && seatThatCounts(seats, quarter)?.personId === actor.personId

const of = ({ unitId, level, quarter }: UnitQuarter): UnitQuarter => ({ unitId, level, quarter })

/** A deputy reports 错, 重 or 漏 in their own ledger, within the window. */
export const file = command({
  name: 'point-report.file',
  roles: ['deputy'],
  input: fileReport,
  streams: (input) => [`mandate/${input.mandateId}`, periodStream(input)],
  load: (input) => ({
    seats: mandatesAt(input, [input.mandateId]),
    window: selfCheckOf(input),
    closing: closingFor(input),
    entry: entryAt(input.mandateId, input.occurredOn, input.entryId ?? ''),
    reversal: reversalOf(input.entryId ?? ''),
    item: ruleItemIn(input.quarter, input.itemCode ?? ''),
    reports: reportsOfMandate(input, input.mandateId),
  }),
  scope: (actor, { seats }, input) => isOwn(actor, seats, input.quarter),
  decide: ({ window: [window], closing, entry: [entry], reversal, item, reports }, input, ctx) => {
    if (!window || ctx.today > window.untilOn || closing[0]) {
      return refuse(409, 'self-check-over', {
        zh: window ? `自查期到 ${window.untilOn} 为止` : '本季度没有开放自查',
        en: window ? `The window for it ended on ${window.untilOn}` : 'No window was opened for this quarter',
      })
    }
    if (reports.length >= REPORTS_MAX) {
      return refuse(409, 'too-many-reports', {
        zh: `一个季度最多报${REPORTS_MAX}件`,
        en: `At most ${REPORTS_MAX} reports a quarter`,
      })
    }
    if (quarterOf(input.occurredOn) !== input.quarter) {
      return refuseField('/occurredOn', 'outside-the-quarter', {
        zh: '日期不在这个季度内',
        en: 'The day does not lie in this quarter',
      })
    }
    const missing = input.kind === 'missing'
    if (missing && !item[0]) {
      return refuseField('/itemCode', 'no-such-item', {
        zh: '请选择漏登的事项',
        en: 'Choose the item that is missing',
      })
    }
    if (!missing && (!entry || entry.reversesId !== null || reversal.length > 0)) {
      return refuseField('/entryId', 'no-such-entry', {
        zh: '请选择一条有效的登记',
        en: 'Choose an entry that stands',
      })
    }
    if (!missing && reports.some((one) => one.entryId === input.entryId && one.status === 'open')) {
      return refuseField('/entryId', 'already-reported', {
        zh: '这一条已经报过，尚待答复',
        en: 'This entry has been reported and waits for its answer',
      })
    }
    const { mandateId, kind } = input
    const about = missing
      ? { entryId: null, itemCode: item[0]!.code }
      : { entryId: entry!.id, itemCode: entry!.itemCode }
    const filed = { id: ctx.commandId, ...of(input), mandateId, kind, ...about }
    return ok({
      facts: [reportFiled.on(`mandate/${mandateId}`, input.occurredOn, filed)],
      beside: noteRows(ctx.commandId, 'note', input.note),
    })
  },
})

/** Another organ than the one that scored says whether the deputy is right. Correcting the ledger is its own act. */
export const answer = command({
  name: 'point-report.answer',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: answerReport,
  streams: (input) => [`mandate/${input.mandateId}`],
  load: (input) => ({ report: recordedReportAt(input, input.reportId) }),
  scope: (actor, { report: [report] }, input) =>
    actor.kind === 'member' && actor.unitId === null && report?.mandateId === input.mandateId,
  decide: ({ report: [report] }, input, ctx) => {
    if (report!.status !== 'open') return alreadyDone()
    const no = ownEntryRefusal(ctx.actor, [report!.recorder])
    if (no) return no
    const answered = { ...of(input), id: input.reportId, outcome: input.outcome }
    return ok({
      facts: [reportAnswered.on(`mandate/${input.mandateId}`, ctx.today, answered)],
      beside: noteRows(input.reportId, 'answer', input.answer),
    })
  },
})

export const withdraw = command({
  name: 'point-report.withdraw',
  roles: ['deputy'],
  input: withdrawReport,
  streams: (input) => [`mandate/${input.mandateId}`],
  load: (input) => ({ seats: mandatesAt(input, [input.mandateId]), report: reportAt(input, input.reportId) }),
  scope: (actor, { seats, report: [report] }, input) =>
    isOwn(actor, seats, input.quarter) && report?.mandateId === input.mandateId,
  decide: ({ report: [report] }, input, ctx) => {
    if (report!.status !== 'open') return alreadyDone()
    const withdrawn = { ...of(input), id: input.reportId }
    return ok({ facts: [reportWithdrawn.on(`mandate/${input.mandateId}`, ctx.today, withdrawn)] })
  },
})

const noteRows = (reportId: string, kind: 'note' | 'answer', text: string) =>
  text === '' ? [] : insertMany('point_report_note', [{ reportId, kind, text }])

const alreadyDone = () =>
  refuse(409, 'already-answered', {
    zh: '这件报告已经答复或撤回',
    en: 'This report has been answered or withdrawn',
  })
