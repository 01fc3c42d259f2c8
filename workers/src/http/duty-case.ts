import { Hono } from 'hono'
import { candidates } from '@jiceng/core/duty-case/candidates'
import { accept, advise, close, drop, inform, interview, observe, open, receive } from '@jiceng/core/duty-case/commands'
import { caseRecord, listCases } from '@jiceng/core/duty-case/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const dutyCase = new Hono<AppEnv>()
  .get(
    '/duty-case-candidates/:level/:year',
    reads(candidates, { zh: '低于提示线或未达最低要求的代表', en: 'Deputies under the line or short of a minimum' })
  )
  .get('/duty-cases', reads(listCases, { zh: '履职跟进', en: 'Cases followed up' }))
  .get('/duty-cases/:caseId', reads(caseRecord, { zh: '一件履职跟进', en: 'A case' }))
  .post('/mandates/:mandateId/duty-cases', writes(open, { zh: '建立履职跟进', en: 'Open a case' }))
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/interview',
    writes(interview, { zh: '登记约谈', en: 'Record the interview' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/information',
    writes(inform, { zh: '登记已向选民通报', en: 'Record that the electors were told' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/observation',
    writes(observe, { zh: '定目标和观察期', en: 'Set goals and an observation' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/closing',
    writes(close, { zh: '已改进，结案', en: 'Close a case, improved' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/advice',
    writes(advise, { zh: '登记劝辞', en: 'Record the advice to resign' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/resignation',
    writes(receive, { zh: '登记收到书面辞职', en: 'Record the written resignation' })
  )
  .post(
    '/mandates/:mandateId/duty-cases/:caseId/acceptance',
    writes(accept, { zh: '登记接受辞职的决定', en: 'Record the decision to accept it' })
  )
  .post('/mandates/:mandateId/duty-cases/:caseId/end', writes(drop, { zh: '终止履职跟进', en: 'Drop a case' }))

export type DutyCaseApi = typeof dutyCase
