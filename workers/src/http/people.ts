import { Hono } from 'hono'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import { listUnits, unitDeputies } from '@jiceng/core/people/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const people = new Hono<AppEnv>()
  .get('/units', reads(listUnits, { zh: '本区和各街镇', en: 'The district and its units' }))
  .post('/units', writes(establish, { zh: '登记街镇', en: 'Register a unit' }))
  .get(
    '/units/:unitId/:level/deputies',
    reads(unitDeputies, { zh: '一个街镇的代表和选区', en: 'Deputies and electoral districts of a unit' })
  )
  .post(
    '/units/:unitId/:level/electoral-districts',
    writes(drawDistrict, { zh: '登记选区', en: 'Register an electoral district' })
  )
  .post('/units/:unitId/:level/mandates', writes(begin, { zh: '登记代表', en: 'Register a deputy' }))

export type PeopleApi = typeof people
