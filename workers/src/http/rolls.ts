import { Hono } from 'hono'
import { checkIn, invite, remove, takeBackCheckIn } from '@jiceng/core/guest/commands'
import { guestsOfSession } from '@jiceng/core/guest/queries'
import { enter, settle, takeBack } from '@jiceng/core/roll/commands'
import { rollOfSession } from '@jiceng/core/roll/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

// Who was at a session: those who belong to the body, and its guests.

const AT = '/bodies/:placeId/:body/sessions/:sessionId'
const GUEST = `${AT}/guests/:guestId`

export const rolls = new Hono<AppEnv>()
  .get('/sessions/:sessionId/roll', reads(rollOfSession, { zh: '出席名册', en: 'A session’s roll' }))
  .get('/sessions/:sessionId/guests', reads(guestsOfSession, { zh: '列席人员', en: 'A session’s guests' }))
  .post(`${AT}/roll`, writes(settle, { zh: '确认出席名册', en: 'Settle a roll by who checked in' }))
  .post(`${AT}/roll/by-hand`, writes(enter, { zh: '按名单登记出席', en: 'Enter a roll from paper' }))
  .post(`${AT}/roll/taking-back`, writes(takeBack, { zh: '撤回出席名册', en: 'Take a roll back' }))
  .post(`${AT}/guests`, writes(invite, { zh: '登记列席人员', en: 'Enter guests' }))
  .post(`${GUEST}/removal`, writes(remove, { zh: '删除列席人员', en: 'Remove a guest' }))
  .post(`${GUEST}/arrival`, writes(checkIn, { zh: '列席人员签到', en: 'Check a guest in' }))
  .post(
    `${GUEST}/arrival/taking-back`,
    writes(takeBackCheckIn, { zh: '撤销列席人员签到', en: 'Take a guest’s check-in back' })
  )

export type RollsApi = typeof rolls
