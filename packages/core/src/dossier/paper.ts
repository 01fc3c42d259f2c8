import { presences } from '../activity/schema.ts'
import { caseGrounds, caseStatuses } from '../duty-case/schema.ts'
import { yearOf } from '../kernel/calendar.ts'
import { dayInWords, quarterInWords } from '../kernel/paper-words.ts'
import { numbered, table, text, type Section, type SectionedPaper } from '../kernel/sectioned-paper.ts'
import { objectionKinds, objectionStatuses } from '../objection/schema.ts'
import { ending, endings, grounds } from '../people/schema.ts'
import { congressOf, deputyInWords, officeInWords } from '../people/title-rules.ts'
import { quarterScore, ruleSetIn } from '../points/rules.ts'
import { missedBecause, ofSession } from '../roll/rules.ts'
import { reportKinds, reportStatuses } from '../self-check/schema.ts'
import { sessionTitle } from '../session/title-rules.ts'
import { termName } from '../term/rules.ts'
import { ledgerParts } from './ledger.ts'
import type { Board, Case, OnRecord, Seat, Told } from './record.ts'
import { attended, owed, scored } from './years.ts'

// The dossier of a mandate (履职档案) as a paper: what is on record, without a judgement. A record is filed as it is.

/** What is on record of a mandate until today, or until it ended. */
export function dossierOf(seat: Seat, record: OnRecord, today: string): SectionedPaper {
  const until = seat.endOn < today ? seat.endOn : today
  const told = { ...record, seat, today, until, span: yearsBetween(seat.startOn, until) }
  const parts = [held, attended, satIn, scored, owed, received, entered, answered, published, toldOthers, followed]
  return {
    title: '人大代表履职档案',
    by: deputyInWords(seat),
    to: null,
    opening: `根据《代表法》第五十八条记录。本档案截至${dayInWords(until)}，由履职记录自动汇编，不含对代表的评价。`,
    sections: numbered(parts.flatMap((of) => of(told) ?? [])),
    signatures: [`${seat.unitName}（盖章）：${BLANK}`, `核对人（签名）：${BLANK}`],
    isDense: true,
  }
}

const BLANK = '＿'.repeat(8)

/** The years from one day to another, the first one first; none of a mandate that is still to begin. */
const yearsBetween = (from: string, until: string): string[] =>
  from > until
    ? []
    : Array.from({ length: Number(yearOf(until)) - Number(yearOf(from)) + 1 }, (_, n) =>
        String(Number(yearOf(from)) + n)
      )

function held({ seat, seats, units, end, today }: Told): Section {
  const stays = seats
    .toReversed()
    .map(({ unitId, fromOn, untilOn }) => [
      unitNamed(units, unitId),
      dayInWords(fromOn),
      fromOn <= today && today <= untilOn ? '至今' : dayInWords(untilOn),
    ])
  return {
    title: '代表资格',
    parts: [
      ...table(
        ['项目', '内容'],
        [
          ['姓名', seat.name],
          ['职务', `${congressOf(seat)}代表（${officeInWords(seat.level)}）`],
          ['选区', seat.electoralDistrict],
          ['产生方式', grounds[seat.ground].zh],
          ['任期', `${dayInWords(seat.startOn)}至${dayInWords(end?.previousEndOn ?? seat.endOn)}`],
          ['现状', stateOf(seat, end, today)],
        ],
        [20, 80]
      ),
      ...table(['管理履职档案的街镇', '起', '止'], stays, [40, 30, 30]),
    ],
  }
}

function stateOf(seat: Seat, end: OnRecord['end'], today: string): string {
  if (end) return `代表资格终止：${endings[ending.parse(end.ground)].zh}（${dayInWords(end.endedOn)}）`
  if (today < seat.startOn) return '任期尚未开始'
  return today > seat.endOn ? '任期届满' : '在任'
}

const unitNamed = (units: OnRecord['units'], unitId: string): string =>
  units.find(({ id }) => id === unitId)?.name ?? ''

/** The sessions of the congress as their rolls were settled. What twice missed may mean is said; nothing follows from it here. */
function satIn({ seat, rolls, sessions }: Told): Section {
  const rows = sessions
    .map(({ id, firstOn, ...session }) => {
      const own = rolls.filter(({ sessionId }) => sessionId === id).map(({ presence }) => presence)
      const named = { ...session, firstOn, placeName: seat.level === 'district' ? seat.districtName : seat.unitName }
      const title = sessionTitle({ ...named, body: 'congress' }).zh
      const there = own.filter((one) => one === 'present').length
      return { title, firstOn, presence: ofSession(own), halfDays: `${there}／${own.length}` }
    })
    .sort((a, b) => (a.firstOn < b.firstOn ? -1 : 1))
  const missed = rows.filter(({ presence }) => presence === 'absent').length
  const because = missedBecause(missed)
  return {
    title: '出席人民代表大会会议',
    parts: [
      ...(rows.length === 0 ? [text('没有已确认的出席名册。')] : []),
      ...table(
        ['会议', '日期', '出席情况', '出席半天'],
        rows.map((one) => [one.title, dayInWords(one.firstOn), presences[one.presence].zh, one.halfDays]),
        [46, 24, 16, 14]
      ),
      ...(because ? [text(`未经批准没有出席的会议${missed}次。${because.article.zh}：${because.rule.zh}。`)] : []),
    ],
  }
}

