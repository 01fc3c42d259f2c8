import type { Words } from '../kernel/words.ts'

// How far ahead a session is called. Pure, browser-safe.

export type Notice = { noticeDays: number; article: Words; isSet: boolean }

/** Seven days: what members of a standing committee have its papers before (监督法 15), and Zhejiang's townships the notice. */
const DEFAULT: Notice = {
  noticeDays: 7,
  article: { zh: '未另行设定，按会前7日通知', en: 'Nothing else was set: seven days before' },
  isSet: false,
}

/** How the rule of one place reads, to be shown as an example. */
export const NOTICE_EXAMPLE = '《重庆市乡镇人民代表大会工作条例》（会前10日通知）'

export const noticeOf = (set: { noticeDays: number; article: string } | undefined): Notice =>
  set ? { noticeDays: set.noticeDays, article: { zh: set.article, en: set.article }, isSet: true } : DEFAULT
