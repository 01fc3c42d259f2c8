// Who may import whom: the table of docs/architecture.md.

const TEST = '(\\.test\\.ts$)|(^packages/core/src/testing)'
const MODULE = '^packages/core/src/([^/]+)/'

/** Paths of npm packages after symlinks are resolved. */
const npm = (...names) => `node_modules/(${names.join('|')})/`

const CORE_PACKAGES = npm('zod', 'kysely', '@noble/hashes', '@internationalized/date')

const SCHEMA = ['^packages/core/src/schema\\.ts$', '^packages/core/src/[^/]+/schema\\.ts$']

/** Arithmetic of its own page: rules.ts, or one subject of it (`minimum-rules.ts`). */
const RULES = '^packages/core/src/[^/]+/[a-z-]*rules\\.ts$'

/** What a browser may load of core: words, shapes and arithmetic, no statements. */
const BROWSER_SAFE = [...SCHEMA, RULES, '^packages/core/src/kernel/(words|shapes|roles|calendar|paper-words)\\.ts$']

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere would pass every other rule unseen.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^(@jiceng/|\\.)', pathNot: '\\$types|paraglide' },
    },
    {
      name: 'kernel',
      comment: 'The kernel imports zod, kysely, @noble/hashes and @internationalized/date only.',
      severity: 'error',
      from: { path: '^packages/core/src/kernel/', pathNot: TEST },
      to: { pathNot: ['^packages/core/src/kernel/', CORE_PACKAGES] },
    },
    {
      name: 'schema',
      comment: 'Words are browser-safe: a schema imports zod, kernel/shapes, kernel/words and other schemas only.',
      severity: 'error',
      from: { path: SCHEMA },
      to: {
        pathNot: [...SCHEMA, '^packages/core/src/kernel/(words|shapes|roles)\\.ts$', npm('zod')],
      },
    },
    {
      name: 'rules',
      comment: 'Arithmetic is explained on screen too, so a file of rules imports only what a browser may load.',
      severity: 'error',
      from: { path: RULES },
      to: { pathNot: [...BROWSER_SAFE, npm('@internationalized/date')] },
    },
    {
      name: 'module',
      comment:
        'A module imports itself, the kernel, and the schema, events, queries, rules, checks and erase of others.',
      severity: 'error',
      from: { path: MODULE, pathNot: [TEST, '^packages/core/src/kernel/'] },
      to: {
        pathNot: [
          '^packages/core/src/$1/',
          '^packages/core/src/kernel/',
          // Commands have a rule of their own, with a reason of its own.
          '^packages/core/src/[^/]+/(schema|events|queries|[a-z-]*rules|checks|erase|commands)\\.ts$',
          CORE_PACKAGES,
        ],
      },
    },
    {
      name: 'commands-are-private',
      comment: 'Modules meet in schema, events, queries and reactions.ts; a command never calls a command.',
      severity: 'error',
      from: { path: MODULE, pathNot: TEST },
      to: { path: '^packages/core/src/[^/]+/commands\\.ts$', pathNot: '^packages/core/src/$1/' },
    },
    {
      name: 'commands-for-reactions',
      comment: 'Beside the modules, only reactions.ts may import commands.',
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+\\.ts$', pathNot: [TEST, '^packages/core/src/reactions\\.ts$'] },
      to: { path: '^packages/core/src/[^/]+/commands\\.ts$' },
    },
    {
      name: 'core-root',
      comment: 'Core imports neither a door nor a platform.',
      severity: 'error',
      from: { path: '^packages/core/src/[^/]+\\.ts$', pathNot: TEST },
      to: { pathNot: ['^packages/core/src/', CORE_PACKAGES] },
    },
    {
      name: 'workers',
      comment:
        'The api imports core, the writing of spreadsheets and calendars, hono, better-auth, zod and the platform only.',
      severity: 'error',
      from: { path: '^workers/src/', pathNot: TEST },
      to: {
        pathNot: [
          '^workers/src/',
          '^packages/(core|spreadsheet)/src/',
          '^cloudflare:',
          '^(node:)?crypto$', // scrypt: the platform's own hashing of passwords
          npm('hono', '@hono/[^/]+', 'better-auth', '@better-auth/[^/]+', 'zod', '@cloudflare/workers-types'),
          npm('standardwebhooks'), // signs what is sent to recipients
          npm('hucre', 'papaparse'), // spreadsheets and CSV, behind the port
          npm('ical-generator'), // calendars that programs subscribe to
          npm('docx', 'uqr'), // letters, and the codes printed on them
        ],
      },
    },
    {
      name: 'spreadsheet',
      comment: 'Writing a spreadsheet knows cells and nothing of what they say.',
      severity: 'error',
      from: { path: '^packages/spreadsheet/src/' },
      to: { pathNot: ['^packages/spreadsheet/src/', npm('hucre', 'papaparse')] },
    },
    {
      name: 'no-testing-outside-tests',
      comment: 'Test helpers do not ship.',
      severity: 'error',
      from: { path: '^(packages/core|workers|web)/src/', pathNot: TEST },
      to: { path: '^packages/core/src/testing' },
    },
    {
      name: 'web-core',
      comment:
        'A page loads schemas, rules, words, shapes and the calendar of core; of the rest it may know the types.',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '^packages/core/src/', pathNot: BROWSER_SAFE, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-workers',
      comment: 'Pages know the api by its types and reach it through the service binding.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^workers/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.svelte-kit|\\.wrangler|\\.turbo|paraglide)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'scripts/check/imports.tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'svelte', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
