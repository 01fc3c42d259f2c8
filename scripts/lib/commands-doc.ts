import { declaredCommands, declaredQueries } from '@jiceng/core/kernel/command'
import { eventTypes } from '@jiceng/core/kernel/event'
import '@jiceng/workers/http/app'
import { format, resolveConfig } from 'prettier'
import { root } from './local.ts'

export const COMMANDS_DOC = 'docs/commands.md'

type Declared = { name: string; roles: readonly string[] }
const table = (rows: readonly Declared[]): string =>
  [...rows]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, roles }) =>
        `| \`${name}\` | ${roles.includes('visitor') && roles.length > 6 ? 'everybody' : roles.join(', ')} |`
    )
    .join('\n')

/** docs/commands.md, from what the program itself declares. */
export async function commandsDoc(): Promise<string> {
  const text = `# Commands, queries, events

Made by \`node scripts/commands-doc.ts\`; the check fails when it is not up to date.

## Commands

| command | roles |
| --- | --- |
${table(declaredCommands())}

## Queries

| query | roles |
| --- | --- |
${table(declaredQueries())}

## Events

${eventTypes()
  .map(({ type, public: isPublic }) => `- \`${type}\`${isPublic ? ' (public)' : ''}`)
  .sort()
  .join('\n')}
`

  const file = `${root}${COMMANDS_DOC}`
  return format(text, { ...(await resolveConfig(file)), parser: 'markdown' })
}
