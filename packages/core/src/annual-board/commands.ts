import { notInForce, publicPeriodRefusal, reasonNeeded, secondSignature } from '../board/checks.ts'
import { calendarsFrom, calendarsOf } from '../calendar/queries.ts'
import { workingDaysAfter } from '../calendar/rules.ts'
import { actorKey, isSameSigner, worksForDistrict } from '../kernel/actor.ts'
import { yearOf } from '../kernel/calendar.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { frozenRows } from '../kernel/hash.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import type { Statement } from '../kernel/store.ts'
import { yearDays } from '../points/assessment-rules.ts'
import { annualBoardPrepared, annualBoardPublished, annualBoardWithdrawn } from './events.ts'
import { publishedAnnual } from './queries.ts'
import { isTerm, type OwedQuarter } from './rules.ts'
import {
  annualBoardStream,
  prepareAnnualBoard,
  publishAnnualBoard,
  withdrawAnnualBoard,
  type AnnualContent,
  type AnnualRevision,
} from './schema.ts'
import { boardNow, boardSources } from './state.ts'

const ROLES = ['tenant_administrator', 'deputies_commission'] as const

const newestSeq = () => db.selectFrom('event').select(({ fn }) => fn.max('seq').as('seq'))

/**
 * Gate: nothing was written since the year was read, by nobody. A year is made of the streams of every mandate, unit and
 * board of the district, too many to name, and is frozen once in a year.
 */
const nothingSince = (rows: readonly { seq: number | null }[], { commandId }: Ctx): Statement =>
  mustBeAbsent(
    db
      .selectFrom('event')
      .select('seq')
      .where('seq', '>', rows[0]?.seq ?? 0)
      .where('commandId', '<>', commandId)
  )

/**
 * Freezes a year of the whole district, or a term, to be published by another on the day that is planned. It follows the boards of its
 * quarters: all are published and up to date. Obliged by 代表法 58 (公示代表基本信息和履职信息).
 */
export const prepareYear = command({
  name: 'annual-board.prepare',
  roles: ROLES,
  input: prepareAnnualBoard,
  streams: (input) => [annualBoardStream(input)],
  load: (input, { today }) => ({ ...boardSources(input, today), seq: newestSeq() }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ seq, ...sources }, { level, year, plannedOn }, ctx) => {
    const of = { level, year }
    const now = boardNow(sources, of, ctx.today)
    const early = tooEarly(year, now?.lastOn, ctx.today)
    if (early) return early
    if (plannedOn < ctx.today) {
      return refuseField('/plannedOn', 'planned-in-the-past', {
        zh: '公示日期不能早于今天',
        en: 'The day of publication cannot be past',
      })
    }
    if (!now) {
      if (isTerm(year)) return notFound()
      return refuse(409, 'no-rules-in-force', {
        zh: '该年度没有施行的积分规则',
        en: 'No rules were in force in that year',
      })
    }
    const owed = owedRefusal(now)
    if (owed) return owed
    if (now.deputyCount === 0) return nobody(year, now.termless)
    const [newest] = sources.newest
    const isDraft = newest?.publishedOn === null
    if (newest && newest.withdrawnOn === null && now.changes.length === 0) {
      if (!isDraft) {
        return refuse(409, 'already-published', {
          zh: `已于 ${newest.publishedOn} 公示，此后没有要更正的`,
          en: `It was published on ${newest.publishedOn}, and nothing has changed since`,
        })
      }
      if (newest.plannedOn === plannedOn) {
        return refuse(409, 'already-prepared', {
          zh: `已于 ${newest.preparedOn} 汇总，此后没有变动`,
          en: `It was frozen on ${newest.preparedOn}, and nothing has changed since`,
        })
      }
    }
    const key = { ...of, revision: (newest?.revision ?? 0) + (isDraft ? 0 : 1) }
    const { content, root } = freeze(now.units, ctx.salts)
    const { deputyCount, ruleVersion, term } = now
    const counted = { ruleVersion, seq: seq[0]?.seq ?? 0, root, deputyCount, ...(term ? { term } : {}) }
    return ok({
      facts: [
        annualBoardPrepared.on(annualBoardStream(of), ctx.today, {
          ...{ ...key, preparedOn: ctx.today, plannedOn },
          ...counted,
        }),
      ],
      beside: [...contentRows(key, content), nothingSince(seq, ctx)],
    })
  },
})

