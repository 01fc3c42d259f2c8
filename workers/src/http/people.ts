import { Hono } from 'hono'
import { begin, drawDistrict, establish } from '@jiceng/core/people/commands'
import { endMandateEarly, reinstate, takeBackTransfer, transfer } from '@jiceng/core/mandate/commands'
import {
  renameDistrict,
  renameUnit,
  restoreDistrict,
  restoreUnit,
  retireDistrict,
  retireUnit,
} from '@jiceng/core/place/commands'
import { unitDeputies } from '@jiceng/core/deputy-group/queries'
import { deputyRecord, listPlaces, listUnits, namesakes } from '@jiceng/core/people/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const people = new Hono<AppEnv>()
  .get('/units', reads(listUnits, { zh: '本区和各街镇', en: 'The district and its units' }))
  .post('/units', writes(establish, { zh: '登记街镇', en: 'Register a unit' }))
  .get('/units/:unitId/places', reads(listPlaces, { zh: '街镇和它的选区', en: 'A unit and its electoral districts' }))
  .post('/units/:unitId/name', writes(renameUnit, { zh: '街镇改名', en: 'Rename a unit' }))
  .post('/units/:unitId/retirement', writes(retireUnit, { zh: '停用街镇', en: 'Retire a unit' }))
  .post('/units/:unitId/restoration', writes(restoreUnit, { zh: '恢复街镇', en: 'Restore a retired unit' }))
  .post(
    '/units/:unitId/:level/electoral-districts/:electoralDistrictId/name',
    writes(renameDistrict, { zh: '选区改名', en: 'Rename an electoral district' })
  )
  .post(
    '/units/:unitId/:level/electoral-districts/:electoralDistrictId/retirement',
    writes(retireDistrict, { zh: '停用选区', en: 'Retire an electoral district' })
  )
  .post(
    '/units/:unitId/:level/electoral-districts/:electoralDistrictId/restoration',
    writes(restoreDistrict, { zh: '恢复选区', en: 'Restore a retired electoral district' })
  )
  .get(
    '/units/:unitId/:level/deputies',
    reads(unitDeputies, {
      zh: '一个街镇的代表、选区和代表小组',
      en: 'Deputies, electoral districts and groups of a unit',
    })
  )
  .post(
    '/units/:unitId/:level/electoral-districts',
    writes(drawDistrict, { zh: '登记选区', en: 'Register an electoral district' })
  )
  .post('/units/:unitId/:level/mandates', writes(begin, { zh: '登记代表', en: 'Register a deputy' }))
  .get('/units/:unitId/:level/namesakes', reads(namesakes, { zh: '同名的代表', en: 'Deputies of the same name' }))
  .get(
    '/deputies/:mandateId',
    reads(deputyRecord, { zh: '一名代表的档案和历史', en: 'A deputy’s record, and what happened to it' })
  )
  .post(
    '/units/:unitId/:level/mandates/:mandateId/end',
    writes(endMandateEarly, { zh: '提前终止代表资格', en: 'End a mandate early' })
  )
  .post(
    '/units/:unitId/:level/mandates/:mandateId/reinstatement',
    writes(reinstate, { zh: '撤回登错的终止', en: 'Take back an end entered by mistake' })
  )
  .post(
    '/units/:unitId/:level/mandates/:mandateId/transfer',
    writes(transfer, { zh: '转由另一街镇管理', en: 'Move a deputy’s record to another unit' })
  )
  .post(
    '/units/:unitId/:level/mandates/:mandateId/transfer-withdrawal',
    writes(takeBackTransfer, { zh: '撤回登错的转入', en: 'Take back a move entered by mistake' })
  )

export type PeopleApi = typeof people
