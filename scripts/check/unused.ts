import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Finding } from './finding.ts'

type Issue = { name: string; line?: number }
type Report = { issues: ({ file: string } & Record<string, unknown>)[] }

const KINDS: Record<string, string> = {
  files: 'nothing imports this file',
  dependencies: 'unused dependency',
  devDependencies: 'unused dev dependency',
  unlisted: 'dependency that package.json does not list',
  binaries: 'command that no dependency brings',
  unresolved: 'import that leads nowhere',
  exports: 'nobody imports this export',
  types: 'nobody imports this type',
  duplicates: 'exported twice',
}

/** Dead files, exports and dependencies, as knip.json defines them. */
export async function unusedFindings(root: string): Promise<Finding[]> {
  const knip = join(root, 'node_modules/knip/bin/knip.js')
  const { stdout, stderr } = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
    // The exit code says whether there are findings; the report says which.
    execFile(
      process.execPath,
      [knip, '--no-progress', '--reporter', 'json'],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (_, stdout, stderr) => resolve({ stdout, stderr })
    )
  })
  // A configuration file that knip loads may print lines of its own first.
  const start = stdout.indexOf('{"issues"')
  if (start === -1) return [{ file: 'knip.json', reason: `knip did not run: ${stderr.trim().replaceAll('\n', ' ')}` }]
  return reportFindings(JSON.parse(stdout.slice(start)) as Report)
}

export const reportFindings = ({ issues }: Report): Finding[] =>
  issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, found]) =>
      (Array.isArray(found) ? (found.flat() as Issue[]) : []).map(({ name, line }) => ({
        file,
        ...(line === undefined ? {} : { line }),
        reason: kind === 'files' ? KINDS['files']! : `${KINDS[kind] ?? kind}: ${name}`,
      }))
    )
  )
