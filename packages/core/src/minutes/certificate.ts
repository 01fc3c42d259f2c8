import type { Presence } from '../activity/schema.ts'
import { presences } from '../activity/schema.ts'
import { clockOf } from '../kernel/calendar.ts'
import { dayInWords } from '../kernel/paper-words.ts'
import { numbered, table, text, type SectionedPaper } from '../kernel/sectioned-paper.ts'
import { sessionTitle } from '../session/title-rules.ts'
import { wasPresentAt, type Course } from './course-rules.ts'
import { sittingName, type Person, type Session, type Sitting } from './paper.ts'

// Whether somebody attended a session, sitting by sitting. It certifies absence as it does presence: its words take neither
// for granted.

type Expected = { sitting: Sitting; course: Course; memberId: string }

export type Attended = {
  session: Session
  person: Person
  /** Those at which they were expected, each as the member they were then. */
  sittings: readonly Expected[]
  /** `seq`: its place in the order of events. */
  votes: readonly { sittingId: string; question: string; openedAt: string; seq: number }[]
  /** Of a congress, as its roll was settled; null: no roll is. */
  presence: Presence | null
}

/** Whether somebody was there when it opened, and when something was put to the vote, follows from the order of events. */
export function certificateOf({ session, person, sittings, votes, presence }: Attended): SectionedPaper {
  const from = `${person.unitName ?? ''}${person.electoralDistrict ?? ''}`
  const rows = sittings.filter(({ course }) => course.opened).map(rowOf)
  const voted = votes.map((one) => {
    const { course, memberId } = sittings.find(({ sitting }) => sitting.id === one.sittingId)!
    return [one.question, clockOf(one.openedAt), wasPresentAt(course, memberId, one.seq) ? '在场' : '不在场']
  })
  return {
    title: '会议出席情况证明',
    by: sessionTitle(session).zh,
    to: null,
    opening: `兹证明${person.name}${from ? `（${from}）` : ''}在${sessionTitle(session).zh}的出席情况如下：`,
    sections: numbered([
      {
        title: '各次会议',
        parts: [
          ...(rows.length === 0 ? [text('会议按纸质名册登记召开，没有会场签到记录。')] : []),
          ...table(['会议', '日期', '签到', '离场', '开会时'], rows, [28, 24, 16, 16, 16]),
        ],
      },
      ...(voted.length === 0
        ? []
        : [{ title: '各次表决', parts: table(['付表决的事项', '时间', '表决时'], voted, [60, 20, 20]) }]),
      ...(presence === null
        ? []
        : [{ title: '出席名册', parts: [text(`确认的出席名册登记为：${presences[presence].zh}。`)] }]),
    ]),
    signatures: ['会议秘书机构（盖章）'],
    isDense: false,
  }
}

function rowOf({ sitting, course, memberId }: Expected): string[] {
  const own = course.moves.filter((one) => one.memberId === memberId)
  const [arrived, last] = [own.find(({ kind }) => kind === 'arrived'), own.at(-1)]
  return [
    sittingName(sitting),
    dayInWords(sitting.heldOn),
    arrived ? clockOf(arrived.at) : '未签到',
    last?.kind === 'left' ? clockOf(last.at) : '—',
    wasPresentAt(course, memberId, course.opened!.seq) ? '在场' : '不在场',
  ]
}
