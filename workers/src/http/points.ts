import { Hono } from 'hono'
import { publishRuleSet, record, reverse } from '@jiceng/core/points/commands'
import { recordLate, reverseLate } from '@jiceng/core/revision/commands'
import { ledger } from '@jiceng/core/points/ledger'
import { listRuleSets, preview, summary } from '@jiceng/core/points/queries'
import { tryRuleSet } from '@jiceng/core/points/draft'
import { newestEntries } from '@jiceng/core/points/newest'
import type { AppEnv } from './context.ts'
import { asks, reads, writes } from './route.ts'

export const points = new Hono<AppEnv>()
  .get('/rule-sets', reads(listRuleSets, { zh: '积分规则各版', en: 'Every version of the rules on points' }))
  .post('/rule-sets', writes(publishRuleSet, { zh: '发布新一版积分规则', en: 'Publish a version of the rules' }))
  .post('/rule-sets/trial', asks(tryRuleSet, { zh: '试算一版规则草案', en: 'Try a draft of the rules on a quarter' }))
  .get(
    '/units/:unitId/:level/quarters/:quarter/totals',
    reads(preview, { zh: '街镇一个季度的积分', en: 'A unit’s points of a quarter' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/mandates/:mandateId/point-entries',
    reads(ledger, { zh: '一名代表一个季度的积分登记', en: 'A deputy’s entries of a quarter' })
  )
  .get(
    '/units/:unitId/:level/mandates/:mandateId/point-entries',
    reads(newestEntries, { zh: '一名代表最近的积分登记', en: 'A deputy’s newest entries' })
  )
  .get('/totals/:level/:quarter', reads(summary, { zh: '全区各街镇的积分', en: 'The points of every unit' }))
  .post('/units/:unitId/:level/point-entries', writes(record, { zh: '登记积分', en: 'Record points' }))
  .post(
    '/units/:unitId/:level/point-entries/:entryId/reversal',
    writes(reverse, { zh: '冲正一条登记', en: 'Reverse an entry' })
  )
  .post(
    '/units/:unitId/:level/late-entries',
    writes(recordLate, { zh: '结账后补登', en: 'Record what was left out of a closed quarter' })
  )
  .post(
    '/units/:unitId/:level/point-entries/:entryId/late-reversal',
    writes(reverseLate, { zh: '结账后冲正', en: 'Reverse an entry of a closed quarter' })
  )

export type PointsApi = typeof points
