import { Hono } from 'hono'
import { appoint, discharge, takeBack } from '@jiceng/core/body/commands'
import { bodyMembers } from '@jiceng/core/body/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/members'

export const body = new Hono<AppEnv>()
  .get(AT, reads(bodyMembers, { zh: '会议机构的组成人员', en: 'The members of a body that meets' }))
  .post(AT, writes(appoint, { zh: '登记组成人员', en: 'Enter members of a body' }))
  .post(`${AT}/:memberId/discharge`, writes(discharge, { zh: '不再担任', en: 'End a membership' }))
  .post(
    `${AT}/:memberId/taking-back`,
    writes(takeBack, { zh: '撤销误登的组成人员', en: 'Take back a membership entered by mistake' })
  )

export type BodyApi = typeof body
