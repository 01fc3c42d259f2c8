import { Hono } from 'hono'
import { closePeriod, publish, withdraw } from '@jiceng/core/board/commands'
import { boardDue } from '@jiceng/core/revision/queries'
import { listBoards } from '@jiceng/core/board/list'
import { newestBoard } from '@jiceng/core/board/queries'
import { boardRows, publishedBoard } from '@jiceng/core/board/published'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const board = new Hono<AppEnv>()
  .get('/boards', reads(listBoards, { zh: '已公示的积分榜', en: 'Published boards' }))
  .post(
    '/units/:unitId/:level/quarters/:quarter/closing',
    writes(closePeriod, { zh: '季度结账', en: 'Close a quarter' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/board',
    writes(publish, { zh: '公示，或公示更正版', en: 'Publish the board or its next revision' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/board',
    reads(newestBoard, { zh: '最新一版的版次', en: 'Number of the newest revision' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/board/:revision',
    reads(publishedBoard, {
      zh: '公示的积分榜；revision 填 newest 即最新一版',
      en: 'A published board; newest as its revision is the newest',
    })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/board/:revision/rows',
    reads(boardRows, { zh: '积分榜的逐行数据，用于核对校验码', en: 'The rows of a board, to recompute its root' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/board/:revision/withdrawal',
    writes(withdraw, { zh: '撤下积分榜', en: 'Withdraw a board' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/revision-due',
    reads(boardDue, { zh: '公示后的变动', en: 'What has changed since publication' })
  )

export type BoardApi = typeof board
