import { Hono } from 'hono'
import { annul, count, open, withdraw } from '@jiceng/core/decision/commands'
import { sessionDecisions } from '@jiceng/core/decision/list'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/sessions/:sessionId/decisions'
const ONE = `${AT}/:decisionId`

export const decisions = new Hono<AppEnv>()
  .get('/sessions/:sessionId/decisions', reads(sessionDecisions, { zh: '会议的表决', en: 'What a session votes' }))
  .post(AT, writes(open, { zh: '付表决', en: 'Put a question to the vote' }))
  .post(`${ONE}/counts`, writes(count, { zh: '计票人报票', en: 'Give the numbers one teller counted' }))
  .post(`${ONE}/withdrawal`, writes(withdraw, { zh: '中止表决', en: 'Stop a vote before it is decided' }))
  .post(`${ONE}/annulment`, writes(annul, { zh: '撤销表决结果', en: 'Annul a result' }))

export type DecisionsApi = typeof decisions
