import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'

// no-restricted-syntax is one rule: a later block replaces an earlier one, so each block lists all that holds in it.

const OR_REPLACE = 'It walks past append-only triggers. Use "on conflict do update" or "do nothing".'
const orReplace = [
  'Literal[value=/\\b(or\\s+replace|replace\\s+into)\\b/i]',
  'TemplateElement[value.raw=/\\b(or\\s+replace|replace\\s+into)\\b/i]',
  'MemberExpression[property.name=/^(replaceInto|orReplace)$/]',
].map((selector) => ({ selector, message: OR_REPLACE }))

const noClass = [
  'ClassDeclaration:not([superClass.name=/^(Error|DurableObject)$/])',
  'ClassExpression:not([superClass.name=/^(Error|DurableObject)$/])',
].map((selector) => ({ selector, message: 'Functions and data. Only errors and Durable Objects are classes.' }))

const noDefaultExport = ['ExportDefaultDeclaration', "ExportSpecifier[exported.name='default']"].map((selector) => ({
  selector,
  message: 'Export by name, so that a thing is called the same everywhere.',
}))

const CTX = 'Time, ids and chance arrive in ctx.'
const pure = [
  "NewExpression[callee.name='Date'][arguments.length=0]",
  "CallExpression[callee.name='Date']",
  "MemberExpression[object.name='Date'][property.name='now']",
  "MemberExpression[object.name='Math'][property.name='random']",
  'MemberExpression[property.name=/^(randomUUID|getRandomValues)$/]',
].map((selector) => ({ selector, message: CTX }))

const PROMISING = 'fetch|goto|invalidate|invalidateAll|refreshAll|preloadData|preloadCode|applyAction|update|tick'
const floating = [
  `ExpressionStatement > CallExpression[callee.name=/^(${PROMISING})$/]`,
  "CallExpression[callee.property.name='forEach'] > ArrowFunctionExpression[async=true]",
].map((selector) => ({ selector, message: 'Await it, or say void where nobody waits.' }))

const everywhere = [...orReplace, ...noClass, ...noDefaultExport]
const coreTests = ['packages/core/src/testing*.ts', 'packages/core/src/testing/**', '**/*.test.ts']

export default ts.config(
  {
    ignores: [
      '**/node_modules/',
      '**/.svelte-kit/',
      '**/.wrangler/',
      '**/.turbo/',
      'web/src/lib/paraglide/',
      'web/project.inlang/cache/',
      '**/playwright-report/',
      '**/test-results/',
    ],
  },
  // A finding is fixed or the rule is changed here for everybody; no file argues with it in a comment.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  // Without types: the rules that need them are .oxlintrc.json's, whose checker is native.
  ts.configs.recommended,
  svelte.configs.recommended,
  {
    rules: {
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      // "_" names what a destructuring or a callback leaves out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
    },
  },
  {
    // svelte-check knows the types; promises that would get lost are known here by the names of those who return them.
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...floating],
      'no-undef': 'off',
      // src/lib/paths.ts is the one place that makes addresses.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['packages/core/src/**/*.ts'],
    ignores: coreTests,
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...pure],
      'no-restricted-globals': [
        'error',
        ...['fetch', 'setTimeout', 'setInterval', 'crypto', 'performance', 'process', 'globalThis'].map((name) => ({
          name,
          message: CTX,
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['hono', 'hono/*', '@hono/*', 'cloudflare:*', 'node:*'],
              message: 'Core runs anywhere and touches nothing: the outside stands behind a port.',
            },
          ],
        },
      ],
    },
  },
  {
    // Platforms that read the default export.
    files: ['**/*.config.{js,ts,mjs}', 'workers/src/main.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...orReplace, ...noClass] },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: { globals: { console: 'readonly', module: 'writable', process: 'readonly', URL: 'readonly' } },
  }
)
