import { Hono } from 'hono'
import { answer, request, withdraw } from '@jiceng/core/leave/commands'
import { listLeaves, myLeaves } from '@jiceng/core/leave/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/mandates/:mandateId/leaves'

export const leave = new Hono<AppEnv>()
  .get('/my/leaves', reads(myLeaves, { zh: '我的请假', en: 'My own leave' }))
  .get(
    '/units/:unitId/:level/quarters/:quarter/leaves',
    reads(listLeaves, { zh: '街镇一个季度的请假', en: 'Leave of a unit’s deputies in a quarter' })
  )
  .post(AT, writes(request, { zh: '申请请假', en: 'Request leave' }))
  .post(`${AT}/:leaveId/answer`, writes(answer, { zh: '答复请假', en: 'Answer a request for leave' }))
  .post(`${AT}/:leaveId/withdrawal`, writes(withdraw, { zh: '撤回请假', en: 'Withdraw a request for leave' }))

export type LeaveApi = typeof leave
