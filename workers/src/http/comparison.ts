import { Hono } from 'hono'
import { termComparison } from '@jiceng/core/comparison/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'

export const comparison = new Hono<AppEnv>().get(
  '/comparisons/:level',
  reads(termComparison, { zh: '在任代表届内履职情况', en: 'Sitting deputies over their term' })
)

export type ComparisonApi = typeof comparison
