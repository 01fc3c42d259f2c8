import { Hono } from 'hono'
import { attach, detach, register, setContact } from '@jiceng/core/recipient/commands'
import { listRecipients, recipientRecord } from '@jiceng/core/recipient/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const recipient = new Hono<AppEnv>()
  .get('/recipients', reads(listRecipients, { zh: '用人单位和选举单位', en: 'Employers and electoral units' }))
  .get('/recipients/:recipientId', reads(recipientRecord, { zh: '一个单位', en: 'One recipient' }))
  .post('/recipients', writes(register, { zh: '登记单位', en: 'Register a recipient' }))
  .post('/recipients/:recipientId/mandates', writes(attach, { zh: '加入一名代表', en: 'Attach a deputy' }))
  .post(
    '/recipients/:recipientId/mandates/:mandateId/detachment',
    writes(detach, { zh: '移出一名代表', en: 'Detach a deputy' })
  )
  .post('/recipients/:recipientId/contact', writes(setContact, { zh: '更新联系方式', en: 'Change the contact' }))

export type RecipientApi = typeof recipient
