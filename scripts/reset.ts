import { rmSync } from 'node:fs'
import { root, STATE } from './lib/local.ts'

// Throws the local data away; the next `npm start` makes it anew.
rmSync(`${root}${STATE}`, { recursive: true, force: true })
console.log('Local data removed. `npm start` begins with the demo again.')