/** A year is frozen once it is over, a term from a year before its end. */
function tooEarly(year: string, opensAfter: string | undefined, today: string) {
  const lastOn = isTerm(year) ? opensAfter : yearDays(year).lastOn
  if (lastOn === undefined || today > lastOn) return null
  return refuse(
    409,
    'year-not-over',
    { zh: `${lastOn} 过后才能汇总`, en: `It can be frozen after ${lastOn}` },
    {
      because: {
        rule: isTerm(year)
          ? { zh: '任期届满前一年起方可汇总', en: 'A term is frozen from a year before its end' }
          : { zh: '年度最后一天过后方可汇总', en: 'A year is frozen only after its last day' },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
        arithmetic: `${today} ≤ ${lastOn}`,
      },
    }
  )
}

function nobody(year: string, termless: number) {
  if (!isTerm(year)) {
    return refuse(409, 'no-deputies', {
      zh: '该年度没有该级代表',
      en: 'No deputies of this level sat in that year',
    })
  }
  if (termless === 0) {
    return refuse(409, 'nothing-public-yet', {
      zh: '任期内还没有公示的年度或季度',
      en: 'No year or quarter of the term is public yet',
    })
  }
  return refuse(409, 'began-in-no-term', {
    zh: `已公示的榜上有${termless}名代表的任职开始日期不在任何已登记的届内（例如早于本届第一天）：请更正届的起止日期，或登记其所属的届`,
    en: `The mandates of ${termless} deputies on its public boards began in no registered term, for example before its first day: correct the term’s dates, or register the term they are of`,
  })
}

type Units = NonNullable<ReturnType<typeof boardNow>>['units']

/** Each unit's part as it will always read, and the root over all of them, in their order. */
function freeze(units: Units, salts: Ctx['salts']): { content: AnnualContent[]; root: string } {
  const { rows, root } = frozenRows(
    units.flatMap((unit) => unit.rows),
    salts
  )
  let from = 0
  const content = units.map(({ unitName, rows: own }) => {
    const part = rows.slice(from, from + own.length)
    from += own.length
    return { unitName, rows: part }
  })
  return { content, root }
}

/** In the place of what was frozen before and not published. */
const contentRows = (key: AnnualRevision, content: readonly AnnualContent[]): Statement[] => [
  {
    sql: 'delete from annual_board_content where level = ? and year = ? and revision = ?',
    parameters: [key.level, key.year, key.revision],
  },
  ...insertMany(
    'annual_board_content',
    content.map((unit, position) => ({ ...key, position, rows: JSON.stringify(unit) }))
  ),
]

/** What has to be on its board first: the quarters of a year, the years of a term. */
const owedRefusal = ({ owed, owedYears }: { owed: readonly OwedQuarter[]; owedYears: readonly string[] }) =>
  owed.length > 0 ? quartersOwed(owed) : owedYears.length > 0 ? yearsOwed(owedYears) : null

const yearsOwed = (years: readonly string[]) =>
  refuse(
    409,
    'years-not-published',
    {
      zh: `还有${years.length}个年度没有公示，或须更正：${years.join('、')}`,
      en: `${years.length} years are not published, or are to be published anew: ${years.join(', ')}`,
    },
    {
      because: {
        rule: {
          zh: '任期公示由各年度的公示合成，先年度、后任期',
          en: 'A term’s board is made of its years’ boards: first the years, then the term',
        },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
      },
    }
  )

/** Of many only the first are named; the page lists them all. */
const NAMED_MAX = 6

function quartersOwed(owed: readonly OwedQuarter[]) {
  const named = owed.slice(0, NAMED_MAX).map(({ unitName, quarter }) => `${unitName} ${quarter}`)
  const isCut = owed.length > NAMED_MAX
  return refuse(
    409,
    'quarters-not-published',
    {
      zh: `还有${owed.length}个季度没有结账公示，或须更正：${named.join('、')}${isCut ? '等' : ''}`,
      en: `${owed.length} quarters are not closed and published, or are to be published anew: ${named.join(', ')}${isCut ? ' and others' : ''}`,
    },
    {
      because: {
        rule: {
          zh: '年度公示由各季度的公示合成，先季度、后年度',
          en: 'A year’s board is made of its quarters’ boards: first the quarters, then the year',
        },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
      },
    }
  )
}

