import type { Context, Hono } from 'hono'
import * as z from 'zod'
import { referencePage } from '../reference/page.ts'
import { style } from '../reference/style.ts'
import type { AppEnv } from './context.ts'
import { openApiDocument } from './openapi.ts'
import { platformOf } from './origin.ts'
import { languageOf, parse, problem } from './problem.ts'
import { documented } from './route.ts'

// The reference as a page: made from the OpenAPI document, on our own origin, without script.

/** It changes when the product does. */
const CACHE_CONTROL = 'public, max-age=300'

const referenceInput = z.strictObject({ lang: z.enum(['zh', 'en']).optional() })

/** The language stands in the address, so that a cache may keep it; without one it is the caller's. */
export const reference = (app: () => Hono<AppEnv>) =>
  documented(
    (c: Context<AppEnv>) => {
      const input = parse(referenceInput, c.req.query())
      if (!input.ok) return problem(c, input.problem)
      const language = input.value.lang
      if (language === undefined) return c.redirect(`/api/reference?lang=${languageOf(c)}`, 302)
      const documents = { zh: openApiDocument(app(), 'zh'), en: openApiDocument(app(), 'en') }
      c.header('cache-control', CACHE_CONTROL)
      c.header(
        'content-security-policy',
        `default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
      )
      return c.html(referencePage({ documents, language, origin: platformOf(c).origin }))
    },
    {
      summary: { zh: '接口说明（网页）', en: 'The reference as a page (public)' },
      policy: 'public',
      input: referenceInput,
      writes: false,
    }
  )

export const referenceStyle = documented(
  (c: Context<AppEnv>) => {
    c.header('cache-control', CACHE_CONTROL)
    return c.body(style, 200, { 'content-type': 'text/css; charset=utf-8' })
  },
  {
    summary: { zh: '接口说明的样式', en: 'The style sheet of the reference (public)' },
    policy: 'public',
    input: z.strictObject({}),
    writes: false,
  }
)
