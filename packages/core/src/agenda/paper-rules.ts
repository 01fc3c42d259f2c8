import type { Body } from '../body/schema.ts'
import { addDays } from '../kernel/calendar.ts'
import type { Because } from '../kernel/words.ts'
import type { ItemType, PaperStep } from './schema.ts'

// By when an item's paper has to be where. Pure, browser-safe.

/** 监督法 15: reports reach the committee twenty days before, the standing committee ten, its members seven. */
const OF_COMMITTEE: readonly { step: PaperStep; daysBefore: number }[] = [
  { step: 'to_committee', daysBefore: 20 },
  { step: 'to_body', daysBefore: 10 },
  { step: 'to_members', daysBefore: 7 },
]

const ART_15: Because = {
  rule: {
    zh: '专项工作报告会前二十日送有关委员会征求意见，会前十日送常委会，会前七日发给组成人员',
    en: 'A special work report reaches the committee 20 days before, the standing committee 10 and its members 7',
  },
  article: { zh: '《监督法》第十五条', en: 'Supervision Law, art. 15' },
}

const OWN_RULES: Because = {
  rule: { zh: '会前一日发给组成人员', en: 'The members have it one day before' },
  article: { zh: '本区会议规则（本区设定）', en: 'The district’s own rules of procedure' },
}

/** Reports on how an organ works: what 监督法 15 speaks of. */
const WORK_REPORTS: readonly ItemType[] = ['special_report', 'suggestion_report', 'project_report', 'budget_execution']

/** Items that come without a paper of their own. */
const WITHOUT_PAPER: readonly ItemType[] = ['election', 'other']

/** The steps an item's paper goes, each with its last day. None for what has no paper. */
export function paperChain(body: Body, type: ItemType, firstOn: string) {
  if (WITHOUT_PAPER.includes(type)) return []
  const isByLaw = body === 'standing_committee' && WORK_REPORTS.includes(type)
  const steps = isByLaw ? OF_COMMITTEE : [{ step: 'to_members' as const, daysBefore: 1 }]
  const because = isByLaw ? ART_15 : OWN_RULES
  return steps.map(({ step, daysBefore }) => ({ step, dueOn: addDays(firstOn, -daysBefore), because }))
}

export type StepState = 'done' | 'late' | 'due' | 'overdue'

/** Whether a step was done by its last day, or is still to come. */
export const stepState = (dueOn: string, doneOn: string | null, today: string): StepState => {
  if (doneOn !== null) return doneOn <= dueOn ? 'done' : 'late'
  return dueOn < today ? 'overdue' : 'due'
}

/**
 * The step at which an item's papers become its members' to read, as long as they are not: a report that goes to the
 * committee for its opinion is a draft until it was sent to the members (监督法 15), at the latest until they sit.
 */
export function stepToRead(
  { body, firstOn }: { body: Body; firstOn: string },
  type: ItemType,
  done: readonly PaperStep[],
  today: string
) {
  const chain = paperChain(body, type, firstOn)
  const isDraft = chain.length > 1 && !done.includes('to_members') && today < firstOn
  return isDraft ? chain.at(-1)! : null
}
