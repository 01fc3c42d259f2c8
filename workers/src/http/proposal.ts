import { Hono } from 'hono'
import { confirm, confirmLate, decline } from '@jiceng/core/proposal/commands'
import { listProposals } from '@jiceng/core/proposal/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const proposals = '/units/:unitId/:level/quarters/:quarter/point-proposals'

export const proposal = new Hono<AppEnv>()
  .get(proposals, reads(listProposals, { zh: '街镇一个季度的待确认积分', en: 'A unit’s proposed points of a quarter' }))
  .post(
    `${proposals}/confirmation`,
    writes(confirm, { zh: '确认若干条待确认积分', en: 'Confirm proposed points, many at once' })
  )
  .post(
    `${proposals}/late-confirmation`,
    writes(confirmLate, { zh: '结账后确认', en: 'Confirm proposed points of a closed quarter' })
  )
  .post(`${proposals}/refusal`, writes(decline, { zh: '不予登记', en: 'Decline proposed points' }))

export type ProposalApi = typeof proposal
