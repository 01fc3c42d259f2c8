import { Hono, type Context, type TypedResponse } from 'hono'
import {
  approve,
  drop,
  postLetter,
  provePost,
  propose,
  reject,
  renewLink,
  retractPost,
  revise,
  revokeLink,
} from '@jiceng/core/circular/commands'
import { choices } from '@jiceng/core/circular/choices'
import { circularRecord, listCirculars } from '@jiceng/core/circular/queries'
import { circularInput } from '@jiceng/core/circular/schema'
import { yearlyState } from '@jiceng/core/circular/yearly'
import { recordOf } from './circular-record.ts'
import type { AppEnv } from './context.ts'
import { shownPhoto, uploadPhoto } from './photos.ts'
import { papersFile, papersShown } from './papers.ts'
import { problem, type ProblemResponse } from './problem.ts'
import { documented, reads, writes } from './route.ts'

const AT = '/units/:unitId/:level/quarters/:quarter/circulars'

const POSTING = '/circulars/:circularId/announcements/:electoralDistrictId/posting'

type Recorded = Awaited<ReturnType<typeof recordOf>>
type Shown = Extract<Recorded, { ok: true }>['value']

const recorded = documented(
  async (c: Context<AppEnv>): Promise<TypedResponse<Shown, 200, 'json'> | ProblemResponse> => {
    const record = await recordOf(c)
    if (!record.ok) return problem(c, record.problem)
    return c.json(record.value, 200)
  },
  {
    summary: { zh: '一份通报', en: 'One circular' },
    policy: circularRecord.name,
    input: circularInput,
    writes: false,
  }
)

export const circular = new Hono<AppEnv>()
  .get('/circulars', reads(listCirculars, { zh: '通报', en: 'Circulars' }))
  .get('/circulars/yearly/:level/:year', reads(yearlyState, { zh: '年度通报', en: 'What voters were told of a year' }))
  .get('/circulars/:circularId', recorded)
  .get('/circulars/:circularId/papers/:kind', papersShown)
  .get('/circulars/:circularId/papers/:kind/document', papersFile)
  .get(`${AT}/choices`, reads(choices, { zh: '一张榜可以通报给谁', en: 'Whom a board may be told to' }))
  .post(AT, writes(propose, { zh: '拟稿', en: 'Propose a circular' }))
  .post(`${AT}/:circularId/revision`, writes(revise, { zh: '修改拟稿', en: 'Revise a proposal' }))
  .post(`${AT}/:circularId/withdrawal`, writes(drop, { zh: '撤回拟稿', en: 'Drop a proposal' }))
  .post(`${AT}/:circularId/approval`, writes(approve, { zh: '批准并发出', en: 'Approve and issue' }))
  .post(`${AT}/:circularId/rejection`, writes(reject, { zh: '不批准', en: 'Reject' }))
  .post('/photos', uploadPhoto)
  .post(POSTING, writes(provePost, { zh: '登记公告已张贴', en: 'Prove that a public notice is posted' }))
  .post(`${POSTING}/retraction`, writes(retractPost, { zh: '撤回张贴登记', en: 'Retract a posting' }))
  .get(`${POSTING}/photos/:fileId`, shownPhoto)
  .post('/notices/:noticeId/posting', writes(postLetter, { zh: '登记公函已寄出', en: 'Record a letter as sent' }))
  .post('/notices/:noticeId/link', writes(renewLink, { zh: '换一个链接', en: 'Renew a link' }))
  .post('/notices/:noticeId/link/revocation', writes(revokeLink, { zh: '停用链接', en: 'Close a link' }))

export type CircularApi = typeof circular
