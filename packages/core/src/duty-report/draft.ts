import { presences, type Presence } from '../activity/schema.ts'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import { dayInWords, pointsText, quarterOfYear } from '../kernel/paper-words.ts'
import { numbered, table, text, type Section, type SectionedPaper } from '../kernel/sectioned-paper.ts'
import type { ObjectionStatus } from '../objection/schema.ts'
import { deputyInWords, officeInWords } from '../people/title-rules.ts'
import type { Level } from '../people/schema.ts'
import { assess, servedIn, yearDays } from '../points/assessment-rules.ts'
import { minimumsOf } from '../points/minimum-rules.ts'
import { ruleSetIn, yearItems, yearScore, type Balance, type RuleSet } from '../points/rules.ts'
import { spans } from '../points/schema.ts'
import type { ReportStatus } from '../self-check/schema.ts'

// A duty report (述职报告), to be printed and to be written on in. What the record cannot know is left as empty lines.

type Seat = {
  name: string
  level: Level
  unitName: string
  electoralDistrict: string
  districtName: string
  startOn: string
  endOn: string
}

type YearRecord = {
  attendance: readonly { present: number; onLeave: number; absent: number }[]
  activities: readonly { occurredOn: string; itemCode: string; presence: Presence; title: string | null }[]
  receptions: readonly { occurredOn: string; voterCount: number; place: string | null }[]
  balances: readonly (Balance & { entryCount: number })[]
  reports: readonly { status: ReportStatus }[]
  objections: readonly { status: ObjectionStatus }[]
  ruleSets: readonly RuleSet[]
}

/** What the sections are made from: `until` is the last day the report speaks of. */
type Told = YearRecord & { seat: Seat; year: string; until: string; set: RuleSet }

/** The draft for a year, or for what of it has passed; null of one to come or from before there were rules. */
export function draftOf(seat: Seat, record: YearRecord, year: string, today: string): SectionedPaper | null {
  const { firstOn, lastOn } = yearDays(year)
  const until = today < lastOn ? today : lastOn
  const set = ruleSetIn(record.ruleSets, quarterOf(until))
  if (!set || today < firstOn) return null
  const told = { ...record, seat, year, until, set }
  const sections = [served, attended, received, scored, owed, answered, ownWords].flatMap((of) => of(told) ?? [])
  return {
    title: `${year}年度述职报告`,
    by: deputyInWords(seat),
    to: '各位选民',
    opening: `根据《代表法》第五十八条，现将本人${year}年度履行代表职务的情况报告如下，请予评议。`,
    sections: numbered(sections),
    signatures: [`报告人：${seat.name}`],
    isDense: false,
  }
}

/** Three columns, of which the second holds the words. */
const WORDS = [32, 52, 16]
/** The first holds the words, the others numbers. */
const COUNTS = [40, 15, 15, 15, 15]
const OWED = [40, 20, 20, 20]

function served({ seat, year, until }: Told): Section {
  const { servedDays, spanDays } = servedIn(seatUntil(seat, until), yearDays(year))
  const yet = until < yearDays(year).lastOn ? `本报告截至${dayInWords(until)}，全年尚未结束。` : ''
  return {
    title: '任职情况',
    parts: [
      text(
        `本人由${seat.electoralDistrict}选出，任${officeInWords(seat.level)}，任期自${dayInWords(seat.startOn)}至${dayInWords(seat.endOn)}，履职档案由${seat.unitName}管理。${year}年共${spanDays}天，在任${servedDays}天。${yet}`
      ),
    ],
  }
}

const seatUntil = ({ startOn, endOn }: Seat, until: string) => ({ startOn, endOn: endOn < until ? endOn : until })

function attended({ attendance, activities, set }: Told): Section {
  const sum = (of: 'present' | 'onLeave' | 'absent'): number => attendance.reduce((total, one) => total + one[of], 0)
  const [present, onLeave, absent] = [sum('present'), sum('onLeave'), sum('absent')]
  const concerned = present + onLeave + absent
  const kinds = [...Map.groupBy(activities, ({ itemCode }) => itemCode)].map(([itemCode, rows]) => {
    const count = (presence: Presence): string => String(rows.filter((one) => one.presence === presence).length)
    return [itemName(set, itemCode), String(rows.length), count('present'), count('leave'), count('absent')]
  })
  return {
    title: '参加会议和活动',
    parts: [
      text(
        concerned === 0
          ? '活动登记中没有本年度应参加的会议和活动。'
          : `本年度应参加${concerned}次，出席${present}次，请假${onLeave}次，未到${absent}次。经批准的请假不是缺席。`
      ),
      ...table(['事项', '应参加', ...Object.values(presences).map(({ zh }) => zh)], kinds, COUNTS),
      ...table(
        ['日期', '活动', '情况'],
        activities.map((one) => [
          dayInWords(one.occurredOn),
          one.title ?? itemName(set, one.itemCode),
          presences[one.presence].zh,
        ]),
        WORDS
      ),
    ],
  }
}

