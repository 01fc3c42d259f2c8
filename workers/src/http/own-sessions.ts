import { Hono } from 'hono'
import { ownPaper, ownSession, ownSessions } from '@jiceng/core/own-session/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'
import { sentPaper } from './session-papers.ts'

const AT = '/my/sessions'

/** What a deputy reads of the sessions they sit in. */
export const ownSessionRoutes = new Hono<AppEnv>()
  .get(AT, reads(ownSessions, { zh: '我的会议', en: 'The sessions I sit in' }))
  .get(`${AT}/:sessionId`, reads(ownSession, { zh: '我的一次会议', en: 'One session I sit in' }))
  .get(
    `${AT}/:sessionId/papers/:paperId`,
    sentPaper(ownPaper, { zh: '我的会议的一份文件', en: 'A paper of a session I sit in' })
  )

export type OwnSessionsApi = typeof ownSessionRoutes
