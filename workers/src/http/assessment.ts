import { Hono } from 'hono'
import { exempt, include } from '@jiceng/core/assessment/commands'
import { yearAssessment } from '@jiceng/core/assessment/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const assessment = new Hono<AppEnv>()
  .get('/assessments/:level/:year', reads(yearAssessment, { zh: '全年评定', en: 'A year’s assessment' }))
  .post(
    '/mandates/:mandateId/assessments/:year/exemption',
    writes(exempt, { zh: '列为不评定', en: 'Leave somebody out of a year’s assessment' })
  )
  .post(
    '/mandates/:mandateId/assessments/:year/inclusion',
    writes(include, { zh: '恢复评定', en: 'Take an exemption back' })
  )

export type AssessmentApi = typeof assessment
