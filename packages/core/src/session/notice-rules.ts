import type { Body } from '../body/schema.ts'
import type { Words } from '../kernel/words.ts'

// How far ahead a session is called. Pure, browser-safe.

export type Notice = { noticeDays: number; article: Words }

/** Seven days: what members of a standing committee have its papers before (监督法 15), and Zhejiang's townships the notice. */
const DEFAULT_DAYS = 7
const DEFAULT_ARTICLE: Words = {
  zh: '未另行设定，按会前7日通知',
  en: 'Nothing else was set: seven days before',
}

/** What a district may choose with one press: both are rules of the place they are named for. */
export const noticePresets = [
  { noticeDays: 10, article: '《重庆市乡镇人民代表大会工作条例》（会前10日通知）' },
  { noticeDays: 7, article: '会前7日通知（本区设定）' },
] as const

export const noticeOf = (_: Body, set: { noticeDays: number; article: string } | undefined): Notice =>
  set
    ? { noticeDays: set.noticeDays, article: { zh: set.article, en: set.article } }
    : { noticeDays: DEFAULT_DAYS, article: DEFAULT_ARTICLE }
