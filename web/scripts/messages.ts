/**
 * Compiles messages/ and fails when a text is missing. The compiler itself exits 0 and makes every text
 * `undefined` when its plugin does not load, so the result is called once per language and looked at.
 */
import { readFile } from 'node:fs/promises'
import { compile } from '@inlang/paraglide-js'
import { messagesConfig } from '../messages.config.ts'

type Texts = Record<string, string>
type Compiled = Record<string, (inputs: Texts, options: { locale: string }) => unknown>

const web = new URL('../', import.meta.url)
const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort()

async function read(locale: string): Promise<Map<string, string>> {
  const texts = JSON.parse(await readFile(new URL(`messages/${locale}.json`, web), 'utf8')) as Texts
  return new Map(Object.entries(texts).filter(([key]) => key !== '$schema'))
}

process.chdir(web.pathname)
await compile(messagesConfig)

const { m } = (await import(new URL('src/lib/paraglide/messages.js', web).href)) as { m: Compiled }
const originals = await read('zh')
const faults: string[] = []
for (const locale of ['zh', 'en']) {
  const texts = await read(locale)
  for (const key of texts.keys()) {
    if (!originals.has(key)) faults.push(`${locale}: ${key} has no Chinese original`)
  }
  for (const [key, original] of originals) {
    const names = placeholders(original)
    const inputs = Object.fromEntries(names.map((name) => [name, name]))
    if (placeholders(texts.get(key) ?? '').join() !== names.join()) {
      faults.push(`${locale}: ${key} is missing or has other placeholders than the Chinese`)
    } else if (typeof m[key]?.(inputs, { locale }) !== 'string') {
      faults.push(`${locale}: ${key} did not compile`)
    }
  }
}
for (const fault of faults) console.error(fault)
// Said outright: a timer of the compiler's store would keep the process for half a minute.
process.exit(faults.length > 0 ? 1 : 0)
