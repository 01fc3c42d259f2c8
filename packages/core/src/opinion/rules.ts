import { DISTRICT_PLACE, type Body } from '../body/schema.ts'
import { addMonths } from '../kernel/calendar.ts'
import type { Because } from '../kernel/words.ts'
import type { OpinionSource, OpinionStatus } from './schema.ts'

// Pure, browser-safe.

/** Who speaks where: of the district's congress its delegations, of a township's its groups, of the others a meeting in groups. */
export function sourcesOf(body: Body, isDistrict: boolean): readonly OpinionSource[] {
  if (body !== 'congress') return ['plenary', 'group_meeting']
  return isDistrict ? ['delegation', 'plenary'] : ['deputy_group', 'plenary']
}

type Session = { placeId: string; body: Body; firstOn: string }
type Places = {
  units: readonly { id: string; name: string; retiredOn: string | null }[]
  seated: readonly { unitId: string; level: string }[]
  groups: readonly { id: string; name: string; dissolvedOn: string | null }[]
}
export type Speaker = { source: OpinionSource; sourceId: string | null; name: string }

/** Everybody of whom an opinion can be in a session: each delegation and group there was on its first day. */
export function speakersOf({ placeId, body, firstOn }: Session, { units, seated, groups }: Places): Speaker[] {
  const hasDeputies = (unitId: string) => seated.some((one) => one.unitId === unitId && one.level === 'district')
  return sourcesOf(body, placeId === DISTRICT_PLACE).flatMap((source): Speaker[] => {
    switch (source) {
      case 'delegation':
        return units
          .filter(({ id, retiredOn }) => (retiredOn === null || retiredOn > firstOn) && hasDeputies(id))
          .map(({ id, name }) => ({ source, sourceId: id, name }))
      case 'deputy_group':
        return groups
          .filter(({ dissolvedOn }) => dissolvedOn === null || dissolvedOn > firstOn)
          .map(({ id, name }) => ({ source, sourceId: id, name }))
      default:
        return [{ source, sourceId: null, name: '' }]
    }
  })
}

const MONTHS = 6

/** By when an organ reports as a rule. Only a proposal: the session, or the district's own rules, may say otherwise. */
export const usualDueOn = (assignedOn: string): string => addMonths(assignedOn, MONTHS)

const DUE_RULE = {
  zh: '审议意见的办理情况一般在六个月内报告；本区另有规定的，按本区规定填写',
  en: 'How an opinion was handled is reported within six months as a rule; the district may have set another time',
}
const COMMITTEE_ARTICLE = {
  zh: '《重庆市人民代表大会常务委员会议事规则》第三十三条、第三十四条',
  en: 'Rules of Procedure of the Chongqing Standing Committee, arts. 33–34',
}
const DISTRICT_SETS = { zh: '本区设定', en: 'Set by the district' }

/** Why that day: what is cited is of standing committees; for the other bodies the time is the district's to set. */
export const dueBecauseOf = (body: Body): Because => ({
  rule: DUE_RULE,
  article: body === 'standing_committee' ? COMMITTEE_ARTICLE : DISTRICT_SETS,
})

/** More than two years ahead is a slip of the pen. */
export const dueLimit = (assignedOn: string): string => addMonths(assignedOn, 24)

export type OpinionState = OpinionStatus | 'overdue' | 'carried_on'

/** How an opinion stands: overdue once its day has passed without a report, carried on in a second round. */
export function stateOf(
  { status, round, dueOn }: { status: OpinionStatus; round: number; dueOn: string | null },
  today: string
): OpinionState {
  if (status !== 'assigned') return status
  if (dueOn !== null && dueOn < today) return 'overdue'
  return round > 1 ? 'carried_on' : 'assigned'
}

/** Of a round every organ it was handed to is kept, one a line, the newest last: a wrong step gives back the one before. */
export const organsIn = (notes: readonly { round: number; kind: string; text: string }[], round: number): string[] =>
  notes.find((note) => note.kind === 'organ' && note.round === round)?.text.split('\n') ?? []

/** The organ that handles it: of the newest round that names one. */
export const organNow = (notes: readonly { kind: string; text: string }[]): string =>
  notes
    .findLast(({ kind }) => kind === 'organ')
    ?.text.split('\n')
    .at(-1) ?? ''

type Assignment = { round: number; assignedOn: string; dueOn: string }
type Step = { type: string; data: string }

/** The assignment of the same round before the one that stands: what taking that back restores; null where it is the first. */
export function assignmentBefore(steps: readonly Step[]): Assignment | null {
  const standing: (Assignment | null)[] = []
  for (const { type, data } of steps) {
    if (type === 'opinion.step-taken-back') standing.pop()
    else standing.push(ASSIGNING[type]?.(JSON.parse(data) as Assignment & { decidedOn: string }) ?? null)
  }
  const [before, now] = [standing.at(-2), standing.at(-1)]
  return before && now && before.round === now.round ? before : null
}

const ASSIGNING: Record<string, (data: Assignment & { decidedOn: string }) => Assignment> = {
  'opinion.assigned': ({ round, assignedOn, dueOn }) => ({ round, assignedOn, dueOn }),
  'opinion.carried-on': ({ round, decidedOn, dueOn }) => ({ round, assignedOn: decidedOn, dueOn }),
}
