import type { Hono } from 'hono'
import { app as program } from '@jiceng/workers/http/app'
import type { AppEnv } from '@jiceng/workers/http/context'
import { routeTable } from '@jiceng/workers/http/openapi'
import { beforeAll, expect, test } from 'vitest'
import { senderTo } from './client.ts'
import { pictureOf } from './files.ts'
import { saying } from './guards.ts'
import { probesOf } from './probes.ts'
import { openWorld, type World } from './world.ts'

// A word of the other district that was put into a file of one's own on purpose is found there.

const app = program as unknown as Hono<AppEnv>

let world: World
let stray: string
beforeAll(async () => {
  world = await openWorld()
  stray = [...world.canaries].at(-1)!
})

/** What the probe of a route says that its own district's administrator asks. */
async function said(path: string): Promise<string | null> {
  const row = routeTable(app).find((one) => one.method === 'GET' && one.path.endsWith(path))!
  const probe = probesOf(world, row, new Set()).find(({ name }) => name.endsWith('by tenant_administrator'))!
  return saying(probe, senderTo(world, app))
}

const inHome = (sql: string) => world.databases.TENANT_0001.prepare(sql).run(stray)

const inBucket = (fileId: string) => world.pictures.set(`${world.tenants.home.id}/${fileId}`, pictureOf(stray))

const plants: [kind: string, path: string, plant: () => void][] = [
  ['a .docx', '/papers/:kind/document', () => inHome('update circular_text set basis = ?')],
  ['an .xlsx', '/imports/template.xlsx', () => inHome('update rule_item set name = ?')],
  ['a photo', '/photos/:fileId', () => inBucket(world.mine.postedFileId)],
  ['a paper', '/sessions/:sessionId/papers/:paperId', () => inBucket(world.mine.attachedFileId)],
]

test.each(plants)("another district's word in %s is found", async (_, path, plant) => {
  expect(await said(path)).toBeNull()
  plant()
  expect(await said(path)).toContain('holds 1 words of the other district')
})