function received({ receptions }: Told): Section {
  const voters = receptions.reduce((sum, { voterCount }) => sum + voterCount, 0)
  return {
    title: '联系和接待选民',
    parts: [
      text(
        receptions.length === 0
          ? '接待选民登记中没有本年度的记录。'
          : `本年度参加接待选民${receptions.length}次，这些接待共有选民${voters}人次到场。`
      ),
      ...table(
        ['日期', '地点', '选民人次'],
        receptions.map((one) => [dayInWords(one.occurredOn), one.place ?? '', String(one.voterCount)]),
        WORDS
      ),
      { kind: 'blank', label: '选民反映的主要问题和办理情况', lines: 4 },
    ],
  }
}

function scored({ seat, year, until, set, ruleSets, balances }: Told): Section {
  const quarter = quarterOf(until)
  const score = yearScore(ruleSets, balances, quarter)
  const part = servedIn(seatUntil(seat, until), yearDays(year))
  const { baseHundredths, hundredths } = assess(set, score, part)
  const items = yearItems(ruleSets, balances, quarter)
  const times = (code: string): number =>
    balances.filter(({ itemCode }) => itemCode === code).reduce((sum, { entryCount }) => sum + entryCount, 0)
  const base =
    set.baseHundredths === 0
      ? ''
      : `其中基础分${pointsText(baseHundredths)}分，按在任天数折算（${pointsText(set.baseHundredths)}分×${part.servedDays}/${part.spanDays}天）。`
  return {
    title: '履职积分',
    parts: [
      text(
        `按本区履职积分规则第${set.version}版，本年度${pointsText(hundredths)}分。${base}各项和各类以规则的上限为准。`
      ),
      ...table(
        ['类别', '事项', '得分'],
        set.categories.flatMap(({ code, name }) => {
          const of = items.filter(({ item, itemCode }) => item?.categoryCode === code && times(itemCode) > 0)
          const done = of
            .map(({ item, itemCode }) => `${itemName(set, itemCode)}${times(itemCode)}${item?.perUnit}`)
            .join('；')
          return of.length === 0 ? [] : [[name, done, pointsText(score.categories[code] ?? 0)]]
        }),
        WORDS
      ),
    ],
  }
}

/** What the rules ask of everybody, and what of it was done. No section where they ask nothing. */
function owed({ seat, year, until, set, balances }: Told): Section | null {
  const quarters = [1, 2, 3, 4].map((n) => `${year}Q${n}`).filter((quarter) => quarterDays(quarter).firstOn <= until)
  const rows = set.minimums.flatMap(({ itemCode, per }) =>
    (per === 'quarter' ? quarters : quarters.slice(-1)).flatMap((quarter) =>
      minimumsOf(set, balances, quarter, seat)
        .filter((one) => one.itemCode === itemCode && one.per === per && one.times > 0)
        .map(({ name, times, done }) => [
          name,
          per === 'quarter' ? quarterOfYear(quarter) : '全年',
          `${times}次`,
          `${done}次`,
        ])
    )
  )
  if (rows.length === 0) return null
  const asked = set.minimums.map(({ itemCode, per, times, article }) => {
    const basis = article === '' ? '' : `（${article}）`
    return `${itemName(set, itemCode)}${spans[per].zh}至少${times}次${basis}`
  })
  return {
    title: '应完成的事项',
    parts: [
      text(`积分规则要求每名代表：${asked.join('；')}。在任不满期间的，按在任天数折算，不足一次的不计。`),
      ...table(['事项', '期间', '应完成', '已完成'], rows, OWED),
    ],
  }
}

function answered({ reports, objections }: Told): Section {
  const count = (rows: readonly { status: string }[], status: string): number =>
    rows.filter((one) => one.status === status).length
  const filed = (rows: readonly { status: string }[]) => rows.filter(({ status }) => status !== 'withdrawn')
  const [reported, objected] = [filed(reports), filed(objections)]
  const said = [
    ...(reported.length === 0
      ? []
      : [
          `对积分登记提出核对意见${reported.length}件，成立${count(reported, 'accepted')}件，不成立${count(reported, 'refused')}件，待答复${count(reported, 'open')}件`,
        ]),
    ...(objected.length === 0
      ? []
      : [
          `对公示榜提出异议${objected.length}件，成立${count(objected, 'upheld')}件，不成立${count(objected, 'dismissed')}件，待答复${count(objected, 'open')}件`,
        ]),
  ]
  return {
    title: '核对意见和公示异议',
    parts: [text(said.length === 0 ? '本年度没有提出核对意见和公示异议。' : `本年度${said.join('；')}。`)],
  }
}

const ownWords = (): Section => ({
  title: '体会、不足和下一步打算',
  parts: [{ kind: 'blank', label: '由本人填写', lines: 8 }],
})

const itemName = (set: RuleSet, code: string): string => set.items.find((item) => item.code === code)?.name ?? code
