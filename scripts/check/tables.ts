import ts from 'typescript'
import type { Finding, SourceFile } from './finding.ts'
import type { Owners } from './migrations.ts'

/** Calls whose first argument names tables: Kysely's, and the kernel's insertMany. */
const NAMING = /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|\w+Join|\w+JoinLateral|using|insertMany)$/
const SQL = /\b(select|insert|update|delete|join)\b/i
const NAMED_IN_SQL = /\b(?:from|join|into|update)\s+["`]?(\w+)/gi

/** A module's statements name its own tables; the rest it reads through the other module's queries.ts. */
export const tableFindings = (files: readonly SourceFile[], owners: Owners): Finding[] =>
  files.flatMap((file) => {
    const module = /^packages\/core\/src\/([^/]+)\//.exec(file.path)?.[1]
    if (module === undefined || file.path.endsWith('.test.ts')) return []
    return tablesNamed(file).flatMap(({ table, line }) => {
      const owning = owners.get(table)
      // The kernel is below every module and better-auth beside them: their tables are everybody's to read.
      if (!owning || owning.has(module) || owning.has('kernel') || owning.has('auth')) return []
      return [{ file: file.path, line, reason: `names ${table}, a table of ${[...owning].join(' and ')}` }]
    })
  })

type Named = { table: string; line: number }

function tablesNamed({ path, text }: SourceFile): Named[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const found: Named[] = []
  const add = (node: ts.Node, names: readonly string[]) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    found.push(...names.map((table) => ({ table, line })))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && NAMING.test(calledName(node.expression))) {
      const argument = node.arguments[0]
      for (const one of argument && ts.isArrayLiteralExpression(argument) ? argument.elements : [argument]) {
        // "unit as u" names unit.
        if (one && ts.isStringLiteralLike(one)) add(one, [one.text.split(' ')[0]!])
      }
    }
    const sql = textOf(node)
    if (sql !== undefined && SQL.test(sql))
      add(
        node,
        [...sql.matchAll(NAMED_IN_SQL)].map((match) => match[1]!)
      )
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function calledName(callee: ts.Expression): string {
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text
  return ts.isIdentifier(callee) ? callee.text : ''
}

/** The text of a literal; what a template fills in is no name of a table. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ? ')
  }
  return undefined
}
