import * as z from 'zod'
import { day, freeText, historyBefore, id, line, personName, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { level, type Level } from '../people/schema.ts'

// 履职跟进. The system lists; a person opens a case, takes each step and ends it. No step follows from a number.

/** The cases of a mandate, of which one may run at a time: every step writes it. */
export const dutyCaseStream = (mandateId: string) => `duty-case/${mandateId}`

export const caseGrounds = {
  'below-line': { zh: '年度履职低于提示线', en: 'Below the year’s line' },
  'minimum-missed': { zh: '未达到最低要求', en: 'A minimum was missed' },
  other: { zh: '其他情形', en: 'Another reason' },
} satisfies Record<string, Words>
export const caseGround = z.enum(['below-line', 'minimum-missed', 'other'])
export type CaseGround = z.infer<typeof caseGround>

export const caseStatuses = {
  opened: { zh: '待约谈', en: 'Interview to come' },
  interviewed: { zh: '已约谈', en: 'Interviewed' },
  informed: { zh: '已通报选民', en: 'Electors told' },
  observed: { zh: '观察中', en: 'Under observation' },
  advised: { zh: '已劝辞', en: 'Advised to resign' },
  resigned: { zh: '已书面辞职', en: 'Resignation handed in' },
  accepted: { zh: '辞职已接受', en: 'Resignation accepted' },
  closed: { zh: '已改进', en: 'Improved' },
  dropped: { zh: '已终止', en: 'Dropped' },
} satisfies Record<string, Words>
export type CaseStatus = keyof typeof caseStatuses

export const caseSteps = {
  interview: { zh: '约谈', en: 'Interview' },
  inform: { zh: '向选民通报', en: 'Telling the electors' },
  observe: { zh: '定目标和观察期', en: 'Goals and observation' },
  close: { zh: '改进结案', en: 'Closing, improved' },
  advise: { zh: '劝辞', en: 'Advice to resign' },
  resign: { zh: '收到书面辞职', en: 'Written resignation' },
  accept: { zh: '接受辞职', en: 'Accepting the resignation' },
  drop: { zh: '终止', en: 'Dropping' },
} satisfies Record<string, Words>
export type CaseStep = keyof typeof caseSteps

/** What may come next; the first is the one that leads on. */
export const NEXT_STEPS: Record<CaseStatus, readonly CaseStep[]> = {
  opened: ['interview', 'drop'],
  interviewed: ['inform', 'drop'],
  informed: ['observe', 'drop'],
  observed: ['advise', 'close', 'drop'],
  advised: ['resign', 'close', 'drop'],
  resigned: ['accept', 'drop'],
  accepted: [],
  closed: [],
  dropped: [],
}

export const dropGrounds = {
  mistake: { zh: '登记有误', en: 'Opened by mistake' },
  answered: { zh: '代表说明的情况成立', en: 'The deputy’s answer was accepted' },
  declined: { zh: '代表不辞职，或撤回辞职', en: 'The deputy does not resign, or took it back' },
  over: { zh: '代表资格已另行终止', en: 'The mandate ended otherwise' },
} satisfies Record<string, Words>
export const dropGround = z.enum(['mistake', 'answered', 'declined', 'over'])
export type DropGround = z.infer<typeof dropGround>

export const signatures = {
  signed: { zh: '代表已签字', en: 'The deputy signed' },
  refused: { zh: '代表拒绝签字', en: 'The deputy refused to sign' },
} satisfies Record<string, Words>
export const signature = z.enum(['signed', 'refused'])
export type Signature = z.infer<typeof signature>

/** Who accepts a resignation: 选举法 55. */
export const acceptingBodies = {
  standing_committee: { zh: '县级人大常委会', en: 'The district’s standing committee' },
  congress: { zh: '乡镇人民代表大会', en: 'The township’s congress' },
} satisfies Record<string, Words>
export const acceptingBody = z.enum(['standing_committee', 'congress'])
export type AcceptingBody = z.infer<typeof acceptingBody>

export const acceptingBodyOf = (of: Level): AcceptingBody => (of === 'district' ? 'standing_committee' : 'congress')

/** 地方组织法 47: members of a county’s standing committee at the most; 选举法 12: deputies of a township. */
export const BODY_MEMBERS_MAX = { standing_committee: 45, congress: 160 } satisfies Record<AcceptingBody, number>

/** More than half of all there are, not of those who came. */
export const isMajorityOfAll = (votes: number, members: number): boolean => votes * 2 > members

/** How long an observation lasts. */
export const OBSERVATION_MONTHS = { min: 1, max: 12 }

const RECORD_CHARACTERS_MAX = 2000
const REASON_CHARACTERS_MAX = 500
const GOALS_CHARACTERS_MAX = 1000
const NUMBER_CHARACTERS_MAX = 100
const INTERVIEWERS_MAX = 5

const reason = freeText(REASON_CHARACTERS_MAX).min(1)
const record = freeText(RECORD_CHARACTERS_MAX).min(1)
const number = line(NUMBER_CHARACTERS_MAX)

/** A year or a quarter. */
export const casePeriod = z.string().regex(/^20\d\d(Q[1-4])?$/)

export const openCase = z.strictObject({ mandateId: id, ground: caseGround, period: casePeriod, reason })

const theCase = { mandateId: id, caseId: id }

export const interviewCase = z.strictObject({
  ...theCase,
  heldOn: day,
  place: line(60),
  interviewers: z
    .array(personName)
    .min(2)
    .max(INTERVIEWERS_MAX)
    .refine((names) => new Set(names).size === names.length, said({ zh: '有重复', en: 'One is named twice' })),
  record,
  signature,
  /** Who saw the deputy refuse. */
  witness: personName.optional(),
})

export const informCase = z.strictObject({ ...theCase, circularId: id })

export const observeCase = z.strictObject({
  ...theCase,
  goals: freeText(GOALS_CHARACTERS_MAX).min(1),
  untilOn: day,
})

export const closeCase = z.strictObject({ ...theCase, reason })

export const adviseCase = z.strictObject({ ...theCase, advisedOn: day, record })

export const resignCase = z.strictObject({ ...theCase, receivedOn: day, documentNumber: number })

/** `decision`: its number. Unit and level are those of the mandate, as they were seen. */
export const acceptCase = z.strictObject({
  ...theCase,
  unitId: id,
  level,
  body: acceptingBody,
  decidedOn: day,
  decision: number,
  memberCount: z.int().min(1).max(1000),
  voteCount: z.int().min(0).max(1000),
})

export const dropCase = z.strictObject({ ...theCase, ground: dropGround, reason })

export const noteKinds = [
  ...(['reason', 'place', 'interviewers', 'record', 'witness', 'goals', 'closing'] as const),
  ...(['advice', 'resignation', 'decision', 'drop'] as const),
]
export type NoteKind = (typeof noteKinds)[number]

/** A year whose finished quarters are looked at. `after`: the mandate of the last one seen. */
export const candidatesInput = z.strictObject({ year: z.string().regex(/^20\d\d$/), level, after: id.optional() })
export const CANDIDATES_PAGE = 100

export const CASES_PAGE = 100

/** `before`: the id of the last one seen. */
export const caseListInput = z.strictObject({
  running: z.enum(['true', 'false']).optional(),
  level: level.optional(),
  before: id.optional(),
})

export const caseInput = z.strictObject({ caseId: id, before: historyBefore })
