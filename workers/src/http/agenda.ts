import { Hono } from 'hono'
import { adopt, change, order, plan, remove, step, takeBack } from '@jiceng/core/agenda/commands'
import { sessionAgenda } from '@jiceng/core/agenda/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/sessions/:sessionId/agenda'

export const agenda = new Hono<AppEnv>()
  .get('/sessions/:sessionId/agenda', reads(sessionAgenda, { zh: '会议议程', en: 'The agenda of a session' }))
  .post(`${AT}/items`, writes(plan, { zh: '列入议程', en: 'Put items on the agenda' }))
  .post(`${AT}/items/:itemId`, writes(change, { zh: '修改议程', en: 'Change an item of the agenda' }))
  .post(`${AT}/items/:itemId/removal`, writes(remove, { zh: '撤出议程', en: 'Take an item off the agenda' }))
  .post(`${AT}/order`, writes(order, { zh: '调整议程顺序', en: 'Order the agenda' }))
  .post(`${AT}/adoption`, writes(adopt, { zh: '通过议程', en: 'Adopt the agenda' }))
  .post(
    `${AT}/items/:itemId/paper-steps/:step`,
    writes(step, { zh: '登记文件送达', en: 'Write down a step of an item’s paper' })
  )
  .post(
    `${AT}/items/:itemId/paper-steps/:step/taking-back`,
    writes(takeBack, { zh: '撤销文件送达', en: 'Take back a step of an item’s paper' })
  )

export type AgendaApi = typeof agenda
