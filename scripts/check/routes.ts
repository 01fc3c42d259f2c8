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
