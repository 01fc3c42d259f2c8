import { daysBetween } from '../kernel/calendar.ts'
import { notFound, refuse, refuseField } from '../kernel/problem.ts'
import type { Words } from '../kernel/words.ts'

// What whoever publishes a board, acts on a published one or reads it has to find, be it a quarter's or a year's.

type Newest = { revision: number; withdrawnOn: string | null }

/** Why a revision is not the one in force; null when it is. */
export function notInForce(newest: Newest | undefined, revision: number) {
  if (!newest || newest.revision < revision) return notFound()
  if (newest.revision > revision) {
    return refuse(409, 'already-superseded', {
      zh: `已由第${newest.revision}版代替`,
      en: `Revision ${newest.revision} has taken its place`,
    })
  }
  if (newest.withdrawnOn !== null) {
    return refuse(409, 'already-withdrawn', {
      zh: `已于 ${newest.withdrawnOn} 撤下`,
      en: `It was withdrawn on ${newest.withdrawnOn}`,
    })
  }
  return null
}

export const secondSignature = (title: Words) =>
  refuse(409, 'second-signature-needed', title, {
    because: {
      rule: { zh: '记账和公示由两人分别签署', en: 'Keeping the books and publishing take two people’s signatures' },
      article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
    },
  })

/** Five years, a term (代表法). */
const PUBLIC_DAYS_MAX = 5 * 366

/** Why a board published today cannot be public until then; null when it can. */
export function publicPeriodRefusal(until: string, objectionsUntilOn: string, today: string) {
  if (until < objectionsUntilOn) {
    return refuseField('/publicUntilOn', 'public-period-too-short', {
      zh: `公开截止日不能早于异议期的最后一天（${objectionsUntilOn}）`,
      en: `It cannot end before the objection window does (${objectionsUntilOn})`,
    })
  }
  if (daysBetween(today, until) > PUBLIC_DAYS_MAX) {
    return refuseField('/publicUntilOn', 'public-period-too-long', {
      zh: '公开期最长五年，不超过一届',
      en: 'A board is public for five years at the most, one term',
    })
  }
  return null
}

export const reasonNeeded = () =>
  refuseField('/reason', 'reason-needed', {
    zh: '请写明更正的原因，公示榜上会显示',
    en: 'Say why there is a new revision; the board shows it',
  })

/** What has taken the place of a board's rows. */
const gone = {
  superseded: {
    zh: '已由更正版代替，不再提供逐行数据',
    en: 'A later revision has taken its place: its rows are not given',
  },
  withdrawn: { zh: '已撤下，不再提供逐行数据', en: 'It was withdrawn: its rows are not given' },
  over: { zh: '公开期已满，不再提供逐行数据', en: 'Its public period is over: its rows are not given' },
} satisfies Record<string, Words>

export const rowsGone = (state: keyof typeof gone) => refuse(404, `board-${state}`, gone[state])
