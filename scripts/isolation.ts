import { FILE_TYPES, prove } from '../tests/isolation/proof.ts'
import { writeFigures } from './lib/figures.ts'

// usage: node scripts/isolation.ts — every route × everybody × own, another's, another district's; then every guard
// taken away, one by one. What is wrong is printed, a sentence each.

const COMMAND = 'node scripts/isolation.ts'

const proof = await prove()
const { wrong, foreignCalls, routesWithoutPolicy, unlistedMiddlewares, unnoticed, neverPassed } = proof
const unopened = FILE_TYPES.filter((type) => !proof.fileTypes.includes(type))
for (const said of wrong) console.log(said)
for (const route of routesWithoutPolicy) console.log(`${route}: without a policy`)
for (const middleware of unlistedMiddlewares) console.log(`${middleware}: is it a guard?`)
for (const guard of unnoticed) console.log(`${guard}: nobody notices that it is gone`)
for (const route of neverPassed) console.log(`${route}: nobody passes`)
for (const type of unopened) console.log(`${type}: no such file was answered`)

await writeFigures('isolation.json', COMMAND, [
  { name: 'routes', value: proof.routes, unit: 'routes', target: 'all' },
  { name: 'probes', value: proof.probes, unit: 'requests', target: 'all' },
  { name: 'leaks', value: wrong.length, unit: 'answers that were not the right one', target: '0' },
  { name: 'foreign-database-calls', value: foreignCalls, unit: 'calls', target: '0' },
  { name: 'routes-without-policy', value: routesWithoutPolicy.length, unit: 'routes', target: '0' },
  { name: 'guards-removed', value: proof.guards, unit: 'guards, one by one', target: 'all' },
  { name: 'guards-noticed', value: proof.guards - unnoticed.length, unit: 'guards', target: `${proof.guards}` },
])
const missed = [wrong, routesWithoutPolicy, unlistedMiddlewares, unnoticed, neverPassed, unopened].some(
  ({ length }) => length > 0
)
process.exit(missed || foreignCalls > 0 ? 1 : 0)
