import type { Because } from '@jiceng/core/kernel/words'
import { shortDay, type Lang } from '$lib/format.ts'

/** What a board's dates and numbers rest on, in the order of the references on it. */
export const reasonsOf = (board: { publishedOn: string; objectionsUntilOn: string }, lang: Lang): Because[] => [
  {
    rule: {
      zh: '异议期按工作日计，自公示次日起算，节假日以国务院通知为准',
      en: 'Objections run in working days from the day after publication, holidays as the State Council announced them',
    },
    article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
    arithmetic: `${shortDay(board.publishedOn, lang)} → ${shortDay(board.objectionsUntilOn, lang)}`,
  },
  {
    rule: {
      zh: '公示代表基本信息和履职信息，接受选民监督',
      en: 'Who the deputies are and what they did is made public, under the voters’ eyes',
    },
    article: { zh: '《代表法》第五十八条', en: 'Law on Deputies, art. 58' },
  },
  {
    rule: {
      zh: '按姓氏笔画排列，不排名次：各人应参加的活动不同，名次会误导',
      en: 'In stroke order of surnames, never ranked: what concerned each deputy differs, so a rank would mislead',
    },
    article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
  },
  {
    rule: {
      zh: '每项先合计、后取本季上限；本年累计为各季之和再取全年上限',
      en: 'Each item is summed and then capped for the quarter; the year adds the quarters and caps them for the year',
    },
    article: { zh: '本区积分规则', en: 'The district’s rules on duty points' },
  },
  {
    rule: {
      zh: '应参加＝出席＋请假＋未到，只计通知到本人的活动；经批准的请假不作缺席',
      en: 'Concerned = present + on leave + absent, of the activities that concerned the deputy; approved leave is no absence',
    },
    article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
  },
]
