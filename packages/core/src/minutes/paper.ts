import type { Presence } from '../activity/schema.ts'
import { itemTypes, type ItemType } from '../agenda/schema.ts'
import { bodies, type Body } from '../body/schema.ts'
import { guestKinds, type GuestKind } from '../guest/schema.ts'
import { clockOf } from '../kernel/calendar.ts'
import { dayInWords } from '../kernel/paper-words.ts'
import { majorityOf, resultOf } from '../decision/majority-rules.ts'
import { decisionStatuses, methods, type DecisionStatus, type Method } from '../decision/schema.ts'
import { numbered, table, text, type Part, type Section, type SectionedPaper } from '../kernel/sectioned-paper.ts'
import { inChinese } from '../kernel/words.ts'
import { opinionStatuses, type OpinionStatus } from '../opinion/schema.ts'
import { quorumOf } from '../session/quorum-rules.ts'
import type { SessionStatus } from '../session/schema.ts'
import { sessionTitle } from '../session/title-rules.ts'
import { sittingKinds, type SittingKind } from '../sitting/schema.ts'
import { awayFor, lateIn, leftBefore, type Course } from './course-rules.ts'

// The minutes of a session as a paper: what its events say, and nothing that nobody wrote down.

export type Session = {
  placeName: string
  body: Body
  termOrdinal: number | null
  ordinal: number
  firstOn: string
  lastOn: string
  calledOn: string
  presentCount: number | null
  dueCount: number | null
  status: SessionStatus
  venue: string
}
export type Sitting = { id: string; kind: SittingKind; ordinal: number; heldOn: string }
export type Item = { id: string; type: ItemType; title: string; speaker: string }
export type Person = { name: string; unitName: string | null; electoralDistrict: string | null }

export type OnRecord = {
  session: Session
  sittings: readonly { sitting: Sitting; course: Course }[]
  items: readonly Item[]
  people: ReadonlyMap<string, Person>
  /** null: no roll is settled. */
  roll: readonly { mandateId: string; presence: Presence }[] | null
  /** What was put to the vote; `forCount` null of what was not decided. */
  votes: readonly Vote[]
  opinions: readonly { number: number; itemId: string | null; status: OpinionStatus }[]
  guests: readonly { name: string | null; organ: string | null; kind: GuestKind; arrivedAt: string | null }[]
}

type Vote = {
  question: string
  method: Method
  status: DecisionStatus
  dueCount: number
  forCount: number | null
  againstCount: number | null
  abstainedCount: number | null
  invalidCount: number | null
}

/** What has been written down of a session; of one that was not held that it was not. */
export function minutesOf(record: OnRecord): SectionedPaper {
  const { session } = record
  const parts = session.status === 'held' ? [held, course, votes, away, guests, opinions] : [notHeld]
  return {
    title: '会议记录',
    by: sessionTitle(session).zh,
    to: null,
    opening: '本记录按会场登记的先后次序自动汇编，发言内容由记录人另附。',
    sections: numbered(parts.flatMap((of) => of(record) ?? [])),
    signatures: [`记录人（签名）：${BLANK}`, `审核人（签名）：${BLANK}`],
    isDense: true,
  }
}

const BLANK = '＿'.repeat(8)

/** 第二次全体会议; there is one preparatory meeting as a rule. */
export const sittingName = ({ kind, ordinal }: Sitting): string =>
  kind === 'preparatory' && ordinal === 1 ? sittingKinds[kind].zh : `第${inChinese(ordinal)}次${sittingKinds[kind].zh}`

const daysInWords = ({ firstOn, lastOn }: Session): string =>
  firstOn === lastOn ? dayInWords(firstOn) : `${dayInWords(firstOn)}至${dayInWords(lastOn)}`

const notHeld = ({ session }: OnRecord): Section => ({
  title: '会议概况',
  parts: [text(session.status === 'cancelled' ? '会议已取消。' : '会议尚未召开，没有可以记录的内容。')],
})

function held({ session }: OnRecord): Section {
  const { body, dueCount, presentCount, venue, calledOn } = session
  const quorum = quorumOf(body, dueCount ?? 0)
  return {
    title: '会议概况',
    parts: table(
      ['项目', '内容'],
      [
        ['会议', sessionTitle(session).zh],
        ['机构', `${session.placeName}${bodies[body].zh}`],
        ['会期', daysInWords(session)],
        ...(venue ? [['地点', venue]] : []),
        ['通知日期', dayInWords(calledOn)],
        ['开会时出席', `应到${dueCount}名，实到${presentCount}名`],
        ['法定人数', `${quorum.needed}名（${quorum.because.arithmetic}；${quorum.because.article.zh}）`],
      ],
      [20, 80]
    ),
  }
}

