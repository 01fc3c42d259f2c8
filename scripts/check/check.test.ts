import { describe, expect, test } from 'vitest'
import { eventFindings, operationFindings, type EventSpec, type OperationSpec } from './declarations.ts'
import type { Finding, SourceFile } from './finding.ts'
import { messageFindings } from './messages.ts'
import { migrationFindings, ownersOf } from './migrations.ts'
import { routeFindings } from './routes.ts'
import type { Schema } from './strict.ts'
import { tableFindings } from './tables.ts'
import { FILE_LINES_MAX, textFindings } from './text.ts'
import { reportFindings } from './unused.ts'

const reasons = (findings: readonly Finding[]) => findings.map((finding) => finding.reason)
const file = (path: string, text: string): SourceFile => ({ path, text })

// Samples of what is forbidden are put together here, so that they are not found in this file.
const glue = (...pieces: string[]) => pieces.join('')

const text: Schema = { def: { type: 'string' } }
const strict = (shape: Record<string, Schema>): Schema => ({
  def: { type: 'object', shape, catchall: { def: { type: 'never' } } },
})
const loose: Schema = { def: { type: 'object', shape: { note: text } } }

describe('events', () => {
  const tests = [file('packages/core/src/points/points.test.ts', "test('points.recorded: adds a row')")]
  const check = (spec: EventSpec) => reasons(eventFindings([{ file: 'events.ts', spec }], tests))
  const good = { type: 'points.recorded', payload: strict({ id: text }), rows: () => [] }

  test('a named, strict, tested event with rows passes', () => expect(check(good)).toEqual([]))
  test('a name has two parts', () =>
    expect(check({ ...good, type: 'Recorded' })[0]).toContain('is not named module.past-participle'))
  test('a payload lets no unknown key in, at any depth', () => {
    expect(check({ ...good, payload: loose })).toEqual(['event points.recorded has a loose object in its payload at /'])
    const nested = strict({ items: { def: { type: 'array', element: loose } } })
    expect(check({ ...good, payload: nested })[0]).toContain('/items')
    expect(check({ ...good, payload: text })[0]).toContain('is no object')
    expect(check({ type: good.type, rows: good.rows })[0]).toContain('has no payload')
  })
  test('an event without rows is found', () => expect(check({ ...good, rows: undefined })[0]).toContain('has no rows'))
  test('a longer name in a test is another event', () =>
    expect(check({ ...good, type: 'points.record' })).toEqual(['event points.record stands in no test']))
})

describe('commands and queries', () => {
  const declaring = 'packages/core/src/points/commands.ts'
  const tests = [
    file('packages/core/src/points/points.test.ts', "import { record as add } from './commands.ts'"),
    file('packages/core/src/board/board.test.ts', "import * as points from '../points/commands.ts'\npoints.reverse"),
  ]
  const good = { name: 'points.record', roles: ['deputy'], input: strict({}), scope: () => true }
  const check = (spec: OperationSpec, identifier?: string) =>
    reasons(
      operationFindings(
        'command',
        [{ file: declaring, ...(identifier === undefined ? {} : { identifier }), spec }],
        tests
      )
    )

  test('a named, strict, scoped and tested command passes', () => {
    expect(check(good, 'record')).toEqual([])
    expect(check(good, 'reverse')).toEqual([])
  })
  test('a name is module.verb', () => expect(check({ ...good, name: 'record' }, 'record')).toHaveLength(1))
  test('somebody may run it', () => expect(check({ ...good, roles: [] }, 'record')[0]).toContain('has no role'))
  test('its input is strict', () => expect(check({ ...good, input: loose }, 'record')[0]).toContain('input at /'))
  test('a scope is a function', () => {
    expect(check({ ...good, scope: undefined }, 'record')[0]).toContain('has no scope')
    expect(check({ ...good, scope: 'all' }, 'record')[0]).toContain('has no scope')
  })
  test('a test imports it', () => expect(check(good, 'publish')[0]).toContain('none imports publish'))
  test('a module exports it', () => expect(check(good)[0]).toContain('is not exported'))
})

describe('routes', () => {
  const good = { method: 'GET', path: '/boards', policy: 'board.list', summary: 'Published boards' }
  test('a route with policy and summary passes', () => expect(routeFindings([good])).toEqual([]))
  test('a route without them is found', () =>
    expect(reasons(routeFindings([{ ...good, policy: '', summary: ' ' }]))).toEqual([
      'GET /boards has no policy',
      'GET /boards has no summary',
    ]))
})

describe('messages', () => {
  const zh = { $schema: 'x', hello: '你好，{name}', count: '{count}件' }
  const en = {
    $schema: 'y',
    hello: 'Hello {name}',
    count: [{ match: { 'n=one': 'one ({count})', 'n=other': '{count}' } }],
  }
  const check = (translation: Record<string, unknown>) =>
    reasons(messageFindings(file('zh.json', JSON.stringify(zh)), file('en.json', JSON.stringify(translation))))

  test('the same keys with the same placeholders pass', () => expect(check(en)).toEqual([]))
  test('a missing and an extra key are found', () => {
    const { hello: _, ...rest } = en
    expect(check(rest)).toEqual(['hello is missing'])
    expect(check({ ...en, bye: 'Bye' })).toEqual(['bye is missing'])
  })
  test('an empty text is found', () => expect(check({ ...en, hello: ' ' })).toContain('hello is empty'))
  test('another placeholder is found', () =>
    expect(check({ ...en, hello: 'Hello {user}' })).toEqual(['hello has the placeholders "user", the original "name"']))
})

