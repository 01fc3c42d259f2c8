import { exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { app } from '../src/http/app.ts'
import { openApiDocument, type Operation } from '../src/http/openapi.ts'
import { call } from './client.ts'
import './setup.ts'

const ORIGIN = 'http://jiceng.test'

async function page(path: string, headers: Record<string, string> = {}) {
  const request = new Request(`${ORIGIN}/api${path}`, { headers, redirect: 'manual' })
  const response = await (exports as { default: Fetcher }).default.fetch(request)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('the reference shows every door in both languages, from our own origin and without script', async () => {
  for (const [lang, other] of [
    ['zh', 'en'],
    ['en', 'zh'],
  ] as const) {
    const { status, headers, text } = await page(`/reference?lang=${lang}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/html')
    expect(headers.get('cache-control')).toContain('public')
    expect(headers.get('content-security-policy')).toContain(`default-src 'none'`)
    expect(text).not.toMatch(/<script|javascript:|style=/)
    const elsewhere = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, href]) => href!)
    expect(elsewhere.filter((href) => !/^(#|\?|\/)/.test(href))).toEqual([])
    const [own, theirs] = [openApiDocument(app, lang), openApiDocument(app, other)]
    let count = 0
    for (const [path, operations] of Object.entries(own.paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const isShown = text.includes(`<article id="${operation.operationId}">`)
        expect(isShown, path).toBe(!path.startsWith('/api/local/'))
        if (!isShown) continue
        count++
        expect(text).toContain(escaped(operation.summary))
        expect(text).toContain(escaped(theirs.paths[path]![method]!.summary))
      }
    }
    expect(count).toBeGreaterThan(140)
  }
  expect((await page('/reference', { 'accept-language': 'en' })).headers.get('location')).toBe('/api/reference?lang=en')
  expect((await page('/reference.css')).headers.get('content-type')).toContain('text/css')
})

test('the document says who may come with a key, and what comes back', async () => {
  const { body } = await call<{ paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json')
  const at = '/api/tenants/{tenant}/units'
  expect(body.paths[at]!['post']).toMatchObject({
    security: [{ key: ['unit.establish'] }, { session: [] }],
    responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Written' } } } } },
  })
  expect(JSON.stringify(body.paths[at]!['get']!.responses)).toContain('retiredOn')
  expect(body.paths['/api/tenants/{tenant}/members']!['get']!.security).toEqual([{ session: [] }])
  expect(body.paths['/api/tenants/{tenant}/boards']!['get']!.security).toEqual([{}])
  const ids = Object.values(body.paths).flatMap((one) => Object.values(one).map(({ operationId }) => operationId))
  expect(new Set(ids).size).toBe(ids.length)
})

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;')
