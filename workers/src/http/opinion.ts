import { Hono } from 'hono'
import { assign, carryOn, close, record, report, takeBack } from '@jiceng/core/opinion/commands'
import { sessionOpinions } from '@jiceng/core/opinion/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/sessions/:sessionId/opinions'
const ONE = `${AT}/:opinionId` as const

export const opinion = new Hono<AppEnv>()
  .get(
    '/sessions/:sessionId/opinions',
    reads(sessionOpinions, {
      zh: '会议的审议意见和以前会议未办结的',
      en: 'Opinions of a session, and those still open of the sessions before',
    })
  )
  .post(AT, writes(record, { zh: '登记审议意见', en: 'Record an opinion' }))
  .post(`${ONE}/assignment`, writes(assign, { zh: '交办审议意见', en: 'Assign an opinion to an organ' }))
  .post(`${ONE}/report`, writes(report, { zh: '登记办理情况报告', en: 'Write down an organ’s report' }))
  .post(`${ONE}/closing`, writes(close, { zh: '审议意见办结', en: 'Close an opinion' }))
  .post(`${ONE}/carrying-on`, writes(carryOn, { zh: '审议意见继续办理', en: 'Carry an opinion on' }))
  .post(`${ONE}/taking-back`, writes(takeBack, { zh: '撤销最近一步', en: 'Take back its newest step' }))

export type OpinionApi = typeof opinion
