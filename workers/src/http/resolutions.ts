import { Hono } from 'hono'
import { draft, issue, publish, redraft, withdraw } from '@jiceng/core/resolution/commands'
import { publishedResolution, resolutionRecord, resolutionsOfBody } from '@jiceng/core/resolution/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const OF_BODY = '/bodies/:placeId/:body'
const ONE = `${OF_BODY}/resolutions/:resolutionId`

export const resolutions = new Hono<AppEnv>()
  .get(
    `${OF_BODY}/years/:year/resolutions`,
    reads(resolutionsOfBody, { zh: '一年的决议、决定', en: 'A body’s resolutions of a year' })
  )
  .get('/resolutions/:resolutionId', reads(resolutionRecord, { zh: '一份决议', en: 'One resolution' }))
  .get(
    '/resolutions/:resolutionId/published',
    reads(publishedResolution, { zh: '公布的决议', en: 'A published resolution' })
  )
  .post(
    `${OF_BODY}/sessions/:sessionId/decisions/:decisionId/resolution`,
    writes(draft, { zh: '起草决议', en: 'Draft a resolution of what passed' })
  )
  .post(ONE, writes(redraft, { zh: '修改决议草稿', en: 'Change a draft' }))
  .post(`${ONE}/issuing`, writes(issue, { zh: '编号发文', en: 'Issue a resolution with its number' }))
  .post(`${ONE}/publication`, writes(publish, { zh: '公布决议', en: 'Publish a resolution' }))
  .post(`${ONE}/withdrawal`, writes(withdraw, { zh: '撤回决议', en: 'Take a resolution back' }))

export type ResolutionsApi = typeof resolutions
