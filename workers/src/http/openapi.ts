import type { Hono } from 'hono'
import type { Language } from '@jiceng/core/kernel/words'
import * as z from 'zod'
import type { AppEnv } from './context.ts'
import { docOf, type RouteDoc } from './route.ts'

/** One row a route, from Hono's own table; `doc` is missing where somebody forgot it. */
export type RouteRow = { method: string; path: string; doc: RouteDoc | undefined }

const isMiddleware = (method: string) => method === 'ALL'

export const routeTable = (app: Hono<AppEnv>): RouteRow[] =>
  app.routes
    .filter((route) => !isMiddleware(route.method))
    .map((route) => ({ method: route.method, path: route.path, doc: docOf(route.handler) }))

const problemAnswer = {
  description: 'RFC 9457 problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** OpenAPI 3.1 from the routes and the very schemas that parse their input. */
export function openApiDocument(app: Hono<AppEnv>, language: Language) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { method, path, doc } of routeTable(app)) {
    if (!doc) continue
    const template = path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[template] = { ...paths[template], [method.toLowerCase()]: operation(path, doc, language) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Jiceng 基层人大云', version: '1' },
    paths,
    components: { schemas: { Problem: problemSchema } },
  }
}

function operation(path: string, doc: RouteDoc, language: Language) {
  const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1]!)
  const { properties = {}, required = [] } = z.toJSONSchema(doc.input, { unrepresentable: 'any', io: 'input' })
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name))
  const stillRequired = required.filter((name) => !inPath.includes(name))
  return {
    summary: doc.summary[language],
    'x-policy': doc.policy,
    parameters: [
      ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
      ...(doc.writes
        ? []
        : rest.map(([name, schema]) => ({ name, in: 'query', required: stillRequired.includes(name), schema }))),
    ],
    ...(doc.writes ? { requestBody: bodyOf(Object.fromEntries(rest), stillRequired, doc) } : {}),
    responses: { [doc.writes ? '201' : '200']: { description: doc.summary[language] }, default: problemAnswer },
  }
}

const bodyOf = (properties: Record<string, unknown>, required: string[], doc: RouteDoc) => ({
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: doc.policy.includes('.')
          ? { commandId: { type: 'string', format: 'uuid' }, ...properties }
          : properties,
        required: [...new Set([...(doc.policy.includes('.') ? ['commandId'] : []), ...required])],
        additionalProperties: false,
      },
    },
  },
})

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
