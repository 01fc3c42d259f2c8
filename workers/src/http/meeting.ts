import { Hono } from 'hono'
import { meetingPaper, meetingRecord, meetingsOfYear } from '@jiceng/core/meeting/queries'
import type { AppEnv } from './context.ts'
import { reads } from './route.ts'
import { sentPaper } from './session-papers.ts'

/** What everybody may read of sessions. */
export const meeting = new Hono<AppEnv>()
  .get('/meetings', reads(meetingsOfYear, { zh: '公开的会议：一年', en: 'Public sessions of a year' }))
  .get('/meetings/:sessionId', reads(meetingRecord, { zh: '公开的一次会议', en: 'One public session' }))
  .get(
    '/meetings/:sessionId/papers/:paperId',
    sentPaper(meetingPaper, { zh: '公开的一份会议文件', en: 'A public paper of a session' })
  )

export type MeetingApi = typeof meeting
