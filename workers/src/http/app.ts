import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { etag as hashed } from 'hono/etag'
import { notFound } from '@jiceng/core/kernel/problem'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { PAPER_BYTES_MAX } from '@jiceng/core/upload/schema'
import { FILE_BYTES_MAX } from '../spreadsheet/limits.ts'
import { account } from './account.ts'
import { areas } from './areas.ts'
import { activity } from './activity.ts'
import { agenda } from './agenda.ts'
import { annualBoard } from './annual-board.ts'
import { apiKeys } from './api-key.ts'
import { assessment } from './assessment.ts'
import { board } from './board.ts'
import { body } from './body.ts'
import { circular } from './circular.ts'
import { comparison } from './comparison.ts'
import type { AppEnv } from './context.ts'
import { deputyGroup } from './deputy-group.ts'
import { dossier } from './dossier.ts'
import { decisions } from './decisions.ts'
import { dutyCase } from './duty-case.ts'
import { dutyReport } from './duty-report.ts'
import { erasure } from './erasure.ts'
import { deputyAccountRoutes } from './deputy-accounts.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { invitation } from './invitation.ts'
import { leave } from './leave.ts'
import { local } from './local.ts'
import { meeting } from './meeting.ts'
import { members } from './members.ts'
import { my } from './my.ts'
import { operator } from './operator.ts'
import { notice } from './notice.ts'
import { openApiDocument } from './openapi.ts'
import { isOwnPage, sameOrigin } from './origin.ts'
import { people } from './people.ts'
import { oneCredential, place } from './place.ts'
import { points } from './points.ts'
import { proposal } from './proposal.ts'
import { reception } from './reception.ts'
import { recipient } from './recipient.ts'
import { reference, referenceStyle } from './reference.ts'
import { webhook } from './webhook.ts'
import { languageOf, MalformedJson, problem, problemBody } from './problem.ts'
import { documented } from './route.ts'
import { objection } from './objection.ts'
import { feed, feeds } from './feed.ts'
import { opinion } from './opinion.ts'
import { ownSessionRoutes } from './own-sessions.ts'
import { resolutions } from './resolutions.ts'
import { selfCheckRoutes } from './self-check.ts'
import { session } from './session.ts'
import { sessionPapers } from './session-papers.ts'
import { sessions } from './sessions.ts'
import { minutes } from './minutes.ts'
import { rolls } from './rolls.ts'
import { sittings } from './sittings.ts'
import { signUp } from './sign-up.ts'
import { statistics } from './statistics.ts'
import { term } from './term.ts'
import { todayRoutes } from './today.ts'
import { verification } from './verification.ts'
import { operatorWriteLimit, writeLimit } from './write-limit.ts'

/** Bytes of a JSON body; uploads have doors of their own. */
const BODY_BYTES_MAX = 1_000_000

const requestId: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set('requestId', crypto.randomUUID())
  await next()
  c.header('x-request-id', c.get('requestId'))
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store')
}

/** The paths whose body is a file; their handlers say which types. */
const uploadIn = ({ req }: Context<AppEnv>): string | null =>
  req.method === 'POST' ? (/^\/api\/tenants\/[^/]+\/(imports|photos|papers)$/.exec(req.path)?.[1] ?? null) : null

const jsonOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (
    c.req.method === 'POST' &&
    uploadIn(c) === null &&
    !/^application\/json\b/.test(c.req.header('content-type') ?? '')
  ) {
    return problemBody(c, 415, 'json-only', { zh: '请求须为 JSON', en: 'The request must be JSON' })
  }
  return next()
}

const localOnly: MiddlewareHandler<AppEnv> = async (c, next) =>
  envOf(c.env).ENVIRONMENT === 'local' ? next() : (problem(c, notFound().problem) as unknown as Response)

