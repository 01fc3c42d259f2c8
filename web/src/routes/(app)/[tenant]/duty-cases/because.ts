import type { Because } from '@jiceng/core/kernel/words'

const OWN_RULES = { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' }

/** What being listed means, and what it does not. */
export const LISTING: Because = {
  rule: {
    zh: '积分高低不是终止代表资格的事由；对个人作决定的是人，不是程序',
    en: 'Points are no ground on which a mandate ends; people decide about people, not a program',
  },
  article: {
    zh: '《代表法》第六十二条；《个人信息保护法》第二十四条',
    en: 'Law on Deputies, art. 62; Personal Information Protection Law, art. 24',
  },
}

/** The line of a year is that of the days somebody served. */
export const LINE: Because = {
  rule: {
    zh: '提示线按在任天数折算：补选、届中离任和未满一年的，只算在任部分；请假不算缺席，出席以应参加的为分母',
    en: 'The line is that of the days served: of a part of the year only that part counts. Leave is no absence, and attendance is of what concerned the deputy',
  },
  article: OWN_RULES,
}

export const ADVICE: Because = {
  rule: {
    zh: '代表资格只因法定事由终止：辞职须由本人书面提出，经有权机关全体过半数通过',
    en: 'A mandate ends on grounds of law only: the deputy resigns in writing, and more than half of the competent body accept it',
  },
  article: {
    zh: '《选举法》第五十五条；《代表法》第六十二条',
    en: 'Electoral Law, art. 55; Law on Deputies, art. 62',
  },
}

export const ORDERED: Because = {
  rule: {
    zh: '责令辞职被接受是代表资格终止的事由之一，法律没有规定责令的程序',
    en: 'An accepted ordered resignation is one of the grounds; the law sets no procedure for ordering it',
  },
  article: { zh: '《代表法》第六十二条', en: 'Law on Deputies, art. 62' },
}

export const ACCEPTING: Record<'standing_committee' | 'congress', Because> = {
  standing_committee: {
    rule: {
      zh: '县级人大代表辞职，由本级人大常委会组成人员的过半数通过',
      en: 'A district deputy’s resignation passes by more than half of all members of the standing committee',
    },
    article: { zh: '《选举法》第五十五条', en: 'Electoral Law, art. 55' },
  },
  congress: {
    rule: {
      zh: '乡级人大代表辞职，由本级人大过半数的代表通过',
      en: 'A township deputy’s resignation passes by more than half of all deputies',
    },
    article: { zh: '《选举法》第五十五条', en: 'Electoral Law, art. 55' },
  },
}
