import { Hono } from 'hono'
import { closePeriod, publish } from '@jiceng/core/board/commands'
import { listBoards, newestBoard, publishedBoard } from '@jiceng/core/board/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const board = new Hono<AppEnv>()
  .get('/boards', reads(listBoards, { zh: '已公示的积分榜', en: 'Published boards' }))
  .post(
    '/units/:unitId/:level/quarters/:quarter/closing',
    writes(closePeriod, { zh: '季度结账', en: 'Close a quarter' })
  )
  .post('/units/:unitId/:level/quarters/:quarter/board', writes(publish, { zh: '公示', en: 'Publish the board' }))
  .get(
    '/units/:unitId/:level/quarters/:quarter/board',
    reads(newestBoard, { zh: '最新一版的版次', en: 'Number of the newest revision' })
  )
  .get(
    '/units/:unitId/:level/quarters/:quarter/board/:revision',
    reads(publishedBoard, { zh: '公示的积分榜', en: 'A published board' })
  )

export type BoardApi = typeof board
