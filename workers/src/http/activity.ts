import { Hono } from 'hono'
import { cancel, confirm, hold, report, sendBack } from '@jiceng/core/activity/commands'
import { listActivities } from '@jiceng/core/activity/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const activity = new Hono<AppEnv>()
  .get(
    '/units/:unitId/:level/quarters/:quarter/activities',
    reads(listActivities, { zh: '街镇一个季度的活动', en: 'A unit’s activities of a quarter' })
  )
  .post('/units/:unitId/:level/activities', writes(hold, { zh: '登记活动', en: 'Record an activity' }))
  .post('/units/:unitId/:level/activity-reports', writes(report, { zh: '上报活动', en: 'Report an activity' }))
  .post(
    '/units/:unitId/:level/activities/:activityId/confirmation',
    writes(confirm, { zh: '确认上报的活动', en: 'Confirm a report' })
  )
  .post(
    '/units/:unitId/:level/activities/:activityId/return',
    writes(sendBack, { zh: '退回上报的活动', en: 'Send a report back' })
  )
  .post(
    '/units/:unitId/:level/activities/:activityId/cancellation',
    writes(cancel, { zh: '撤销活动', en: 'Cancel an activity' })
  )

export type ActivityApi = typeof activity
