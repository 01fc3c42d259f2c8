import { Hono } from 'hono'
import { call, cancel, hold, move, setDays, setSessionPattern, takeBackHolding } from '@jiceng/core/session/commands'
import { sessionMatrix, sessionRecord, sessionsOfPlace } from '@jiceng/core/session/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/sessions'

/** Of congresses and their bodies; who is signed in is `session.ts`. */
export const sessions = new Hono<AppEnv>()
  .get(
    '/session-calendars/:body/:year',
    reads(sessionMatrix, { zh: '一年的会议安排', en: 'A year of sessions, place by place' })
  )
  .get(`${AT}/years/:year`, reads(sessionsOfPlace, { zh: '一个机构一年的会议', en: 'A body’s sessions of a year' }))
  .get('/sessions/:sessionId', reads(sessionRecord, { zh: '一次会议', en: 'One session' }))
  .post(AT, writes(call, { zh: '召集会议', en: 'Call a session' }))
  .post(`${AT}/:sessionId/days`, writes(move, { zh: '会议改期', en: 'Move a session' }))
  .post(`${AT}/:sessionId/cancellation`, writes(cancel, { zh: '取消会议', en: 'Call a session off' }))
  .post(`${AT}/:sessionId/holding`, writes(hold, { zh: '登记会议召开', en: 'Write down that a session was held' }))
  .post(
    `${AT}/:sessionId/holding/taking-back`,
    writes(takeBackHolding, { zh: '撤销会议召开登记', en: 'Take back that a session was held' })
  )
  .post('/session-notices/:body', writes(setDays, { zh: '设定会议通知期限', en: 'Set the notice of sessions' }))
  .post(
    '/session-patterns',
    writes(setSessionPattern, { zh: '设定乡镇会议安排', en: 'Set how townships’ congresses meet' })
  )

export type SessionsApi = typeof sessions
