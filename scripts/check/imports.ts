import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import type { Finding } from './finding.ts'

const ROOMS = ['packages', 'workers', 'web', 'scripts']

/** Who imports whom, against .dependency-cruiser.cjs. */
export async function importFindings(root: string): Promise<Finding[]> {
  const options = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'))
  const tsConfig = extractTSConfig(join(root, 'scripts/check/imports.tsconfig.json'))
  const { output } = await cruise(ROOMS, { ...options, baseDir: root, validate: true }, {}, { tsConfig })
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered text: ${output}`)
  const comments = new Map((options.ruleSet?.forbidden ?? []).map((rule) => [rule.name, rule.comment ?? '']))
  return output.summary.violations.map(({ from, to, rule, cycle }) => ({
    file: from,
    reason: `imports ${cycle ? cycle.map((step) => step.name).join(' → ') : to} (${rule.name}: ${comments.get(rule.name) ?? ''})`,
  }))
}
