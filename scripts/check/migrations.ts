import { lineAt, type Finding, type SourceFile } from './finding.ts'

const CREATE_TABLE = /\bcreate\s+(virtual\s+)?table\s+(?:if\s+not\s+exists\s+)?["`[]?(\w+)/gi
const OR_REPLACE = /\bor\s+replace\b|\breplace\s+into\b/gi

/** Comments become blanks, so that lines keep their numbers. */
const withoutComments = (sql: string): string =>
  sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))

const tablesOf = (sql: string) =>
  [...sql.matchAll(CREATE_TABLE)].map((match) => ({
    name: match[2]!,
    virtual: match[1] !== undefined,
    index: match.index,
    options: optionsOf(sql.slice(match.index)),
  }))

/** What follows the last bracket of a `create table`. */
function optionsOf(statement: string): string {
  const end = statement.indexOf(';')
  const whole = end === -1 ? statement : statement.slice(0, end)
  return whole.slice(whole.lastIndexOf(')') + 1)
}

/** Tables hold their types, and nothing walks past append-only triggers. */
export const migrationFindings = (files: readonly SourceFile[]): Finding[] =>
  files.flatMap(({ path, text }) => {
    const sql = withoutComments(text)
    return [
      ...tablesOf(sql)
        .filter((table) => !table.virtual && !/\bstrict\b/i.test(table.options))
        .map((table) => ({ file: path, line: lineAt(sql, table.index), reason: `table ${table.name} is not strict` })),
      ...[...sql.matchAll(OR_REPLACE)].map((match) => ({
        file: path,
        line: lineAt(sql, match.index),
        reason: `"${match[0]}" walks past append-only triggers`,
      })),
    ]
  })

/** Which modules own a table of this name. The two kinds of database may each have their own. */
export type Owners = ReadonlyMap<string, ReadonlySet<string>>

/** migrations/tenant/0003_people.sql belongs to people. */
export function ownersOf(files: readonly SourceFile[]): Owners {
  const owners = new Map<string, Set<string>>()
  for (const { path, text } of files) {
    const module = /\/\d+_([\w-]+)\.sql$/.exec(path)?.[1]
    if (module === undefined) continue
    for (const { name } of tablesOf(withoutComments(text))) {
      owners.set(name, (owners.get(name) ?? new Set()).add(module))
    }
  }
  return owners
}
