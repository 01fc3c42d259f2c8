import { fileURLToPath } from 'node:url'
import { declarationFindings } from './check/declared.ts'
import { projectFiles } from './check/files.ts'
import type { Finding, SourceFile } from './check/finding.ts'
import { importFindings } from './check/imports.ts'
import { messageFindings } from './check/messages.ts'
import { migrationFindings, ownersOf } from './check/migrations.ts'
import { declaredRoutes, routeFindings } from './check/routes.ts'
import { tableFindings } from './check/tables.ts'
import { textFindings } from './check/text.ts'
import { unusedFindings } from './check/unused.ts'
import { API_ANSWERS, apiAnswers } from './lib/api-answers.ts'
import { COMMANDS_DOC, commandsDoc } from './lib/commands-doc.ts'
import { FIGURES_DOC, figuresDoc } from './lib/figures.ts'

// The house rules that neither the type checker nor the linter knows. One line a finding.

const root = fileURLToPath(new URL('..', import.meta.url))

async function findings(): Promise<Finding[]> {
  const files = projectFiles(root)
  const migrations = files.filter(({ path }) => /^migrations\/.*\.sql$/.test(path))
  // knip is a process of its own and works beside the rest.
  const unused = unusedFindings(root)
  return [
    ...(await importFindings(root)),
    ...(await declarationFindings(root, files)),
    ...routeFindings(declaredRoutes()),
    ...(await staleDocs(files)),
    ...messages(files),
    ...migrationFindings(migrations),
    ...tableFindings(files, ownersOf(migrations)),
    ...textFindings(files),
    ...(await unused),
  ]
}

async function staleDocs(files: readonly SourceFile[]): Promise<Finding[]> {
  const made = [
    {
      file: COMMANDS_DOC,
      text: await commandsDoc(),
      reason: 'is not what the program declares: node scripts/commands-doc.ts',
    },
    {
      file: API_ANSWERS,
      text: await apiAnswers(),
      reason: 'is not what the queries answer: node scripts/api-answers.ts',
    },
    { file: FIGURES_DOC, text: await figuresDoc(), reason: 'is not what was measured: npm run figures' },
  ]
  return made
    .filter(({ file, text }) => files.find(({ path }) => path === file)?.text !== text)
    .map(({ file, reason }) => ({ file, reason }))
}

function messages(files: readonly SourceFile[]): Finding[] {
  const [original, translation] = ['zh', 'en'].map((language) =>
    files.find(({ path }) => path === `web/messages/${language}.json`)
  )
  if (!original || !translation) return [{ file: 'web/messages', reason: 'zh.json or en.json is missing' }]
  return messageFindings(original, translation)
}

const found = await findings()
for (const { file, line, reason } of found) console.log(`${file}${line === undefined ? '' : `:${line}`}  ${reason}`)
if (found.length > 0) {
  console.log(`\n${found.length} findings`)
  process.exitCode = 1
}
