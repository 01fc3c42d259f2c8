import { NO_CAP, type RuleSet } from './rules.ts'

// The rules a new district starts with, all editable. Values marked ★ are those of Jiangbei's own
// measures; the others are this product's assumption. Articles are those of the 代表法 (2025).

const category = (code: string, name: string, aboveTotal = false) => ({
  ...{ code, name, aboveTotal },
  ...{ quarterCap: NO_CAP, yearCap: NO_CAP },
})

const item = (
  categoryCode: string,
  code: string,
  name: string,
  points: number,
  perUnit: string,
  article: string,
  evidence: string,
  yearCapPoints?: number
) => ({
  code,
  categoryCode,
  name,
  hundredths: points * 100,
  perUnit,
  article,
  evidence,
  quarterCap: NO_CAP,
  yearCap: yearCapPoints === undefined ? NO_CAP : yearCapPoints * 100,
})

const LAW = '《代表法》'

/** Version 1 of a district's rules, in force from `fromQuarter`. */
export const presetRuleSet = (fromQuarter: string): RuleSet => ({
  version: 1,
  fromQuarter,
  quarterCap: NO_CAP,
  yearCap: NO_CAP,
  baseHundredths: 0,
  lineHundredths: null,
  grades: [],
  minimums: [
    { itemCode: 'group-activity', per: 'quarter', times: 1, article: '《重庆市实施〈代表法〉办法》第二十四条' },
  ],
  categories: [
    category('meeting', '会议'),
    category('activity', '活动'),
    category('suggestion', '建议'),
    category('contact', '联系选民'),
    category('study', '学习'),
    category('conduct', '奖惩', true),
  ],
  items: [
    item('meeting', 'congress-attendance', '出席人代会', 1, '半天', `${LAW}第八条`, '大会签到表'),
    item('meeting', 'congress-leave', '人代会请假', -1, '半天', `${LAW}第八条`, '请假条和批准'), // ★
    item('meeting', 'congress-absence', '人代会未经批准缺席', -3, '半天', `${LAW}第八条、第六十二条`, '大会签到表'),
    item('meeting', 'committee-session', '列席常委会会议', 3, '次', `${LAW}第八条`, '会议签到表'),
    item('activity', 'inspection', '视察、调研、执法检查', 3, '次', `${LAW}第八条`, '签到表、活动方案'), // ★
    item('activity', 'group-activity', '代表小组活动', 2, '次', `${LAW}第二十六条、第二十七条`, '小组活动记录、签到表'),
    item('activity', 'survey', '参加测评、问卷', 1, '次', `${LAW}第八条`, '测评表或问卷'),
    item('suggestion', 'suggestion', '提出建议', 3, '件', `${LAW}第二十四条、第三十六条`, '建议编号', 15), // ★
    item('suggestion', 'key-suggestion', '建议列为重点督办', 5, '件', `${LAW}第五十二条`, '重点督办文件文号'),
    item('contact', 'voter-reception', '接待选民', 2, '次', `${LAW}第八条`, '接待登记簿', 12),
    item('contact', 'duty-report', '向选民述职', 5, '次', `${LAW}第五十八条`, '述职会议记录', 5),
    item('study', 'training', '学习培训', 2, '天', `${LAW}第四十七条`, '培训通知、签到表'),
    item('conduct', 'commendation', '受表彰', 5, '次', `${LAW}第八条`, '表彰文件文号'),
    item('conduct', 'discipline', '受处分', -10, '次', `${LAW}第八条`, '处分文件文号'),
  ],
})
