import { Hono } from 'hono'
import { correct, register } from '@jiceng/core/term/commands'
import { listTerms } from '@jiceng/core/term/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const term = new Hono<AppEnv>()
  .get('/terms', reads(listTerms, { zh: '各级人大的届次', en: 'The congresses and their terms' }))
  .post('/terms', writes(register, { zh: '登记届次', en: 'Register a term of one or more congresses' }))
  .post('/terms/:congressId/:ordinal/dates', writes(correct, { zh: '更正届次起止', en: 'Correct the dates of a term' }))

export type TermApi = typeof term