function course({ sittings, items, people }: OnRecord): Section {
  const parts = sittings.flatMap(({ sitting, course: one }) => ofSitting(sitting, one, items, people))
  return {
    title: '会议经过',
    parts: parts.length > 0 ? parts : [text('会议按纸质名册登记召开，没有会场签到和议程进行的记录。')],
  }
}

function ofSitting(sitting: Sitting, one: Course, items: OnRecord['items'], people: OnRecord['people']): Part[] {
  const { opened, closed } = one
  if (opened === null) return []
  const named = (memberId: string) => people.get(memberId)?.name ?? ''
  const list = (of: readonly { memberId: string; at: string }[]) =>
    of.map(({ memberId, at }) => `${named(memberId)}（${clockOf(at)}）`).join('、')
  const [late, left, away1] = [lateIn(one), leftBefore(one), awayFor(one)]
  const said = [
    `${sittingName(sitting)}，${dayInWords(sitting.heldOn)}${clockOf(opened.at)}开会，应到${opened.dueCount}名，实到${opened.presentCount}名`,
    closed ? `，${clockOf(closed.at)}散会。` : '，尚未散会。',
    late.length > 0 ? `开会后到会：${list(late)}。` : '',
    away1.length > 0
      ? `中途离场后返回：${away1.map(({ memberId, from, until }) => `${named(memberId)}（${clockOf(from)}至${clockOf(until)}）`).join('、')}。`
      : '',
    left.length > 0 ? `散会前离场：${list(left)}。` : '',
  ]
  const called = one.items.flatMap(({ itemId, at }) => {
    const item = items.find(({ id }) => id === itemId)
    return item ? [[clockOf(at), item.title || itemTypes[item.type].zh, item.speaker]] : []
  })
  return [text(said.join('')), ...table(['时间', '议题', '报告人'], called, [14, 60, 26])]
}

/** What was decided, with its numbers and their arithmetic; of what was stopped or annulled that it was. */
function votes({ votes: all, session: { body } }: OnRecord): Section | null {
  if (all.length === 0) return null
  const { rule, article } = majorityOf(body, all[0]!.dueCount).because
  const said = (vote: Vote): string[] => {
    const { forCount, againstCount, abstainedCount, invalidCount, status } = vote
    if (forCount === null) return ['', decisionStatuses[status].zh]
    const { passed, because } = resultOf(body, { forCount, dueCount: vote.dueCount })
    const became = status === 'annulled' ? decisionStatuses.annulled.zh : passed ? '通过' : '未通过'
    return [
      `赞成${forCount}，反对${againstCount}，弃权${abstainedCount}，废票${invalidCount}`,
      `${became}（${because.arithmetic}）`,
    ]
  }
  return {
    title: '表决情况',
    parts: [
      text(`表决${all.length}次，由两位计票人独立计票。${article.zh}：${rule.zh}。`),
      ...table(
        ['付表决的事项', '方式', '票数', '结果'],
        all.map((vote) => [vote.question, methods[vote.method].zh, ...said(vote)]),
        [34, 14, 24, 28]
      ),
    ],
  }
}

/** Of a congress, as its roll was settled. */
function away({ roll, people }: OnRecord): Section | null {
  if (roll === null) return null
  const of = (presence: Presence) =>
    roll.filter((one) => one.presence === presence).map(({ mandateId }) => people.get(mandateId)?.name ?? '')
  const [present, onLeave, absent] = [of('present'), of('leave'), of('absent')]
  const list = (names: readonly string[]) => (names.length === 0 ? '无' : names.join('、'))
  return {
    title: '出席名册',
    parts: [
      text(`出席${present.length}名，请假${onLeave.length}名，未经批准缺席${absent.length}名。`),
      text(`请假：${list(onLeave)}。`),
      text(`未经批准缺席：${list(absent)}。`),
    ],
  }
}

function guests({ guests: all }: OnRecord): Section | null {
  if (all.length === 0) return null
  const came = all.filter(({ arrivedAt }) => arrivedAt !== null)
  return {
    title: '列席人员',
    parts: [
      text(`登记${all.length}名，到会${came.length}名，不计入法定人数，不参加表决。`),
      ...table(
        ['姓名', '单位', '身份', '签到'],
        all.map(({ name, organ, kind, arrivedAt }) => [
          ...[name ?? '', organ ?? '', guestKinds[kind].zh],
          arrivedAt === null ? '未到' : clockOf(arrivedAt),
        ]),
        [22, 44, 18, 16]
      ),
    ],
  }
}

function opinions({ opinions: all, items }: OnRecord): Section | null {
  if (all.length === 0) return null
  return {
    title: '审议意见',
    parts: [
      text(`登记审议意见${all.length}条。`),
      ...table(
        ['编号', '议题', '办理情况'],
        all.map(({ number, itemId, status }) => [
          `第${number}号`,
          items.find(({ id }) => id === itemId)?.title ?? '',
          opinionStatuses[status].zh,
        ]),
        [16, 60, 24]
      ),
    ],
  }
}
