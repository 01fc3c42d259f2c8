import { app } from '@jiceng/workers/http/app'
import { routeTable } from '@jiceng/workers/http/openapi'
import type { Finding } from './finding.ts'

/** A route of the api as data. `policy` names who may call it. */
export type RouteRow = { method: string; path: string; policy: string; summary: string }

const FILE = 'workers/src/http/app.ts'

/** Every route says who may call it and what it does. */
export const routeFindings = (rows: readonly RouteRow[]): Finding[] =>
  rows.flatMap(({ method, path, policy, summary }) =>
    [policy.trim() === '' ? 'has no policy' : '', summary.trim() === '' ? 'has no summary' : '']
      .filter((reason) => reason !== '')
      .map((reason) => ({ file: FILE, reason: `${method} ${path} ${reason}` }))
  )

/** The routes as Hono itself holds them. */
export const declaredRoutes = (): RouteRow[] =>
  routeTable(app).map(({ method, path, doc }) => ({
    method,
    path,
    policy: doc?.policy ?? '',
    summary: doc?.summary.zh ?? '',
  }))
