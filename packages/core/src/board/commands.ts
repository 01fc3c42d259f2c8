import { attendanceCounts, undecidedIn } from '../activity/queries.ts'
import { activitiesStream } from '../activity/schema.ts'
import { actorKey, reachesUnit } from '../kernel/actor.ts'
import { daysBetween, quarterDays, yearOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { canonicalJson, leafHash, merkleRoot } from '../kernel/hash.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { calendarsFrom, calendarsOf } from '../calendar/queries.ts'
import { workingDaysAfter } from '../calendar/rules.ts'
import { deputiesIn, electoralDistrictsOf, inStrokeOrder, unitById } from '../people/queries.ts'
import { seatsStream } from '../people/schema.ts'
import { ruleCategoriesIn, ruleSetOf, totalsOf } from '../points/queries.ts'
import { selfCheckRefusal } from '../self-check/checks.ts'
import { boardSetting, selfCheckDays, selfCheckOf, unansweredIn } from '../self-check/queries.ts'
import { BOARD_SETTING_STREAM } from '../self-check/schema.ts'
import { boardPublished, periodClosed } from './events.ts'
import { closingOf, revisionsOf } from './queries.ts'
import { boardStream, periodStream, publishBoard, unitQuarter, type BoardContent, type BoardRow } from './schema.ts'

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
    'rule_set',
    BOARD_SETTING_STREAM,
  ],
  load: (input) => ({
    unit: unitById(input.unitId),
    closing: closingOf(input),
    ruleSet: ruleSetOf(input.quarter),
    deputies: deputiesIn(input, input.quarter).limit(1),
    undecided: undecidedIn(input, input.quarter),
    setting: boardSetting(),
    window: selfCheckOf(input),
    unanswered: unansweredIn(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ unit, closing, ruleSet: [ruleSet], deputies, undecided, ...checked }, input, ctx) => {
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
      // A report relies on the period without writing it, so closing looks once more in its own batch.
      beside: [mustBeAbsent(unansweredIn(input))],
    })
  },
})

/** Five years, a term (代表法). */
const PUBLIC_DAYS_MAX = 5 * 366

/**
 * Publishes a closed quarter's board: freezes the rows and their headings and binds them by the root
 * of a Merkle tree over salted rows (RFC 6962). Obliged by 代表法 58 (公示代表基本信息和履职信息).
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
    totals: totalsOf(input, input.quarter),
    attendance: attendanceCounts(input, input.quarter),
    electoralDistricts: electoralDistrictsOf(input),
    categories: ruleCategoriesIn(input.quarter),
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
    if (closing.closedBy === actorKey(ctx.actor)) {
      return refuse(
        409,
        'second-signature-needed',
        {
          zh: '结账的人不能自己公示，请另一位同事核对后公示',
          en: 'Whoever closed it does not publish it: a colleague checks and publishes',
        },
        {
          because: {
            rule: { zh: '结账和公示由两人分别签署', en: 'Closing and publishing take two people’s signatures' },
            article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
          },
        }
      )
    }
    if (rows.revisions[0]) {
      return refuse(409, 'already-published', {
        zh: `已于 ${rows.revisions[0].publishedOn} 公示`,
        en: `It was published on ${rows.revisions[0].publishedOn}`,
      })
    }
    const objections = workingDaysAfter(ctx.today, input.objectionWorkingDays, calendarsOf(rows.calendars))
    if (input.publicUntilOn < objections.day) {
      return refuseField('/publicUntilOn', 'public-period-too-short', {
        zh: `公开截止日不能早于异议期的最后一天（${objections.day}）`,
        en: `It cannot end before the objection window does (${objections.day})`,
      })
    }
    if (daysBetween(ctx.today, input.publicUntilOn) > PUBLIC_DAYS_MAX) {
      return refuseField('/publicUntilOn', 'public-period-too-long', {
        zh: '公开期最长五年，不超过一届',
        en: 'A board is public for five years at the most, one term',
      })
    }
    const { content, root } = freeze(unit.name, rows, ctx.salts)
    const { unitId, level, quarter } = input
    const key = { unitId, level, quarter, revision: 1 }
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
      beside: insertMany('board_content', [{ ...key, rows: JSON.stringify(content) }]),
    })
  },
})

type Total = Pick<BoardRow, 'mandateId' | 'name' | 'quarterHundredths' | 'yearHundredths'> & {
  electoralDistrictId: string
  categories: string
  ground: string
  startOn: string
}

type Frozen = {
  totals: readonly Total[]
  attendance: readonly { mandateId: string; present: number; onLeave: number; absent: number }[]
  electoralDistricts: readonly { id: string; name: string }[]
  categories: readonly { code: string; name: string }[]
}

/** The board as it will always read, in stroke order and never ranked, and the root over it. */
function freeze(
  unitName: string,
  { totals, attendance, electoralDistricts, categories }: Frozen,
  salts: (count: number) => string[]
): { content: BoardContent; root: string } {
  const counts = new Map(attendance.map((count) => [count.mandateId, count]))
  const names = new Map(electoralDistricts.map((one) => [one.id, one.name]))
  const salt = salts(totals.length)
  const rows = inStrokeOrder(totals).map((total, index) => {
    const { present = 0, onLeave = 0, absent = 0 } = counts.get(total.mandateId) ?? {}
    const row: BoardRow = {
      mandateId: total.mandateId,
      name: total.name,
      electoralDistrict: names.get(total.electoralDistrictId) ?? '',
      ...{ concerned: present + onLeave + absent, present, onLeave, absent },
      categories: JSON.parse(total.categories) as Record<string, number>,
      quarterHundredths: total.quarterHundredths,
      yearHundredths: total.yearHundredths,
      byElectedOn: total.ground === 'by_election' ? total.startOn : null,
    }
    return { salt: salt[index]!, leaf: leafHash(salt[index]!, canonicalJson(row)), row }
  })
  return {
    content: { unitName, categories: categories.map(({ code, name }) => ({ code, name })), rows },
    root: merkleRoot(rows.map((row) => row.leaf)),
  }
}
