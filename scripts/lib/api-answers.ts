import { dirname, join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { root } from './local.ts'

export const API_ANSWERS = 'workers/src/reference/answers.json'

type Schema = { [key: string]: unknown }

/** What every query answers, as JSON Schema: read from the types, so that the reference cannot drift from the code. */
export async function apiAnswers(): Promise<string> {
  const config = join(root, 'tsconfig.workers.json')
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    dirname(config)
  )
  const program = ts.createProgram(
    fileNames.filter((name) => name.endsWith('/src/http/app.ts')),
    { ...options, noEmit: true }
  )
  const checker = program.getTypeChecker()
  const answers = new Map<string, Schema>()
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.includes('/packages/core/src/')) continue
    const visit = (node: ts.Node): void => {
      const name = queryNamed(node)
      if (name !== null) answers.set(name, schemaOf(answerType(node, checker), checker, node))
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  const sorted = Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1)))
  const file = `${root}${API_ANSWERS}`
  return format(JSON.stringify(sorted), { ...(await resolveConfig(file)), parser: 'json' })
}

/** `query({ name: 'unit.list', … })`: "unit.list". */
function queryNamed(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'query') return null
  const [spec] = node.arguments
  if (!spec || !ts.isObjectLiteralExpression(spec)) return null
  const name = spec.properties.find((one) => one.name?.getText() === 'name')
  return name && ts.isPropertyAssignment(name) && ts.isStringLiteral(name.initializer) ? name.initializer.text : null
}

/** The `value` of the good one of the two results of `answer`. */
function answerType(node: ts.Node, checker: ts.TypeChecker): ts.Type {
  const answer = checker.getTypeAtLocation(node).getProperty('answer')!
  const [signature] = checker.getTypeOfSymbolAtLocation(answer, node).getCallSignatures()
  const result = signature!.getReturnType()
  for (const one of result.isUnion() ? result.types : [result]) {
    const value = one.getProperty('value')
    if (value) return checker.getTypeOfSymbolAtLocation(value, node)
  }
  throw new Error(`no answer at ${node.getSourceFile().fileName}`)
}

/** Deeper than any answer; what is deeper goes in circles. */
const DEPTH_MAX = 8

function schemaOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, depth = 0): Schema {
  const within = (inner: ts.Type) => schemaOf(inner, checker, at, depth + 1)
  if (depth > DEPTH_MAX) return {}
  if (type.isUnion()) return unionOf(type, within)
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
  if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' }
  if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
  if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
  const items = checker.isArrayLikeType(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined
  if (items) return { type: 'array', items: within(items) }
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return {}
  return objectOf(type, checker, at, within)
}

function unionOf(type: ts.UnionType, within: (inner: ts.Type) => Schema): Schema {
  const parts = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined))
  const isLiteral = (one: ts.Type): one is ts.StringLiteralType | ts.NumberLiteralType =>
    one.isStringLiteral() || one.isNumberLiteral()
  const literals = parts.filter(isLiteral)
  const booleans = parts.some((one) => one.flags & ts.TypeFlags.BooleanLike)
  const rest = parts.filter((one) => !isLiteral(one) && !(one.flags & ts.TypeFlags.BooleanLike))
  const schemas: Schema[] = [
    ...(literals.length > 0 ? [{ enum: literals.map(({ value }) => value) }] : []),
    ...(booleans ? [{ type: 'boolean' }] : []),
    ...rest.map(within),
  ]
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  const ordered = [
    ...different.filter((one) => one['type'] !== 'null'),
    ...different.filter((one) => one['type'] === 'null'),
  ]
  return ordered.length === 1 ? ordered[0]! : { anyOf: ordered }
}

function objectOf(type: ts.Type, checker: ts.TypeChecker, at: ts.Node, within: (inner: ts.Type) => Schema): Schema {
  const properties = checker.getPropertiesOfType(type)
  const values = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  const optional = (one: ts.Symbol) => (one.flags & ts.SymbolFlags.Optional) !== 0
  return {
    type: 'object',
    properties: Object.fromEntries(
      properties.map((one) => [one.name, within(checker.getTypeOfSymbolAtLocation(one, at))])
    ),
    required: properties.filter((one) => !optional(one)).map(({ name }) => name),
    ...(values ? { additionalProperties: within(values) } : {}),
  }
}
