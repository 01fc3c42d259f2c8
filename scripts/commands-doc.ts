import { writeFileSync } from 'node:fs'
import { COMMANDS_DOC, commandsDoc } from './lib/commands-doc.ts'
import { root } from './lib/local.ts'

// usage: node scripts/commands-doc.ts
writeFileSync(`${root}${COMMANDS_DOC}`, await commandsDoc())