describe('migrations', () => {
  const check = (sql: string) => reasons(migrationFindings([file('migrations/tenant/0001_kernel.sql', sql)]))
  test('strict tables pass, also with a bracket inside and a comment', () =>
    expect(
      check(glue('create table a (id text check (id in (1, 2))) strict, without rowid; -- ', 'or ', 'replace'))
    ).toEqual([]))
  test('a table that is not strict is found', () =>
    expect(check('create table a (id text);\ncreate table b (id text) strict;')).toEqual(['table a is not strict']))
  test('replacing is found', () =>
    expect(check(glue('insert or ', 'replace ', 'into a values (1);'))[0]).toContain('append-only triggers'))
})

describe('tables', () => {
  const owners = ownersOf([
    file('migrations/tenant/0003_people.sql', 'create table unit (id text) strict;'),
    file('migrations/tenant/0005_board.sql', 'create table board_revision (id text) strict;'),
  ])
  const check = (code: string, path = 'packages/core/src/board/queries.ts') =>
    reasons(tableFindings([file(path, code)], owners))

  test('own tables, common table expressions and prose pass', () => {
    expect(check("db.selectFrom('board_revision')")).toEqual([])
    expect(check('const s = `with unit_list as (select 1) select * from unit_list join json_each(?)`')).toEqual([])
    expect(check("const title = 'a deputy from unit 3'")).toEqual([])
  })
  test('a table of another module is found in Kysely and in SQL', () => {
    const found = ['names unit, a table of people']
    expect(check("db.selectFrom('unit as u')")).toEqual(found)
    expect(check("db.selectFrom(['unit', 'board_revision'])")).toEqual(found)
    expect(check("q.leftJoin('unit', 'a', 'b')")).toEqual(found)
    expect(check("insertMany('unit', [])")).toEqual(found)
    expect(check('const s = `select ${x} from board_revision join unit on ${y}`')).toEqual(found)
  })
  test('tests may look anywhere', () =>
    expect(check("db.selectFrom('unit')", 'packages/core/src/board/board.test.ts')).toEqual([]))
})

describe('texts', () => {
  const check = (content: string, path = 'docs/a.md') => reasons(textFindings([file(path, content)]))

  test('plain text and addresses of the product pass', () => {
    expect(check('See https://example.org/work/1 and ./home/page, docs/root/a.md')).toEqual([])
    expect(check("test('a', run)", 'a.test.ts')).toEqual([])
  })
  test('a package registry is found', () => expect(check(glue('https://registry.', 'npmjs.org/x'))).toHaveLength(1))
  test('a path of one machine is found', () => {
    expect(check(glue("'/wo", "rk/main'"))).toHaveLength(1)
    expect(check(glue('file:///ho', 'me/me'))).toHaveLength(1)
  })
  test('unfinished work is found', () => expect(check(glue('// TO', 'DO later'))).toHaveLength(1))
  test('an argument with the linter is found', () =>
    expect(check(glue('<!-- eslint-', 'disable svelte/no-at-html-tags -->'), 'a.svelte')).toHaveLength(1))
  test('a test left out is found, in tests only', () => {
    const skipped = glue('test.sk', "ip('a', run)")
    expect(check(skipped, 'a.test.ts')).toHaveLength(1)
    expect(check(glue('describe.on', "ly.each([])('a', run)"), 'web/tests/a.ts')).toHaveLength(1)
    expect(check(skipped, 'a.ts')).toEqual([])
  })
  test('a download address in the lock file is found', () => {
    expect(check('{ "version": "1.0.0" }', 'package-lock.json')).toEqual([])
    expect(check('{ "resolved": "https://a/b.tgz" }', 'package-lock.json')).toHaveLength(1)
  })
  test('hidden words that run into those before them are found', () => {
    for (const runs of ['{m.end()}', '{row.name}', '{a ? m.b() : m.c()}', '<b>{name}</b>', '结束']) {
      expect(check(`<a>${runs}<span class="sr">{name}</span></a>`, 'a.svelte')).toHaveLength(1)
      expect(check(`<a>${runs}\n  <span class="sr">{name}</span></a>`, 'a.svelte')).toEqual([])
    }
    // The compiler drops a space at the beginning of an element; punctuation of its own parts as well.
    expect(check('<a>{m.end()}<span class="sr"> {name}</span></a>', 'a.svelte')).toHaveLength(1)
    expect(check('<a>{m.end()}<span class="sr"\n>{m.common_colon()}{name}</span></a>', 'a.svelte')).toEqual([])
    expect(check('<th>{#if a}<p></p>{:else}<span class="sr">{name}</span>{/if}</th>', 'a.svelte')).toEqual([])
  })
  test('what opens is no part of a paragraph', () => {
    expect(check('<p class="meta">{m.text()}\n  <Why {because} /></p>', 'a.svelte')).toHaveLength(1)
    expect(check('<p>{m.text()}</p><div>{m.text()} <Why {because} /></div>', 'a.svelte')).toEqual([])
  })
  test('a file has a length', () => {
    expect(check('a\n'.repeat(FILE_LINES_MAX), 'a.ts')).toEqual([])
    expect(check('a\n'.repeat(FILE_LINES_MAX + 1), 'a.svelte')).toHaveLength(1)
    expect(check('a\n'.repeat(FILE_LINES_MAX + 1), 'a.md')).toEqual([])
  })
})

describe('dead code', () => {
  test('a clean report has no findings', () => expect(reportFindings({ issues: [] })).toEqual([]))
  test('each issue is one line with its place', () =>
    expect(
      reportFindings({ issues: [{ file: 'a.ts', exports: [{ name: 'b', line: 3 }], files: [], types: [] }] })
    ).toEqual([{ file: 'a.ts', line: 3, reason: 'nobody imports this export: b' }]))
})
