import { ASSESSED_DAYS_MIN } from '@jiceng/core/assessment/schema'
import type { Because } from '@jiceng/core/kernel/words'
import { shortDay, type Lang } from '$lib/format.ts'

const OWN_RULES = { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' }

const asYear = (lang: Lang): Because => ({
  rule: {
    zh: `每项按季合计、取季度上限，全年再取全年上限；有基础分的按任职天数折算。任职不足${ASSESSED_DAYS_MIN}天的，或由常委会机构列为不评定的，积分照列，不评等次`,
    en: `Each item is summed and capped by quarter, then for the year; a base counts for the days served. Who served under ${ASSESSED_DAYS_MIN} days or was left out by decision has points and no grade`,
  },
  article: { zh: '本区积分规则', en: 'The district’s rules on duty points' },
  arithmetic: { zh: '基础分 × 任职天数 ÷ 全年天数 ＋ 积分', en: 'base × days served ÷ days of the year + points' }[
    lang
  ],
})

const asTerm: Because = {
  rule: {
    zh: '任期的数字是各年度公示榜的合计；还没有年度公示榜的一年，计到各街镇都已公示的季度为止。等次按年度评，不评任期等次',
    en: 'A term is its years’ boards together; of a year that has none yet, the quarters that every unit has published. Grades are a year’s, and a term has none',
  },
  article: { zh: '本区积分规则', en: 'The district’s rules on duty points' },
}

type Board = { publishedOn: string; objectionsUntilOn: string; isTerm: boolean }

/** What the dates and numbers of a year or a term rest on, in the order of the references on its board. */
export const reasonsOf = (board: Board, lang: Lang): Because[] => [
  {
    rule: {
      zh: '异议期按工作日计，自公示次日起算，节假日以国务院通知为准',
      en: 'Objections run in working days from the day after publication, holidays as the State Council announced them',
    },
    article: OWN_RULES,
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
      zh: '不排名次：各人应参加的活动和任职天数不同，名次会误导',
      en: 'Never ranked: what concerned each deputy and the days they served differ, so a rank would mislead',
    },
    article: OWN_RULES,
  },
  board.isTerm ? asTerm : asYear(lang),
  {
    rule: {
      zh: '应参加＝出席＋请假＋未到，只计通知到本人的活动；经批准的请假不作缺席',
      en: 'Concerned = present + on leave + absent, of the activities that concerned the deputy; approved leave is no absence',
    },
    article: OWN_RULES,
  },
]
