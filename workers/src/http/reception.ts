import { Hono } from 'hono'
import { recordVoters, withdraw } from '@jiceng/core/reception/commands'
import { listReceptions } from '@jiceng/core/reception/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const reception = new Hono<AppEnv>()
  .get(
    '/units/:unitId/:level/quarters/:quarter/receptions',
    reads(listReceptions, { zh: '街镇一个季度的接待选民', en: 'A unit’s voter receptions of a quarter' })
  )
  .post(
    '/units/:unitId/:level/receptions',
    writes(recordVoters, { zh: '登记接待选民', en: 'Record a voter reception' })
  )
  .post(
    '/units/:unitId/:level/receptions/:receptionId/withdrawal',
    writes(withdraw, { zh: '撤回一次接待选民', en: 'Withdraw a voter reception' })
  )

export type ReceptionApi = typeof reception
