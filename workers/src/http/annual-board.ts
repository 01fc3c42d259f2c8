import { Hono } from 'hono'
import { prepareYear, publishYear, withdrawYear } from '@jiceng/core/annual-board/commands'
import { annualRows, newestYear, publishedYear } from '@jiceng/core/annual-board/published'
import { annualState } from '@jiceng/core/annual-board/state'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const annualBoard = new Hono<AppEnv>()
  .get(
    '/annual-boards/:level/:year/state',
    reads(annualState, { zh: '年度公示的准备情况', en: 'How far a year is on its way to the public' })
  )
  .post(
    '/annual-boards/:level/:year/preparation',
    writes(prepareYear, { zh: '年度汇总，定公示日期', en: 'Freeze a year and plan its publication' })
  )
  .post('/annual-boards/:level/:year', writes(publishYear, { zh: '年度公示', en: 'Publish what was frozen' }))
  .get('/annual-boards/:level/:year', reads(newestYear, { zh: '最新一版的版次', en: 'Number of the newest revision' }))
  .get(
    '/annual-boards/:level/:year/:revision',
    reads(publishedYear, { zh: '年度公示榜', en: 'A published annual board' })
  )
  .get(
    '/annual-boards/:level/:year/:revision/rows',
    reads(annualRows, {
      zh: '年度公示榜的逐行数据，用于核对校验码',
      en: 'The rows of an annual board, to recompute its root',
    })
  )
  .post(
    '/annual-boards/:level/:year/:revision/withdrawal',
    writes(withdrawYear, { zh: '撤下年度公示榜', en: 'Withdraw an annual board' })
  )

export type AnnualBoardApi = typeof annualBoard