/** Publishes what was frozen, by another person, not before the day that is planned. */
export const publishYear = command({
  name: 'annual-board.publish',
  roles: ROLES,
  input: publishAnnualBoard,
  streams: (input) => [annualBoardStream(input)],
  load: (input, ctx) => ({
    ...boardSources(input, ctx.today),
    calendars: calendarsFrom(yearOf(ctx.today)),
    seq: newestSeq(),
  }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ calendars, seq, ...sources }, input, ctx) => {
    const { level, year } = input
    const [draft] = sources.newest
    // A quarter that came to count since it was frozen is a reason for the next revision.
    const now = boardNow(sources, input, ctx.today, draft?.untilOn ?? undefined)
    if (!draft || draft.publishedOn !== null || !now) {
      return refuse(409, 'not-prepared', { zh: '先汇总，再公示', en: 'Freeze it before publishing it' })
    }
    if (isSameSigner(draft.preparedBy, actorKey(ctx.actor))) {
      return secondSignature({
        zh: '汇总的人不能自己公示，请另一位同事核对后公示',
        en: 'Whoever froze it does not publish it: a colleague checks and publishes',
      })
    }
    if (draft.root !== input.root) {
      return refuse(409, 'prepared-anew', {
        zh: '您核对之后又重新汇总过，请刷新后重新核对',
        en: 'It was frozen anew after you looked at it. Refresh and check it again',
      })
    }
    if (ctx.today < draft.plannedOn) {
      return refuse(
        409,
        'before-the-planned-day',
        { zh: `定于 ${draft.plannedOn} 公示`, en: `It is to be published on ${draft.plannedOn}` },
        {
          because: {
            rule: { zh: '不早于汇总时定的公示日期', en: 'Not before the day planned when it was frozen' },
            article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
            arithmetic: `${ctx.today} < ${draft.plannedOn}`,
          },
        }
      )
    }
    const owed = owedRefusal(now)
    if (owed) return owed
    if (now.changes.length > 0) {
      return refuse(409, 'changed-since-prepared', {
        zh: `汇总后有${now.changes.length}行变动，请重新汇总`,
        en: `${now.changes.length} rows have changed since it was frozen: freeze it anew`,
      })
    }
    if (draft.revision > 1 && !input.reason) return reasonNeeded()
    const objections = workingDaysAfter(ctx.today, input.objectionWorkingDays, calendarsOf(calendars))
    const never = publicPeriodRefusal(input.publicUntilOn, objections.day, ctx.today)
    if (never) return never
    const key = { level, year, revision: draft.revision }
    return ok({
      facts: [
        annualBoardPublished.on(annualBoardStream(input), ctx.today, {
          ...{ ...key, publishedOn: ctx.today, objectionsUntilOn: objections.day },
          ...{ publicUntilOn: input.publicUntilOn, root: draft.root },
        }),
      ],
      beside: [
        ...(draft.revision > 1
          ? insertMany('annual_board_note', [{ ...key, kind: 'revision-reason', text: input.reason! }])
          : []),
        nothingSince(seq, ctx),
      ],
    })
  },
})

/** Replaces the newest published year by a notice, at once. Another than who published it, on somebody's word. */
export const withdrawYear = command({
  name: 'annual-board.withdraw',
  roles: ROLES,
  input: withdrawAnnualBoard,
  streams: (input) => [annualBoardStream(input)],
  load: (input) => ({ published: publishedAnnual(input).selectAll().limit(1) }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ published: [newest] }, { reason, approverName, approverOffice, ...key }, ctx) => {
    const no = notInForce(newest, key.revision)
    if (no) return no
    if (isSameSigner(newest!.publishedBy!, actorKey(ctx.actor))) {
      return secondSignature({
        zh: '公示的人不能自己撤下，请另一位同事办理',
        en: 'Whoever published it does not withdraw it: a colleague does',
      })
    }
    const note = (kind: string, text: string) => ({ ...key, kind, text })
    return ok({
      facts: [annualBoardWithdrawn.on(annualBoardStream(key), ctx.today, key)],
      beside: insertMany('annual_board_note', [
        note('withdrawal-reason', reason),
        note('approver-name', approverName),
        note('approver-office', approverOffice),
      ]),
    })
  },
})
