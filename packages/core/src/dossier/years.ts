import { assessedAs, attendedIn, lastDayIn, partOfYear, setOfYear, sumOf } from '../assessment/rules.ts'
import { exemptionGrounds } from '../assessment/schema.ts'
import { quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { dayInWords, pointsText, quarterOfYear } from '../kernel/paper-words.ts'
import { table, text, type Section } from '../kernel/sectioned-paper.ts'
import { countedFrom, servedIn, yearDays } from '../points/assessment-rules.ts'
import { askedBetween, owedOf, type OwedIn } from '../points/minimum-rules.ts'
import { yearScore } from '../points/rules.ts'
import type { OnRecord, Told } from './record.ts'

// A mandate year by year: days served, what could be attended and was, points, what was owed.

/** A year, and whether it still runs. */
const yearInWords = (year: string, { seat, today }: Told): string =>
  today <= yearDays(year).lastOn && today <= seat.endOn ? `${year}年（至今）` : `${year}年`

export function attended(told: Told): Section {
  const { seat, attendance, until, span } = told
  const row = (name: string, counts: OnRecord['attendance'], { servedDays, spanDays }: ReturnType<typeof servedIn>) => {
    const { concerned, present, onLeave, absent } = attendedIn(counts)
    return [name, `${servedDays}／${spanDays}`, ...[concerned, present, onLeave, absent].map(String)]
  }
  const years = span.map((year) =>
    row(
      yearInWords(year, told),
      attendance.filter(({ quarter }) => yearOf(quarter) === year),
      partOfYear(seat, year, until)
    )
  )
  const term = { firstOn: seat.startOn, lastOn: until }
  return {
    title: '任职和出席',
    parts: [
      text('应参加的次数为出席、请假、未到之和，以确认的活动登记为准。经批准的请假不是缺席。'),
      ...table(
        ['年度', '在任天数／全年天数', '应参加', '出席', '请假', '未到'],
        span.length === 0 ? [] : [...years, row('合计', attendance, servedIn(seat, term))],
        [26, 26, 12, 12, 12, 12]
      ),
    ],
  }
}

/** The days of a mandate that count. */
const countedDays = ({ seat, ruleSets, recorded, until }: Told) => {
  const countedOn = countedFrom(ruleSets, recorded[0]?.quarter, until)
  return { startOn: seat.startOn > countedOn ? seat.startOn : countedOn, endOn: seat.endOn }
}

export function scored(told: Told): Section {
  const { seat, balances, exempted, ruleSets, until, span, isOffice } = told
  const since = countedDays(told).startOn
  const years = span.flatMap((year) => {
    const set = setOfYear(ruleSets, year, until)
    if (!set || year < yearOf(since)) return []
    const last = lastDayIn(year, until)
    const ground = exempted.find((one) => one.year === year)?.ground
    const score = yearScore(ruleSets, balances, quarterOf(last))
    return [{ year, set, ...assessedAs(set, score, partOfYear(seat, year, last), ground) }]
  })
  const before = span.filter((year) => !years.some((one) => one.year === year))
  const inParts = years.filter(({ set, servedDays, spanDays }) => set.baseHundredths !== 0 && servedDays < spanDays)
  const said = [
    ...(before.length > 0 ? [`${before.join('年、')}年尚未开始积分登记。`] : []),
    ...(inParts.length > 0
      ? [
          `基础分按在任天数折算：${inParts
            .map(
              ({ year, set, servedDays, spanDays, baseHundredths }) =>
                `${year}年${pointsText(set.baseHundredths)}×${servedDays}/${spanDays}＝${pointsText(baseHundredths)}`
            )
            .join('；')}。`,
        ]
      : []),
    '各项和各类以当年规则的上限为准。不评定是一种状态，不是零分。',
  ]
  return {
    title: '积分和年度评定',
    parts: [
      text(said.join('')),
      ...table(
        ['年度', '各类积分', '积分', '基础分', '结果', '等次'],
        years.map((one) => [
          yearInWords(one.year, told),
          one.set.categories
            .filter(({ code }) => (one.categories[code] ?? 0) !== 0)
            .map(({ code, name }) => `${name}${pointsText(one.categories[code]!)}`)
            .join('；'),
          pointsText(one.pointsHundredths),
          pointsText(one.baseHundredths),
          pointsText(one.hundredths),
          gradeOf(one, isOffice),
        ]),
        [22, 30, 11, 11, 11, 15]
      ),
    ],
  }
}

/** The grade, or that somebody was left out; on what ground is the offices' business. */
function gradeOf({ ineligible, grade }: ReturnType<typeof assessedAs>, isOffice: boolean): string {
  if (ineligible === null) return grade ?? '—'
  if (ineligible === 'short') return '不评定（任职时间短）'
  return isOffice ? `不评定（${exemptionGrounds[ineligible].zh}）` : '不评定'
}

/** What the rules asked of everybody, period by period. No section where they never asked anything. */
export function owed(told: Told): Section | null {
  const { seat, balances, ruleSets, until, today } = told
  const days = countedDays(told)
  const quarters = { first: quarterOf(days.startOn), last: quarterOf(until) }
  const periods = until < seat.startOn ? [] : owedOf(askedBetween(ruleSets, days, quarters), balances)
  if (periods.length === 0) return null
  // A period that runs may still be met.
  const runs = ({ quarter, per }: OwedIn): boolean =>
    today <= seat.endOn && today <= (per === 'quarter' ? quarterDays(quarter) : yearDays(yearOf(quarter))).lastOn
  const rows = Map.groupBy(periods, ({ quarter, itemCode, per }) => `${yearOf(quarter)} ${itemCode} ${per}`)
  return {
    title: '应完成的事项',
    parts: [
      text(
        `自${dayInWords(days.startOn)}起计，以任职、施行积分规则和建立履职记录中最晚的为准。各期间写明已完成次数／应完成次数；未完成的次数不含尚未结束的期间。不满一个期间的，按天数折算，不足一次的不计。`
      ),
      ...table(
        ['年度', '事项', '各期间', '未完成'],
        [...rows.values()].map((row) => [
          yearInWords(yearOf(row[0]!.quarter), told),
          row[0]!.name,
          row.map((one) => periodInWords(one, runs(one))).join('；'),
          String(sumOf(row, (one) => (runs(one) ? 0 : one.missing))),
        ]),
        [22, 24, 42, 12]
      ),
    ],
  }
}

const periodInWords = ({ per, quarter, done, times }: OwedIn, runs: boolean): string =>
  `${per === 'quarter' ? quarterOfYear(quarter) : '全年'}${done}／${times}${runs ? '（未结束）' : ''}`
