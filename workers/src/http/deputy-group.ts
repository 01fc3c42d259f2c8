import { Hono } from 'hono'
import { appoint, change, dissolve, form, rename } from '@jiceng/core/deputy-group/commands'
import { listGroups } from '@jiceng/core/deputy-group/queries'
import type { AppEnv } from './context.ts'
import { reads, writes } from './route.ts'

export const deputyGroup = new Hono<AppEnv>()
  .get(
    '/units/:unitId/:level/deputy-groups',
    reads(listGroups, { zh: '代表小组和成员', en: 'Deputy groups and their members' })
  )
  .post('/units/:unitId/:level/deputy-groups', writes(form, { zh: '组成代表小组', en: 'Form a deputy group' }))
  .post(
    '/units/:unitId/:level/deputy-groups/:groupId/name',
    writes(rename, { zh: '代表小组改名', en: 'Rename a deputy group' })
  )
  .post(
    '/units/:unitId/:level/deputy-groups/:groupId/members',
    writes(change, { zh: '调整小组成员', en: 'Change the members of a deputy group' })
  )
  .post(
    '/units/:unitId/:level/deputy-groups/:groupId/leader',
    writes(appoint, { zh: '确定小组组长', en: 'Appoint the leader of a deputy group' })
  )
  .post(
    '/units/:unitId/:level/deputy-groups/:groupId/dissolution',
    writes(dissolve, { zh: '撤销代表小组', en: 'Dissolve a deputy group' })
  )

export type DeputyGroupApi = typeof deputyGroup
