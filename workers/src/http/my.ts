import { Hono } from 'hono'
import { myLedger, myOverview } from '@jiceng/core/my/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const my = new Hono<AppEnv>()
  .get('/my', reads(myOverview, { zh: '我的代表资格、本季度和上季度', en: 'My mandates, this quarter and the last' }))
  .get(
    '/my/:level/quarters/:quarter',
    reads(myLedger, { zh: '我一个季度的积分登记', en: 'My own entries of a quarter' })
  )

export type MyApi = typeof my
