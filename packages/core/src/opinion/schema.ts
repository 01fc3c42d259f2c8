import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { day, freeText, historyBefore, id, line } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** Who said it: everybody, the deputies elected in a unit (代表团), a deputy group of a township, or a meeting in groups. */
export const opinionSources = {
  plenary: { zh: '全体会议', en: 'Plenary' },
  delegation: { zh: '代表团', en: 'Delegation' },
  deputy_group: { zh: '代表小组', en: 'Deputy group' },
  group_meeting: { zh: '分组会议', en: 'Meeting in groups' },
} satisfies Record<string, Words>
export const opinionSource = z.enum(['plenary', 'delegation', 'deputy_group', 'group_meeting'])
export type OpinionSource = z.infer<typeof opinionSource>

export const opinionStatuses = {
  recorded: { zh: '待交办', en: 'To be assigned' },
  assigned: { zh: '办理中', en: 'Being handled' },
  reported: { zh: '已报告', en: 'Reported' },
  closed: { zh: '已办结', en: 'Closed' },
} satisfies Record<string, Words>
export const opinionStatus = z.enum(['recorded', 'assigned', 'reported', 'closed'])
export type OpinionStatus = z.infer<typeof opinionStatus>

/** Which of them are looked at. */
export const opinionsShown = z.enum(['all', 'open', 'overdue'])
export type OpinionsShown = z.infer<typeof opinionsShown>

export const OPINIONS_MAX = 200
const TEXT_CHARACTERS_MAX = 2000
const ORGAN_CHARACTERS_MAX = 60
const DECISION_CHARACTERS_MAX = 500

/** What is said in one session, and what becomes of it. */
export const opinionsStream = (sessionId: string) => `opinions/${sessionId}`

const session = { ...bodyAt.shape, sessionId: id }
const one = { ...session, opinionId: id }
const text = freeText(TEXT_CHARACTERS_MAX).min(1)

/** `itemId`: of the agenda, where it is about one. `sourceId`: of a delegation the unit, of a deputy group the group. */
export const recordOpinion = z.strictObject({
  ...session,
  itemId: id.nullable(),
  source: opinionSource,
  sourceId: id.nullable(),
  text,
})

/** `organ`: what it is called. Assigned anew, the round that runs gets another organ or day. */
export const assignOpinion = z.strictObject({
  ...one,
  organ: line(ORGAN_CHARACTERS_MAX),
  assignedOn: day,
  dueOn: day,
})
export const reportOpinion = z.strictObject({ ...one, reportedOn: day, report: text })
/** `decision`: what was found of the report, where something was. */
export const closeOpinion = z.strictObject({ ...one, closedOn: day, decision: freeText(DECISION_CHARACTERS_MAX) })
/** The report was not enough: the organ reports again by another day. */
export const carryOnOpinion = z.strictObject({
  ...one,
  decidedOn: day,
  dueOn: day,
  decision: freeText(DECISION_CHARACTERS_MAX).min(1),
})
/** `status` and `round`: as they were seen, so that nobody takes back another step than the one they saw. */
export const takeBackOpinionStep = z.strictObject({
  ...one,
  status: opinionStatus,
  round: z.coerce.number().int().min(0),
})

export const opinionsInput = z.strictObject({
  sessionId: id,
  show: opinionsShown.default('all'),
  before: historyBefore,
})
