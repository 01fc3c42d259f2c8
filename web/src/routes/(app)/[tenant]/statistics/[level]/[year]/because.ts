import { ASSESSED_DAYS_MIN } from '@jiceng/core/assessment/schema'
import type { Because } from '@jiceng/core/kernel/words'
import { QUARTILES_MIN } from '@jiceng/core/statistics/schema'

// Whom the pictures hold against whom, and how.

const ARTICLE = {
  zh: '《代表法》第五十八条；《个人信息保护法》第二十四条',
  en: 'Law on Deputies, art. 58; PIPL, art. 24',
}

export const COMPARED: Because = {
  rule: {
    zh: `与年度评定比较的是同一批人：任职不足${ASSESSED_DAYS_MIN}天或列为不评定的不列入，另行计数。年中任职的，按任职天数折算成全程在任的得分（得分×本年已过天数÷任职天数），算入基础分。四分位数与电子表格的QUARTILE.INC相同；不足${QUARTILES_MIN}人的不算四分位数，每人一个点，不写姓名`,
    en: `The same people as in the year’s assessment: who sat under ${ASSESSED_DAYS_MIN} days or was left out is counted apart. Who sat a part of the year stands there at full time (points × days of the year so far ÷ days served), with the base. Quartiles are those of a spreadsheet’s QUARTILE.INC; fewer than ${QUARTILES_MIN} deputies have none, and each is a dot without a name`,
  },
  article: ARTICLE,
}

export const TREND: Because = {
  rule: {
    zh: '只算整个季度都在任、当年没有列为不评定的代表。各季度按当季规则计分，不含基础分。结账后只能通过补登或冲正改变',
    en: 'Only deputies who sat the whole quarter and were not left out of its year. Each quarter is scored by its own rules, without the base. Once closed it changes only by a late entry or a reversal',
  },
  article: ARTICLE,
}

export const PARTICIPATION: Because = {
  rule: {
    zh: '有登记的：本年在这一类里至少有一条得分登记的代表，扣分不算参与。出席的：已确认的活动中，出席人次占应参加人次；请假算应参加，不算未到',
    en: 'Deputies with an entry: at least one this year in the category that gives points; a deduction is no part taken. Attended: of those whom confirmed activities concerned, how many were present; leave is concerned and no absence',
  },
  article: ARTICLE,
}
