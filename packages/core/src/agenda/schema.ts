import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { day, freeText, historyBefore, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** What a session may deal with. Majorities and papers hang on it. */
export const itemTypes = {
  government_report: { zh: '政府工作报告', en: 'Government work report' },
  half_year_report: { zh: '政府半年工作报告', en: 'Government half-year report' },
  congress_report: { zh: '人大工作报告', en: 'Report on the congress’s work' },
  court_report: { zh: '法院、检察院工作报告', en: 'Reports of court and procuratorate' },
  special_report: { zh: '专项工作报告', en: 'Special work report' },
  budget_execution: { zh: '预算执行和预算草案', en: 'Budget execution and draft budget' },
  budget_adjustment: { zh: '预算调整', en: 'Budget adjustment' },
  suggestion_report: { zh: '代表建议办理情况', en: 'Handling of deputies’ suggestions' },
  project_report: {
    zh: '征地拆迁、重大项目和民生实事督查',
    en: 'Land acquisition, major and livelihood projects under watch',
  },
  evaluation: { zh: '工作评议', en: 'Work evaluation' },
  election: { zh: '选举', en: 'Election' },
  personnel: { zh: '人事任免', en: 'Appointments and removals' },
  resolution: { zh: '决议、决定草案', en: 'Draft resolution or decision' },
  other: { zh: '其他事项', en: 'Other business' },
} satisfies Record<string, Words>
export const itemType = z.enum([
  ...(['government_report', 'half_year_report', 'congress_report', 'court_report', 'special_report'] as const),
  ...(['budget_execution', 'budget_adjustment', 'suggestion_report', 'project_report', 'evaluation'] as const),
  ...(['election', 'personnel', 'resolution', 'other'] as const),
])
export type ItemType = z.infer<typeof itemType>

/** What a special work report is about. */
export const reportFields = {
  economy: { zh: '经济', en: 'Economy' },
  social_affairs: { zh: '社会事业', en: 'Social affairs' },
  rule_of_law: { zh: '法治', en: 'Rule of law' },
  livelihood: { zh: '民生', en: 'Livelihood' },
  construction: { zh: '城乡建设', en: 'Urban and rural construction' },
  environment: { zh: '环境资源', en: 'Environment and resources' },
} satisfies Record<string, Words>
export const reportField = z.enum([
  ...(['economy', 'social_affairs', 'rule_of_law', 'livelihood', 'construction', 'environment'] as const),
])
export type ReportField = z.infer<typeof reportField>

/** The way of a paper to the members. */
export const paperSteps = {
  to_committee: { zh: '送有关专门委员会（工作机构）', en: 'To the committee concerned' },
  to_body: { zh: '送常委会', en: 'To the standing committee' },
  to_members: { zh: '发给组成人员', en: 'To the members' },
} satisfies Record<string, Words>
export const paperStep = z.enum(['to_committee', 'to_body', 'to_members'])
export type PaperStep = z.infer<typeof paperStep>

export const ITEMS_MAX = 40
const TITLE_CHARACTERS_MAX = 120
const SPEAKER_CHARACTERS_MAX = 60
const DECISION_CHARACTERS_MAX = 200
const MINUTES_MAX = 600

/** What is planned, adopted and changed of one session; a session that is moved or held is told by its own stream. */
export const agendaStream = (sessionId: string) => `agenda/${sessionId}`

const one = { ...bodyAt.shape, sessionId: id }
/** Empty as long as the agenda is not adopted. */
const decision = freeText(DECISION_CHARACTERS_MAX)

const item = {
  type: itemType,
  field: reportField.nullable(),
  title: line(TITLE_CHARACTERS_MAX),
  /** Who reports or presents; empty where it is not settled. */
  speaker: freeText(SPEAKER_CHARACTERS_MAX),
  minutes: z.coerce.number().int().min(1).max(MINUTES_MAX),
  isPublic: z.boolean(),
}

/** `onlyIfEmpty`: a template, which nobody wants twice. */
export const planItems = z.strictObject({
  ...one,
  onlyIfEmpty: z.boolean().optional(),
  items: z.array(z.strictObject(item)).min(1).max(ITEMS_MAX),
  decision,
})
export const changeItem = z.strictObject({ ...one, itemId: id, ...item, decision })
export const removeItem = z.strictObject({ ...one, itemId: id, decision })
/** All items, in their new order. */
export const orderItems = z.strictObject({ ...one, itemIds: z.array(id).min(1).max(ITEMS_MAX), decision })
export const adoptAgenda = z.strictObject({ ...one, adoptedOn: day })
export const recordStep = z.strictObject({ ...one, itemId: id, step: paperStep, doneOn: day })
export const takeBackStep = z.strictObject({ ...one, itemId: id, step: paperStep })

export const agendaInput = z.strictObject({ sessionId: id, before: historyBefore })
