import { undecidedIn } from '../activity/queries.ts'
import { activitiesStream } from '../activity/schema.ts'
import { actorKey, isSameSigner, reachesUnit, reachOf, type Actor } from '../kernel/actor.ts'
import { quarterDays, yearOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { frozenRows } from '../kernel/hash.ts'
import { importsWaiting } from '../imports/queries.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse } from '../kernel/problem.ts'
import { calendarsFrom, calendarsOf } from '../calendar/queries.ts'
import { workingDaysAfter } from '../calendar/rules.ts'
import { deputiesIn, unitById } from '../people/queries.ts'
import { seatsStream } from '../people/schema.ts'
import { openUpTo, unreadUpTo } from '../proposal/queries.ts'
import { proposalsStream } from '../proposal/schema.ts'
import { ruleSetOf } from '../points/queries.ts'
import { selfCheckRefusal } from '../self-check/checks.ts'
import { boardSetting, selfCheckDays, selfCheckOf, unansweredIn } from '../self-check/queries.ts'
import { BOARD_SETTING_STREAM } from '../self-check/schema.ts'
import { boardSources, rowsNow, type Sources } from '../revision/queries.ts'
import { notInForce, publicPeriodRefusal, reasonNeeded, secondSignature } from './checks.ts'
import { boardPublished, boardWithdrawn, periodClosed } from './events.ts'
import { closingOf, currentBoard, dueOn, revisionsOf } from './queries.ts'
import { rowsOn, seatsDiffer } from './rules.ts'
import {
  boardContent,
  boardStream,
  periodStream,
  publishBoard,
  unitQuarter,
  withdrawBoard,
  type BoardContent,
} from './schema.ts'

/**
 * Closes a unit's quarter, and with it the year so far: from here on its entries are what the board will show, and the
 * year to date beside them cannot move either.
 */
export const closePeriod = command({
  name: 'period.close',
  roles: ['tenant_administrator', 'deputies_commission', 'unit_office'],
  input: unitQuarter,
  streams: (input) => [
    periodStream(input),
    seatsStream(input),
    activitiesStream(input),
    proposalsStream(input),
    'rule_set',
    BOARD_SETTING_STREAM,
  ],
  load: (input) => ({
    unit: unitById(input.unitId),
    closing: closingOf(input),
    ruleSet: ruleSetOf(input.quarter),
    deputies: deputiesIn(input, input.quarter).limit(1),
    undecided: undecidedIn(input, input.quarter),
    proposed: openUpTo(input),
    unread: unreadUpTo(input),
    setting: boardSetting(),
    window: selfCheckOf(input),
    unanswered: unansweredIn(input),
    imports: importsWaiting(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (
    { unit, closing, ruleSet: [ruleSet], deputies, undecided, proposed, unread, imports, ...checked },
    input,
    ctx
  ) => {
    if (!unit[0]) return notFound()
    const { lastOn } = quarterDays(input.quarter)
    if (ctx.today <= lastOn) {
      return refuse(
        409,
        'quarter-not-over',
        { zh: `${lastOn} 过后才能结账`, en: `It can be closed after ${lastOn}` },
        {
          because: {
            rule: { zh: '季度最后一天过后方可结账', en: 'A quarter is closed only after its last day' },
            article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
            arithmetic: `${ctx.today} ≤ ${lastOn}`,
          },
        }
      )
    }
    if (closing[0]) {
      return refuse(409, 'already-closed', {
        zh: `已于 ${closing[0].closedOn} 结账`,
        en: `It was closed on ${closing[0].closedOn}`,
      })
    }
    if (deputies.length === 0) {
      return refuse(409, 'no-deputies', {
        zh: '这个季度没有该级代表，不必结账',
        en: 'No deputies of this level sat in that quarter: there is nothing to close',
      })
    }
    if (undecided.length > 0) {
      return refuse(409, 'activities-undecided', {
        zh: '还有上报的活动没有确认或退回',
        en: 'There are reported activities to confirm or return first',
      })
    }
    if (proposed.length > 0) {
      return refuse(409, 'proposals-open', {
        zh: `还有${proposed.length}条待确认积分，请先确认或不予登记`,
        en: `${proposed.length} proposed entries wait to be confirmed or declined first`,
      })
    }
    if (unread.length > 0) {
      return refuse(409, 'proposals-to-come', {
        zh: '刚登记的事项还在转为待确认积分，请稍候再结账',
        en: 'What was just recorded is still being turned into proposed points. Try again in a moment',
      })
    }
    if (imports[0]) return importWaits(ctx.actor, imports[0])
    if (!ruleSet) {
      return refuse(409, 'no-rules-in-force', {
        zh: '该季度没有施行的积分规则',
        en: 'No rules were in force in that quarter',
      })
    }
    const unchecked = selfCheckRefusal({
      workingDays: selfCheckDays(checked.setting),
      window: checked.window[0],
      unanswered: checked.unanswered.length,
      today: ctx.today,
    })
    if (unchecked) return unchecked
    const closed = { ...input, closedOn: ctx.today, ruleVersion: ruleSet.version }
    return ok({
      facts: [periodClosed.on(periodStream(input), ctx.today, closed)],
      // A report relies on the period without writing it, and what a reaction has not read yet is no stream, so closing
      // looks once more in its own batch.
      beside: [mustBeAbsent(unansweredIn(input)), mustBeAbsent(importsWaiting(input)), mustBeAbsent(unreadUpTo(input))],
    })
  },
})

/** A unit's office cannot open what the district's offices import: there it names the file only. */
const importWaits = (actor: Actor, { id, fileName, unitId }: { id: string; fileName: string; unitId: string | null }) =>
  refuse(
    409,
    'import-waiting',
    {
      zh: `导入文件“${fileName}”中有这个季度的登记，请先在“导入”页应用或放弃它`,
      en: `The import “${fileName}” has entries of this quarter: apply or discard it on the imports page first`,
    },
    reachesImport(actor, unitId) ? { blockedBy: { kind: 'import', id } } : {}
  )

const reachesImport = (actor: Actor, unitId: string | null): boolean =>
  unitId === null ? reachOf(actor)?.of === 'district' : reachesUnit(actor, unitId)

/**
 * Publishes a closed quarter's board, or its next revision once something changed: freezes the rows and their headings
 * and binds them by the root of a Merkle tree over salted rows (RFC 6962). Obliged by 代表法 58 (公示代表基本信息和履职信息).
 */
export const publish = command({
  name: 'board.publish',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: publishBoard,
  streams: (input) => [periodStream(input), seatsStream(input), boardStream(input)],
  load: (input, ctx) => ({
    unit: unitById(input.unitId),
    closing: closingOf(input),
    revisions: revisionsOf(input),
    board: currentBoard(input),
    due: dueOn(input),
    ...boardSources(input),
    calendars: calendarsFrom(yearOf(ctx.today)),
    newest: db.selectFrom('event').select(({ fn }) => fn.max('seq').as('seq')),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    const unit = rows.unit[0]
    const closing = rows.closing[0]
    if (!unit) return notFound()
    if (!closing) {
      return refuse(409, 'quarter-not-closed', { zh: '先结账，再公示', en: 'Close the quarter before publishing it' })
    }
    const newest = rows.revisions[0]
    const frozen = rows.board[0] ? rowsOn(boardContent.parse(JSON.parse(rows.board[0].rows))) : []
    const seatsChanged = newest !== undefined && seatsDiffer(frozen, rows.totals)
    const no = publicationRefusal({ closing, newest, due: rows.due, seatsChanged }, input, ctx)
    if (no) return no
    const objections = workingDaysAfter(ctx.today, input.objectionWorkingDays, calendarsOf(rows.calendars))
    const never = publicPeriodRefusal(input.publicUntilOn, objections.day, ctx.today)
    if (never) return never
    const { content, root } = freeze(unit.name, rows, ctx.salts)
    const { unitId, level, quarter } = input
    const key = { unitId, level, quarter, revision: (newest?.revision ?? 0) + 1 }
    return ok({
      facts: [
        boardPublished.on(boardStream(input), ctx.today, {
          ...key,
          publishedOn: ctx.today,
          objectionsUntilOn: objections.day,
          publicUntilOn: input.publicUntilOn,
          ruleVersion: closing.ruleVersion,
          seq: rows.newest[0]?.seq ?? 0,
          root,
          deputyCount: content.rows.length,
        }),
      ],
      beside: [
        ...insertMany('board_content', [{ ...key, rows: JSON.stringify(content) }]),
        ...(newest ? insertMany('board_note', [{ ...key, kind: 'revision-reason', text: input.reason ?? '' }]) : []),
      ],
    })
  },
})

/** Why there is nothing to publish, or not by this person; null when there is. */
function publicationRefusal(
  {
    closing,
    newest,
    due,
    seatsChanged,
  }: { closing: Closing; newest: Newest; due: readonly Due[]; seatsChanged: boolean },
  input: { reason?: string | undefined },
  ctx: { actor: Actor }
) {
  const me = actorKey(ctx.actor)
  if (!newest && isSameSigner(closing.closedBy, me)) {
    return secondSignature({
      zh: '结账的人不能自己公示，请另一位同事核对后公示',
      en: 'Whoever closed it does not publish it: a colleague checks and publishes',
    })
  }
  if (newest && due.length === 0 && !seatsChanged) {
    return refuse(409, 'already-published', {
      zh: `已于 ${newest.publishedOn} 公示，此后没有要更正的`,
      en: `It was published on ${newest.publishedOn}, and nothing has changed since`,
    })
  }
  if (due.some((one) => isSameSigner(one.actor, me))) {
    return secondSignature({
      zh: '补登、冲正、补登代表或撤下的人不能自己公示，请另一位同事核对后公示',
      en: 'Whoever entered late, reversed, added a deputy or withdrew does not publish: a colleague checks and publishes',
    })
  }
  if (newest && !input.reason) return reasonNeeded()
  return null
}

type Closing = { closedBy: string }
type Newest = { publishedOn: string } | undefined
type Due = { actor: string }

/** The board as it will always read, and the root over it. */
function freeze(
  unitName: string,
  sources: Sources,
  salts: (count: number) => string[]
): { content: BoardContent; root: string } {
  const { rows, root } = frozenRows(rowsNow(sources), salts)
  return { content: { unitName, categories: sources.categories.map(({ code, name }) => ({ code, name })), rows }, root }
}

/** Replaces the newest revision by a notice, at once. Another than who published it, on somebody's word. */
export const withdraw = command({
  name: 'board.withdraw',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: withdrawBoard,
  streams: (input) => [boardStream(input)],
  load: (input) => ({ revisions: revisionsOf(input) }),
  scope: (actor) => actor.kind === 'member' && actor.unitId === null,
  decide: ({ revisions: [newest] }, { reason, approverName, approverOffice, ...key }, ctx) => {
    const no = notInForce(newest, key.revision)
    if (no) return no
    if (newest!.publishedBy !== null && isSameSigner(newest!.publishedBy, actorKey(ctx.actor))) {
      return secondSignature({
        zh: '公示的人不能自己撤下，请另一位同事办理',
        en: 'Whoever published it does not withdraw it: a colleague does',
      })
    }
    const note = (kind: string, text: string) => ({ ...key, kind, text })
    return ok({
      facts: [boardWithdrawn.on(boardStream(key), ctx.today, key)],
      beside: insertMany('board_note', [
        note('withdrawal-reason', reason),
        note('approver-name', approverName),
        note('approver-office', approverOffice),
      ]),
    })
  },
})
