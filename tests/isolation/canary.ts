import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

// A canary is a word of sixteen letters that stands in one place of one district and nowhere else. Where it is read
// outside that district, something has leaked.

const LETTERS = 16
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz'

/** Words that are new each time and the same in every run. */
export function wordsOf(district: string): { next(): string; all: ReadonlySet<string> } {
  const all = new Set<string>()
  const next = () => {
    const bytes = createHash('sha256').update(`${district} ${all.size}`).digest()
    const word = [...bytes.subarray(0, LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
    all.add(word)
    return word
  }
  return { next, all }
}

type Words = ReturnType<typeof wordsOf>
type Column = { name: string; type: string }

/** Columns of a closed set of values, where no word may stand: the check says which. */
const isClosed = (tableSql: string, column: string): boolean =>
  new RegExp(`\\b${column} text[^,]*check \\(${column} in \\(`).test(tableSql)

const firstOf = (tableSql: string, column: string): string =>
  new RegExp(`\\b${column} text[^,]*check \\(${column} in \\('([^']+)'`).exec(tableSql)![1]!

/** Holds no row ever: inserting one makes its batch fail. */
const WITHOUT_ROWS = ['assertion']

/**
 * Puts a canary into every text column that seeding left without one, rows where a table has none. Answers the columns
 * that can hold none because their values are a closed set.
 */
export function fillWithCanaries(database: DatabaseSync, words: Words): string[] {
  database.exec('pragma foreign_keys = off')
  const tables = database
    .prepare(`select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite%'`)
    .all() as { name: string; sql: string }[]
  const triggers = database.prepare(`select name, sql from sqlite_schema where type = 'trigger'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of triggers) database.exec(`drop trigger "${name}"`)
  const closed: string[] = []
  for (const { name, sql } of tables.filter((table) => !WITHOUT_ROWS.includes(table.name))) {
    const columns = database.prepare(`select name, type from pragma_table_info(?)`).all(name) as Column[]
    const isEmpty = database.prepare(`select 1 from "${name}" limit 1`).get() === undefined
    if (isEmpty) insertRow(database, name, sql, columns, words)
    for (const column of columns.filter(({ type }) => type === 'TEXT')) {
      if (isClosed(sql, column.name)) closed.push(`${name}.${column.name}`)
      else if (!holdsCanary(database, name, column.name, words)) fillColumn(database, name, sql, column.name, words)
    }
  }
  for (const { sql } of triggers) database.exec(sql)
  database.exec('pragma foreign_keys = on')
  return closed
}

/** The word in the shape the column's own check asks for. */
function shaped(sql: string, column: string, word: string): string {
  if (new RegExp(`json_valid\\(${column}\\)`).test(sql)) return JSON.stringify(word)
  if (new RegExp(`length\\(${column}\\) = 64`).test(sql)) return word.repeat(4)
  return word
}

function insertRow(database: DatabaseSync, table: string, sql: string, columns: Column[], words: Words): void {
  const values = columns.map(({ name, type }) => {
    if (type !== 'TEXT') return 1
    return isClosed(sql, name) ? firstOf(sql, name) : shaped(sql, name, words.next())
  })
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  database.prepare(`insert into "${table}" (${names}) values (${values.map(() => '?').join(', ')})`).run(...values)
}

const holdsCanary = (database: DatabaseSync, table: string, column: string, words: Words): boolean =>
  (database.prepare(`select "${column}" as value from "${table}"`).all() as { value: string | null }[]).some(
    ({ value }) => canariesIn(value ?? '', words.all).length > 0
  )

/** Into one row: the others go on to mean something. */
function fillColumn(database: DatabaseSync, table: string, sql: string, column: string, words: Words): void {
  const [row] = database.prepare(`select * from "${table}" limit 1`).all() as Record<string, string | number | null>[]
  const known = Object.entries(row!)
  const where = known.map(([name, value]) => `"${name}" ${value === null ? 'is null' : '= ?'}`).join(' and ')
  const values = known.flatMap(([, value]) => (value === null ? [] : [value]))
  const update = database.prepare(`update "${table}" set "${column}" = ? where ${where}`)
  const word = shaped(sql, column, words.next())
  // A day that has to come before another, or after it: a digit stands before every letter, "zz" behind most words.
  for (const tried of [word, `0${word}`, `zz${word}`]) {
    try {
      update.run(tried, ...values)
      return
    } catch (error) {
      if (tried.startsWith('zz')) throw error
    }
  }
}

const RUN = new RegExp(`[a-z]{${LETTERS},}`, 'g')

/** The canaries that stand in a text, also inside longer runs of letters. */
export function canariesIn(text: string, canaries: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (const [run] of text.matchAll(RUN)) {
    for (let at = 0; at + LETTERS <= run.length; at++) {
      const word = run.slice(at, at + LETTERS)
      if (canaries.has(word)) found.push(word)
    }
  }
  return found
}
