import { Hono } from 'hono'
import { ofQuarter } from '@jiceng/core/history/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const history = new Hono<AppEnv>().get(
  '/units/:unitId/:level/quarters/:quarter/history',
  reads(ofQuarter, { zh: '街镇一个季度的历史', en: 'What happened to a unit’s quarter' })
)

export type HistoryApi = typeof history
