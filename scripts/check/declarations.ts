import { posix } from 'node:path'
import type { Finding, SourceFile } from './finding.ts'
import { isObject, loosePlaces, type Schema } from './strict.ts'

export type EventSpec = { type: string; payload?: Schema; rows?: unknown }
export type OperationSpec = { name: string; roles?: readonly string[]; input?: Schema; scope?: unknown }

/** `identifier` is the name under which `file` exports it; absent where no module does. */
export type Declared<Spec> = { file: string; identifier?: string; spec: Spec }

const EVENT_NAME = /^[a-z-]+\.[a-z-]+$/
const OPERATION_NAME = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/

/** Every kind of fact is named, strict, writes rows and stands in a test. */
export const eventFindings = (events: readonly Declared<EventSpec>[], tests: readonly SourceFile[]): Finding[] =>
  events.flatMap(({ file, spec: { type, payload, rows } }) =>
    [
      EVENT_NAME.test(type) ? '' : 'is not named module.past-participle',
      ...strictness('payload', payload),
      typeof rows === 'function' ? '' : 'has no rows',
      tests.some((test) => mentions(test.text, type)) ? '' : 'stands in no test',
    ]
      .filter((reason) => reason !== '')
      .map((reason) => ({ file, reason: `event ${type} ${reason}` }))
  )

/** Every command and query is named, strict, says who may and on which rows, and is tested. */
export const operationFindings = (
  kind: 'command' | 'query',
  operations: readonly Declared<OperationSpec>[],
  tests: readonly SourceFile[]
): Finding[] =>
  operations.flatMap(({ file, identifier, spec: { name, roles, input, scope } }) =>
    [
      OPERATION_NAME.test(name) ? '' : 'is not named module.verb',
      (roles ?? []).length > 0 ? '' : 'has no role',
      ...strictness('input', input),
      typeof scope === 'function' ? '' : 'has no scope',
      identifier === undefined ? 'is not exported' : '',
      identifier !== undefined && !tests.some((test) => imports(test, file, identifier))
        ? `is in no test (none imports ${identifier})`
        : '',
    ]
      .filter((reason) => reason !== '')
      .map((reason) => ({ file, reason: `${kind} ${name} ${reason}` }))
  )

function strictness(what: 'payload' | 'input', schema: Schema | undefined): string[] {
  if (!schema) return [`has no ${what}`]
  if (!isObject(schema)) return [`has an ${what} that is no object`.replace('an p', 'a p')]
  return loosePlaces(schema).map((place) => `has a loose object in its ${what} at ${place}`)
}

const mentions = (text: string, type: string): boolean =>
  new RegExp(`(?<![\\w.-])${type.replaceAll('.', '\\.')}(?![\\w-])`).test(text)

const NAMED_IMPORT = /import\s*\{([^}]*)\}\s*from\s*'([^']+)'/g
const NAMESPACE_IMPORT = /import\s*\*\s*as\s+(\w+)\s*from\s*'([^']+)'/g

/** A word like "record" stands in any text; imported under its name it is the command. */
function imports({ path, text }: SourceFile, file: string, identifier: string): boolean {
  const leadsTo = (specifier: string) => posix.join(posix.dirname(path), specifier) === file
  const named = [...text.matchAll(NAMED_IMPORT)].some(
    ([, names, specifier]) =>
      leadsTo(specifier!) && names!.split(',').some((name) => name.trim().split(/\s+/)[0] === identifier)
  )
  const throughNamespace = [...text.matchAll(NAMESPACE_IMPORT)].some(
    ([, namespace, specifier]) => leadsTo(specifier!) && new RegExp(`\\b${namespace}\\.${identifier}\\b`).test(text)
  )
  return named || throughNamespace
}
