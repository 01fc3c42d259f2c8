import { Hono } from 'hono'
import { yearStatistics } from '@jiceng/core/statistics/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const statistics = new Hono<AppEnv>().get(
  '/statistics/:level/:year',
  reads(yearStatistics, { zh: '全年履职统计', en: 'A year’s statistics' })
)

export type StatisticsApi = typeof statistics
