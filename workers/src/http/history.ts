import { Hono } from 'hono'
import { ofDeputyGroup, ofDutyCase, ofMandate, ofQuarter } from '@jiceng/core/history/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const history = new Hono<AppEnv>()
  .get(
    '/units/:unitId/:level/quarters/:quarter/history',
    reads(ofQuarter, { zh: '街镇一个季度的历史', en: 'What happened to a unit’s quarter' })
  )
  .get(
    '/units/:unitId/:level/mandates/:mandateId/history',
    reads(ofMandate, { zh: '代表资格的历史', en: 'What happened to a mandate' })
  )
  .get(
    '/units/:unitId/:level/deputy-groups/:groupId/history',
    reads(ofDeputyGroup, { zh: '代表小组的历史', en: 'What happened to a deputy group' })
  )
  .get(
    '/mandates/:mandateId/duty-cases/:caseId/history',
    reads(ofDutyCase, { zh: '一件履职跟进的历史', en: 'What happened to a case' })
  )

export type HistoryApi = typeof history
