import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { root } from '../../scripts/lib/local.ts'

// The JavaScript a browser is sent for a page: what the page names and what that imports, each file as gzip packs it.

const FILES = `${root}web/.svelte-kit/cloudflare`

const scriptsOf = (html: string): string[] => [...html.matchAll(/_app\/immutable\/[\w./-]+\.js/g)].map(([path]) => path)

/** Static imports only: what a page asks for later is not its first load. */
const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+\.js)["']/g)].map(([, target]) =>
    new URL(target!, `file:///${path}`).pathname.slice(1)
  )

export function scriptBytes(html: string): number {
  const waiting = scriptsOf(html)
  const seen = new Set<string>()
  let bytes = 0
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const text = readFileSync(`${FILES}/${path}`, 'utf8')
    bytes += gzipSync(text).length
    waiting.push(...importsOf(path, text))
  }
  return bytes + inlineBytes(html)
}

/** Scripts that stand in the page itself. */
const inlineBytes = (html: string): number => {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text!)
  return scripts.join('').trim() === '' ? 0 : gzipSync(scripts.join('\n')).length
}
