import type { MemberRole } from '@jiceng/core/kernel/actor'
import { activityStatuses } from '@jiceng/core/activity/schema'
import { acceptingBodies, caseGrounds, caseStatuses, caseSteps } from '@jiceng/core/duty-case/schema'
import { circularStatuses, noticeStatuses, replyKinds } from '@jiceng/core/circular/schema'
import { leaveStatuses } from '@jiceng/core/leave/schema'
import { proposalStatuses } from '@jiceng/core/proposal/schema'
import { receptionStatuses } from '@jiceng/core/reception/schema'
import { recipientKinds } from '@jiceng/core/recipient/schema'
import { grounds, levels, unitKinds } from '@jiceng/core/people/schema'
import { channels, objectionKinds, objectionStatuses, raisedInWords } from '@jiceng/core/objection/schema'
import { reportKinds, reportStatuses } from '@jiceng/core/self-check/schema'
import { termStates } from '@jiceng/core/term/schema'
import type { Words } from '@jiceng/core/kernel/words'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'

/** A text of the core in the language of the page. */
export const inWords = (words: Words): string => words[getLocale()]

export const unitKindName = (kind: string): string => inWords(unitKinds[kind as keyof typeof unitKinds])
export const recipientKindName = (kind: keyof typeof recipientKinds): string => inWords(recipientKinds[kind])
export const circularStatusName = (status: keyof typeof circularStatuses): string => inWords(circularStatuses[status])
export const noticeStatusName = (status: keyof typeof noticeStatuses): string => inWords(noticeStatuses[status])
export const replyKindName = (kind: keyof typeof replyKinds): string => inWords(replyKinds[kind])
export const levelName = (level: string): string => inWords(levels[level as keyof typeof levels])
export const groundName = (ground: string): string => inWords(grounds[ground as keyof typeof grounds])

export const activityStatusName = (status: keyof typeof activityStatuses): string => inWords(activityStatuses[status])

export const leaveStatusName = (status: keyof typeof leaveStatuses): string => inWords(leaveStatuses[status])

export const receptionStatusName = (status: keyof typeof receptionStatuses): string =>
  inWords(receptionStatuses[status])
export const proposalStatusName = (status: keyof typeof proposalStatuses): string => inWords(proposalStatuses[status])

export const reportKindName = (kind: keyof typeof reportKinds): string => inWords(reportKinds[kind])
export const reportStatusName = (status: keyof typeof reportStatuses): string => inWords(reportStatuses[status])

export const termStateName = (state: keyof typeof termStates): string => inWords(termStates[state])

export const objectionKindName = (kind: keyof typeof objectionKinds): string => inWords(objectionKinds[kind])
export const objectionStatusName = (status: keyof typeof objectionStatuses): string =>
  inWords(objectionStatuses[status])
export const raisedInName = (board: Parameters<typeof raisedInWords>[0]): string => inWords(raisedInWords(board))
export const channelName = (channel: keyof typeof channels): string => inWords(channels[channel])

export const caseGroundName = (ground: keyof typeof caseGrounds): string => inWords(caseGrounds[ground])
export const caseStatusName = (status: keyof typeof caseStatuses): string => inWords(caseStatuses[status])
export const caseStepName = (step: keyof typeof caseSteps): string => inWords(caseSteps[step])
export const acceptingBodyName = (body: keyof typeof acceptingBodies): string => inWords(acceptingBodies[body])

export function roleName(role: MemberRole | 'deputy'): string {
  switch (role) {
    case 'deputy':
      return m.common_deputy()
    case 'tenant_administrator':
      return m.role_tenant_administrator()
    case 'committee_office':
      return m.role_committee_office()
    case 'deputies_commission':
      return m.role_deputies_commission()
    case 'working_body':
      return m.role_working_body()
    case 'unit_office':
      return m.role_unit_office()
  }
}
