import { MAIN_JOB, mainJob } from './lib/main-job.ts'

// The main job through the public api alone: a unit, its deputies, entries, a reversal, an activity, closing, the board.
// The district's self-check has to be 0 working days, which a person sets; the keys are two people's.

const [origin, slug, clerk, publisher] = process.argv.slice(2)
if (!origin || !slug || !clerk || !publisher) {
  console.error(`usage: node scripts/main-job-by-api.ts ORIGIN DISTRICT KEY ANOTHER-PERSONS-KEY
  KEY may:                  ${MAIN_JOB.clerk.join(', ')}
  ANOTHER-PERSONS-KEY may:  ${MAIN_JOB.publisher.join(', ')}`)
  process.exit(2)
}

const say = (line: string) => console.log(line)
const { rows } = await mainJob({ origin, slug, keys: { clerk, publisher }, fetch, say })
console.table(rows.map(([name, hundredths = 0]) => ({ name, points: hundredths / 100 })))
