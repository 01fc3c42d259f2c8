import { writeFileSync } from 'node:fs'
import { FIGURES_DOC, figuresDoc } from './lib/figures.ts'
import { root } from './lib/local.ts'

// usage: npm run figures
writeFileSync(`${root}${FIGURES_DOC}`, await figuresDoc())
