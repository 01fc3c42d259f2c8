import { Hono } from 'hono'
import { today } from '@jiceng/core/today/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const todayRoutes = new Hono<AppEnv>().get(
  '/today/:quarter',
  reads(today, { zh: '等我办的事', en: 'What waits for me' })
)

export type TodayApi = typeof todayRoutes