const district = new Hono<AppEnv>()
  .route('/', people)
  .route('/', term)
  .route('/', points)
  .route('/', board)
  .route('/', annualBoard)
  .route('/', selfCheckRoutes)
  .route('/', assessment)
  .route('/', statistics)
  .route('/', objection)
  .route('/', account)
  .route('/', members)
  .route('/', apiKeys)
  .route('/', deputyAccountRoutes)
  .route('/', verification)
  .route('/', activity)
  .route('/', leave)
  .route('/', reception)
  .route('/', proposal)
  .route('/', deputyGroup)
  .route('/', body)
  .route('/', sessions)
  .route('/', agenda)
  .route('/', sittings)
  .route('/', sessionPapers)
  .route('/', meeting)
  .route('/', opinion)
  .route('/', rolls)
  .route('/', decisions)
  .route('/', resolutions)
  .route('/', minutes)
  .route('/', feeds)
  .route('/', dutyCase)
  .route('/', dutyReport)
  .route('/', dossier)
  .route('/', comparison)
  .route('/', erasure)
  .route('/', recipient)
  .route('/', circular)
  .route('/', webhook)
  .route('/', my)
  .route('/', ownSessionRoutes)
  .route('/', todayRoutes)
  .route('/', history)
  .route('/', imports)

const described = documented((c: Context<AppEnv>) => c.json(openApiDocument(app, languageOf(c))), {
  summary: { zh: '接口说明', en: 'This description (public)' },
  policy: 'public',
  input: z.strictObject({}),
  writes: false,
})

const jsonLimit = bodyLimit({ maxSize: BODY_BYTES_MAX, onError: (c) => tooLarge(c as Context<AppEnv>, '1 MB') })
const fileLimit = bodyLimit({ maxSize: FILE_BYTES_MAX, onError: (c) => tooLarge(c as Context<AppEnv>, '10 MB') })
const paperLimit = bodyLimit({ maxSize: PAPER_BYTES_MAX, onError: (c) => tooLarge(c as Context<AppEnv>, '20 MB') })

const sizeLimit: MiddlewareHandler<AppEnv> = (c, next) => {
  const upload = uploadIn(c)
  if (upload === 'papers') return paperLimit(c, next)
  return upload === null ? jsonLimit(c, next) : fileLimit(c, next)
}

const withHash = hashed()

/** Whoever asks again for the same text is spared it. The pages' own server keeps none, so none is hashed for it. */
const etag: MiddlewareHandler<AppEnv> = (c, next) => (isOwnPage(c) || isStream(c) ? next() : withHash(c, next))

/** What goes on for minutes has no hash. */
const isStream = (c: Context<AppEnv>): boolean => c.req.path.endsWith('/hall/live')

export const app = new Hono<AppEnv>()
  .basePath('/api')
  .use('*', requestId, oneCredential, sameOrigin, jsonOnly)
  .use('*', sizeLimit)
  .use('*', etag)
  .use('/local/*', localOnly)
  .use('/tenants/:tenant/*', place, writeLimit)
  .use('/notices/:tenant/*', place, writeLimit)
  .use('/feeds/:tenant/*', place)
  .use('/operator/*', operatorWriteLimit)
app
  .route('/tenants/:tenant', district)
  .route('/notices/:tenant', notice)
  .route('/feeds/:tenant', feed)
  .route('/areas', areas)
  .route('/sign-ups', signUp)
  .route('/invitations', invitation)
  .route('/session', session)
  .route('/operator', operator)
  .route('/local', local)
  .get('/openapi.json', described)
  .get(
    '/reference',
    reference(() => app)
  )
  .get('/reference.css', referenceStyle)

app.notFound((c) => problem(c, notFound().problem) as unknown as Response)

app.onError((error, c) => {
  if (error instanceof MalformedJson) {
    return problemBody(c, 400, 'malformed-json', { zh: '请求不是有效的 JSON', en: 'The request is not valid JSON' })
  }
  console.error(JSON.stringify({ requestId: c.get('requestId'), message: error.message, stack: error.stack }))
  return problemBody(c, 500, 'internal', { zh: '系统出错，已记录', en: 'Something went wrong. It has been logged' })
})

function tooLarge(c: Context<AppEnv>, limit: string) {
  return problemBody(c, 413, 'body-too-large', { zh: `请求超过${limit}`, en: `The request is larger than ${limit}` })
}
