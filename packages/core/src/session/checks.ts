import { daysBetween, yearOf } from '../kernel/calendar.ts'
import { refuse, refuseField, type Problem } from '../kernel/problem.ts'
import type { Words } from '../kernel/words.ts'
import { proposersNeeded } from './quorum-rules.ts'
import { DAYS_MAX, sessionStatuses, type SessionKind, type SessionStatus } from './schema.ts'

// What a session has to satisfy when it is called, and again when it is moved. Pure.

type Refusal = { ok: false; problem: Problem } | null
type Days = { firstOn: string; lastOn: string }

export function daysRefusal({ calledOn, firstOn, lastOn }: Days & { calledOn: string }, today: string): Refusal {
  if (calledOn > today) {
    return refuseField('/calledOn', 'called-in-the-future', {
      zh: '通知日期不能晚于今天',
      en: 'The day of the call cannot lie ahead',
    })
  }
  if (lastOn < firstOn) {
    return refuseField('/lastOn', 'ends-before-start', {
      zh: '结束日不能早于开始日',
      en: 'It cannot end before it starts',
    })
  }
  if (daysBetween(firstOn, lastOn) >= DAYS_MAX) {
    return refuseField('/lastOn', 'too-long', {
      zh: `会期最长${DAYS_MAX}天`,
      en: `A session lasts ${DAYS_MAX} days at most`,
    })
  }
  if (firstOn < calledOn) {
    return refuseField('/firstOn', 'before-the-call', {
      zh: '会议不能在通知之前',
      en: 'It cannot begin before it was called',
    })
  }
  return null
}

/** An extraordinary session keeps no notice: it is called because something cannot wait. */
export function noticeRefusal(
  { kind, calledOn, firstOn }: { kind: SessionKind; calledOn: string; firstOn: string },
  { noticeDays, article }: { noticeDays: number; article: Words }
): Refusal {
  const days = daysBetween(calledOn, firstOn)
  if (kind === 'extraordinary' || days >= noticeDays) return null
  return refuseField(
    '/firstOn',
    'notice-too-short',
    {
      zh: `须在会前${noticeDays}日通知，从 ${calledOn} 到 ${firstOn} 只有${days}日`,
      en: `It has to be called ${noticeDays} days before; from ${calledOn} to ${firstOn} there are ${days}`,
    },
    {
      rule: { zh: `会前${noticeDays}日通知`, en: `Called ${noticeDays} days before` },
      article,
      arithmetic: `${days} < ${noticeDays}`,
    }
  )
}

/** Deputies who propose an extraordinary session of their congress are a fifth of all, or more. */
export function proposersRefusal(
  { kind, body, proposerCount }: { kind: SessionKind; body: string; proposerCount: number | null },
  memberCount: number
): Refusal {
  if (kind !== 'extraordinary' || body !== 'congress' || proposerCount === null) return null
  const needed = proposersNeeded(memberCount)
  if (proposerCount > memberCount) {
    return refuseField('/proposerCount', 'more-than-members', {
      zh: `代表共${memberCount}名`,
      en: `There are ${memberCount} deputies`,
    })
  }
  if (proposerCount >= needed) return null
  return refuseField(
    '/proposerCount',
    'too-few-proposers',
    {
      zh: `须五分之一以上代表提议，即${needed}名`,
      en: `A fifth of the deputies have to propose it: ${needed}`,
    },
    {
      rule: {
        zh: '经过五分之一以上代表提议，可以临时召集',
        en: 'On the proposal of at least a fifth of the deputies it may be called at any time',
      },
      article: { zh: '《地方组织法》第十四条', en: 'Organic Law of Local Congresses, art. 14' },
      arithmetic: `${proposerCount} < ${memberCount} ÷ 5 → ${needed}`,
    }
  )
}

type Other = Days & { status: SessionStatus; ordinal: number; termOrdinal: number | null }

/** A body does not meet twice at one time. */
export function besideRefusal({ firstOn, lastOn }: Days, others: readonly Other[]): Refusal {
  const other = others.find((one) => one.status !== 'cancelled' && one.firstOn <= lastOn && one.lastOn >= firstOn)
  return other
    ? refuseField('/firstOn', 'sessions-overlap', {
        zh: `与第${other.ordinal}次会议（${other.firstOn} 至 ${other.lastOn}）重叠`,
        en: `It overlaps session no. ${other.ordinal} (${other.firstOn} to ${other.lastOn})`,
      })
    : null
}

/** Numbers follow the days, in a term; of a street office, which has none, in a year. */
export function numberRefusal(
  { ordinal, firstOn, termOrdinal }: { ordinal: number; firstOn: string; termOrdinal: number | null },
  others: readonly Other[],
  pointer = '/ordinal'
): Refusal {
  const series = others.filter(
    (one) =>
      one.status !== 'cancelled' &&
      one.termOrdinal === termOrdinal &&
      (termOrdinal !== null || yearOf(one.firstOn) === yearOf(firstOn))
  )
  const wrong = series.find((one) => one.ordinal === ordinal || one.ordinal < ordinal !== one.firstOn < firstOn)
  if (!wrong) return null
  return refuseField(pointer, wrong.ordinal === ordinal ? 'number-taken' : 'number-out-of-order', {
    zh: `第${wrong.ordinal}次会议在 ${wrong.firstOn}，次序不符`,
    en: `Session no. ${wrong.ordinal} is on ${wrong.firstOn}: the numbers would not follow the days`,
  })
}

export const notChangeable = (status: SessionStatus) =>
  refuse(409, 'not-called', {
    zh: `会议${sessionStatuses[status].zh}，不能再改`,
    en: `The session is ${sessionStatuses[status].en.toLowerCase()}: nothing about it can be changed`,
  })
