import { ASSESSED_DAYS_MIN } from '@jiceng/core/assessment/schema'
import { YEAR_DAYS } from '@jiceng/core/comparison/schema'
import type { Because } from '@jiceng/core/kernel/words'

/** What the numbers are held against, and what never follows from them. */
export const BECAUSE: Because = {
  rule: {
    zh: `每年积分＝计分期间的积分÷计分天数×${YEAR_DAYS}，计分天数从本人任职、积分规则开始施行、管理履职档案的街镇开始登记（首次登记或首次结账的季度）三者中最晚的一天起算，算式写明起算日，应完成的事项也从这一天起算；名次按它排，相同的并列，计分不足${ASSESSED_DAYS_MIN}天的不排。不评定的年度，积分、天数和应完成的事项都不计入，不是零分。请假不是缺席。尚未结束的季度和年度不算未完成。`,
    en: `Points a year are the points of the days that count, by those days, times ${YEAR_DAYS}: the days served since rules on points were in force and since the unit that keeps the record began one, with its first entry or its first closing; the arithmetic says from which day on. What is owed is reckoned from the same day. Places go by them, ties share one, and whoever has fewer than ${ASSESSED_DAYS_MIN} such days has none. Of a year somebody was left out of the assessment neither points nor days nor obligations count; that is no zero. Leave is no absence, and a period that still runs is not missed.`,
  },
  article: {
    zh: '《代表法》第五十八条；《选举法》；《个人信息保护法》第二十四条',
    en: 'Law on Deputies, art. 58; Electoral Law; PIPL, art. 24',
  },
}