function received({ receptions }: Told): Section {
  const voters = receptions.reduce((sum, { voterCount }) => sum + voterCount, 0)
  const said =
    receptions.length === 0 ? '没有接待选民的记录。' : `参加接待选民${receptions.length}次，到场选民${voters}人次。`
  return {
    title: '接待选民',
    parts: [
      text(said),
      ...table(
        ['日期', '地点', '选民人次'],
        receptions.map((one) => [dayInWords(one.occurredOn), one.place ?? '', String(one.voterCount)]),
        [26, 56, 18]
      ),
    ],
  }
}

const entered = ({ entries, ruleSets, balances }: Told): Section => ({
  title: '积分登记',
  parts: ledgerParts(entries, ruleSets, (quarter) => quarterScore(ruleSets, balances, quarter).hundredths),
})

function answered({ reports, objections, ruleSets }: Told): Section {
  const item = (quarter: string, code: string) =>
    ruleSetIn(ruleSets, quarter)?.items.find((one) => one.code === code)?.name ?? code
  return {
    title: '核对意见和公示异议',
    parts: [
      ...(reports.length + objections.length === 0 ? [text('没有提出核对意见和公示异议。')] : []),
      ...table(
        ['核对意见', '类别', '日期', '事项', '结果'],
        reports.map((one) => [
          quarterInWords(one.quarter),
          reportKinds[one.kind].zh,
          dayInWords(one.occurredOn),
          item(one.quarter, one.itemCode),
          reportStatuses[one.status].zh,
        ]),
        [24, 10, 24, 28, 14]
      ),
      ...table(
        ['公示异议', '版', '类别', '提出', '决定', '结果'],
        objections.map((one) => [
          quarterInWords(one.quarter),
          String(one.revision),
          objectionKinds[one.kind].zh,
          dayInWords(one.filedOn),
          one.decidedOn === null ? '—' : dayInWords(one.decidedOn),
          objectionStatuses[one.status].zh,
        ]),
        [24, 8, 10, 22, 22, 14]
      ),
    ],
  }
}

/** Characters of a root that tell one board from another; the whole stands on the board. */
const ROOT_CHARACTERS = 8

function published({ boards, years, units }: Told): Section {
  const row = (of: string, board: Board): string[] => [
    of,
    String(board.revision),
    dayInWords(board.publishedOn),
    board.root.slice(0, ROOT_CHARACTERS),
    boardState(board),
  ]
  const rows = [
    ...boards.map((one) => row(`${quarterInWords(one.quarter)} ${unitNamed(units, one.unitId)}`, one)),
    ...years.map((one) => row(`${spanInWords(one)} 全区`, one)),
  ]
  return {
    title: '公示',
    parts: [
      text(rows.length === 0 ? '没有列入公示榜。' : `列入下列公示榜。校验码只写前${ROOT_CHARACTERS}位，全文见公示榜。`),
      ...table(['公示榜', '版', '公布', '校验码', '状态'], rows, [36, 8, 24, 16, 16]),
    ],
  }
}

/** A year, or a term by its number and the years it runs. */
const spanInWords = ({ year, ordinal }: OnRecord['years'][number]): string =>
  ordinal === null ? `${year}年度` : `${termName(ordinal).zh}任期（${year.replace('-', '—')}年）`

function boardState({ withdrawnOn, isSuperseded }: Board): string {
  if (withdrawnOn !== null) return '已撤下'
  return isSuperseded ? '已有更正版' : '最新'
}

/** Letters and 公告 that name the deputy: for the offices that list them, of a unit's office its own unit's. */
function toldOthers({ circulars, isOffice, isOfUnit }: Told): Section | null {
  if (!isOffice) return null
  const naming = circulars.filter((one) => (one.letterCount ?? 0) + (one.announcementCount ?? 0) > 0)
  return {
    title: '通报',
    parts: [
      ...(naming.length === 0 ? [text(isOfUnit ? '本街镇的通报没有写到本代表。' : '没有写到本代表的通报。')] : []),
      ...table(
        ['通报的季度', '批准', '公函／回执', '向选区公告'],
        naming.map((one) => [
          quarterInWords(one.quarter),
          one.decidedOn === null ? '—' : dayInWords(one.decidedOn),
          one.letterCount ? `${one.letterCount}份／${one.answeredCount ?? 0}份` : '—',
          announced(one),
        ]),
        [26, 26, 20, 28]
      ),
    ],
  }
}

function announced({ announcementCount, postedOn }: OnRecord['circulars'][number]): string {
  if (!announcementCount) return '—'
  return postedOn === null ? '待张贴' : `${dayInWords(postedOn)}张贴`
}

/** Cases with the day of every step: for whoever follows deputies up. */
function followed({ cases, isFollowing }: Told): Section | null {
  if (!isFollowing) return null
  return {
    title: '履职跟进',
    parts: [
      ...(cases.length === 0 ? [text('没有履职跟进。')] : []),
      ...table(
        ['立案', '依据', '经过', '现状'],
        cases.map((one) => [
          dayInWords(one.openedOn),
          `${caseGrounds[one.ground].zh}（${one.period.length === 4 ? `${one.period}年` : quarterInWords(one.period)}）`,
          stepsOf(one),
          caseStatuses[one.status].zh,
        ]),
        [20, 26, 40, 14]
      ),
    ],
  }
}

const stepsOf = (one: Case): string =>
  (
    [
      ['约谈', one.interviewedOn],
      ['向选民通报', one.informedOn],
      ['开始观察', one.observedOn],
      ['观察期至', one.untilOn],
      ['劝辞', one.advisedOn],
      ['收到书面辞职', one.resignedOn],
      ['决定', one.decidedOn],
      ['结束', one.endedOn],
    ] as const
  )
    .flatMap(([step, on]) => (on === null ? [] : [`${step}${dayInWords(on)}`]))
    .join('；')
