import type { Finding, SourceFile } from './finding.ts'

type Message = { text: string; placeholders: string }

/** Chinese is the original, and the other language says all of it. */
export function messageFindings(original: SourceFile, translation: SourceFile): Finding[] {
  const from = messages(original)
  const to = messages(translation)
  return [
    ...missing(original.path, from, to),
    ...missing(translation.path, to, from),
    ...empty(original.path, from),
    ...empty(translation.path, to),
    ...[...from].flatMap(([key, message]) => {
      const translated = to.get(key)
      if (!translated || translated.placeholders === message.placeholders) return []
      return [
        {
          file: translation.path,
          reason: `${key} has the placeholders "${translated.placeholders}", the original "${message.placeholders}"`,
        },
      ]
    }),
  ]
}

const missing = (file: string, here: Map<string, Message>, there: Map<string, Message>): Finding[] =>
  [...there.keys()].filter((key) => !here.has(key)).map((key) => ({ file, reason: `${key} is missing` }))

const empty = (file: string, here: Map<string, Message>): Finding[] =>
  [...here].filter(([, { text }]) => text.trim() === '').map(([key]) => ({ file, reason: `${key} is empty` }))

function messages({ text }: SourceFile): Map<string, Message> {
  const { $schema: _, ...entries } = JSON.parse(text) as Record<string, unknown>
  return new Map(Object.entries(entries).flatMap(([key, value]) => flat(key, value)))
}

/** A message is a text, or a list of variants by plural; groups of messages may be nested. */
function flat(key: string, value: unknown): [string, Message][] {
  if (typeof value === 'string') return [[key, { text: value, placeholders: placeholders([value]) }]]
  if (Array.isArray(value)) {
    const variants = value.flatMap((one: { match?: Record<string, string> }) => Object.values(one.match ?? {}))
    // One empty variant makes the message empty.
    const text = variants.some((variant) => variant.trim() === '') ? '' : variants.join('\n')
    return [[key, { text, placeholders: placeholders(variants) }]]
  }
  return Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) => flat(`${key}.${name}`, inner))
}

const placeholders = (texts: readonly string[]): string =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\s*([^{}\s]+)\s*\}/g)].map((match) => match[1]!)))]
    .sort()
    .join(' ')
