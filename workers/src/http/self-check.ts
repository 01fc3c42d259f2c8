import { Hono } from 'hono'
import { answer, file, openSelfCheck, setBoardSettings, withdraw } from '@jiceng/core/self-check/commands'
import { quarterState } from '@jiceng/core/self-check/quarter'
import { mySelfCheck, readBoardSettings, selfCheck } from '@jiceng/core/self-check/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const selfCheckRoutes = new Hono<AppEnv>()
  .get('/board-settings', reads(readBoardSettings, { zh: '公示的设定', en: 'Settings of boards' }))
  .post('/board-settings', writes(setBoardSettings, { zh: '改公示的设定', en: 'Set the settings of boards' }))
  .get(
    '/units/:unitId/:level/quarters/:quarter',
    reads(quarterState, { zh: '街镇一个季度的积分和自查', en: 'A unit’s points of a quarter, with its self-check' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/self-check',
    reads(selfCheck, { zh: '一个季度的自查和错重漏报告', en: 'A quarter’s self-check and reports' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/self-check',
    writes(openSelfCheck, { zh: '开放代表自查', en: 'Open the self-check' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/mandates/:mandateId/point-reports',
    writes(file, { zh: '代表报错重漏', en: 'Report an entry as wrong, duplicate or missing' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/mandates/:mandateId/point-reports/:reportId/answer',
    writes(answer, { zh: '答复错重漏报告', en: 'Answer a report' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/mandates/:mandateId/point-reports/:reportId/withdrawal',
    writes(withdraw, { zh: '撤回错重漏报告', en: 'Withdraw a report' })
  )
  .get('/my/:level/quarters/:quarter/self-check', reads(mySelfCheck, { zh: '本人的自查', en: 'One’s own self-check' }))

export type SelfCheckApi = typeof selfCheckRoutes
