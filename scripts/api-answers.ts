import { writeFileSync } from 'node:fs'
import { API_ANSWERS, apiAnswers } from './lib/api-answers.ts'
import { root } from './lib/local.ts'

// usage: node scripts/api-answers.ts
writeFileSync(`${root}${API_ANSWERS}`, await apiAnswers())
