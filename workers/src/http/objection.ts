import { Hono } from 'hono'
import { decide, file, register, withdraw } from '@jiceng/core/objection/commands'
import { myObjections } from '@jiceng/core/objection/mine'
import { listObjections } from '@jiceng/core/objection/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const objection = new Hono<AppEnv>()
  .get(
    '/units/:unitId/:level/quarters/:quarter/objections',
    reads(listObjections, { zh: '对一个榜的异议', en: 'Objections to a board' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/board/:revision/objections',
    writes(file, { zh: '代表提出异议', en: 'Object to a board, as a deputy' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/board/:revision/registered-objections',
    writes(register, { zh: '登记来电、来信、来访的异议', en: 'Register an objection that came in' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/objections/:number/decision',
    writes(decide, { zh: '决定异议', en: 'Decide on an objection' })
  )
  .post(
    '/units/:unitId/:level/quarters/:quarter/objections/:number/withdrawal',
    writes(withdraw, { zh: '撤回异议', en: 'Take an objection back' })
  )
  .get('/my/:level/quarters/:quarter/objections', reads(myObjections, { zh: '本人的异议', en: 'One’s own objections' }))

export type ObjectionApi = typeof objection
