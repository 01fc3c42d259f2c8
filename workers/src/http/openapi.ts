import type { Hono } from 'hono'
import { permissionNames } from '@jiceng/core/api-key/schema'
import { everybody } from '@jiceng/core/kernel/actor'
import { rolesFor } from '@jiceng/core/kernel/command'
import type { Language } from '@jiceng/core/kernel/words'
import * as z from 'zod'
import answers from '../reference/answers.json' with { type: 'json' }
import { groupOf, groups } from '../reference/groups.ts'
import type { AppEnv } from './context.ts'
import { docOf, type RouteDoc } from './route.ts'

/** One row a route, from Hono's own table; `doc` is missing where somebody forgot it. */
export type RouteRow = { method: string; path: string; doc: RouteDoc | undefined }

const isMiddleware = (method: string) => method === 'ALL'

export const routeTable = (app: Hono<AppEnv>): RouteRow[] =>
  app.routes
    .filter((route) => !isMiddleware(route.method))
    .map((route) => ({ method: route.method, path: route.path, doc: docOf(route.handler) }))

/** JSON Schema, as much of it as our shapes make. */
export type Schema = {
  type?: string
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  default?: unknown
  items?: Schema
  anyOf?: readonly Schema[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
}

export type Parameter = { name: string; in: 'path' | 'query'; required: boolean; schema: Schema }

type Answer = { description: string; content?: Record<string, { schema: Schema | { $ref: string } }> }

export type Operation = {
  operationId: string
  tags: [string]
  summary: string
  'x-policy': string
  /** Who may: roles of the district, or none where everybody may. */
  'x-roles': readonly string[]
  security: readonly Record<string, readonly string[]>[]
  parameters: readonly Parameter[]
  requestBody?: { required: true; content: Record<string, { schema: Schema }> }
  responses: Record<string, Answer>
}

export type OpenApi = {
  openapi: '3.1.0'
  info: { title: string; version: string }
  tags: readonly { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: object
}

const problemAnswer = {
  description: 'RFC 9457 problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** OpenAPI 3.1 from the routes and the very schemas that parse their input. */
export function openApiDocument(app: Hono<AppEnv>, language: Language): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const { method, path, doc } of routeTable(app)) {
    if (!doc) continue
    const template = path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(method, path, doc, language) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Jiceng 基层人大云', version: '1' },
    tags: groups.map(({ words }) => ({ name: words[language] })),
    paths,
    components: {
      schemas: { Problem: problemSchema, Written: writtenSchema },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'jck_…, issued on /{tenant}/keys' },
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
    },
  }
}

const isForEverybody = (policy: string): boolean => {
  const roles = rolesFor(policy)
  return policy === 'public' || everybody.every((role) => roles.includes(role))
}

/** A key where one may be scoped to it, a signed-in person, or whoever asks. */
function securityOf(policy: string): Operation['security'] {
  if (isForEverybody(policy)) return [{}]
  return permissionNames.includes(policy) ? [{ key: [policy] }, { session: [] }] : [{ session: [] }]
}

function operation(method: string, path: string, doc: RouteDoc, language: Language): Operation {
  const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]!)
  const shape = z.toJSONSchema(doc.input, { unrepresentable: 'any', io: 'input' }) as Schema
  const properties = shape.properties ?? {}
  const required = shape.required ?? []
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name))
  const stillRequired = required.filter((name) => !inPath.includes(name))
  const isCommand = doc.writes && rolesFor(doc.policy).length > 0
  const hasBody = method !== 'GET'
  return {
    operationId: [method.toLowerCase(), ...path.split('/').slice(2)].join('-').replace(/:/g, ''),
    tags: [groupOf(doc.policy).words[language]],
    summary: doc.summary[language],
    'x-policy': doc.policy,
    'x-roles': isForEverybody(doc.policy) ? [] : rolesFor(doc.policy),
    security: securityOf(doc.policy),
    parameters: [
      ...inPath.map((name) => {
        return { name, in: 'path' as const, required: true, schema: properties[name] ?? { type: 'string' } }
      }),
      ...(hasBody
        ? []
        : rest.map(([name, schema]) => {
            return { name, in: 'query' as const, required: stillRequired.includes(name), schema }
          })),
    ],
    ...(hasBody ? { requestBody: bodyOf(Object.fromEntries(rest), stillRequired, isCommand) } : {}),
    responses: {
      [isCommand ? '201' : '200']: {
        description: doc.summary[language],
        ...answerOf(doc, isCommand),
      },
      ...Object.fromEntries(refusals(doc).map((status) => [status, problemAnswer])),
      default: problemAnswer,
    },
  }
}

/** A query's answer as its type says it (node scripts/api-answers.ts), a command's as all commands answer. */
function answerOf({ policy, isPlain }: RouteDoc, isCommand: boolean): Pick<Answer, 'content'> {
  if (isCommand) return { content: { 'application/json': { schema: { $ref: '#/components/schemas/Written' } } } }
  const schema = isPlain ? (answers as Record<string, Schema>)[policy] : undefined
  return schema ? { content: { 'application/json': { schema } } } : {}
}

/** The statuses this operation may refuse with; 400, 413 and 500 are every door's. */
const refusals = ({ policy, writes }: RouteDoc): string[] => [
  ...(isForEverybody(policy) ? [] : ['401', '403']),
  '404',
  ...(writes ? ['409', '415'] : []),
  '422',
  '429',
]

const bodyOf = (properties: Record<string, Schema>, required: readonly string[], isCommand: boolean) => ({
  required: true as const,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: { ...(isCommand ? { commandId: { type: 'string', format: 'uuid' } } : {}), ...properties },
        required: [...new Set([...(isCommand ? ['commandId'] : []), ...required])],
        additionalProperties: false,
      },
    },
  },
})

/** What every command answers; doors that hand something over add it. */
const writtenSchema = z.toJSONSchema(
  z.object({
    commandId: z.string(),
    events: z.array(z.object({ id: z.string(), type: z.string(), occurredOn: z.string() })),
  })
)

const problemSchema = z.toJSONSchema(
  z.object({
    type: z.string(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
)
