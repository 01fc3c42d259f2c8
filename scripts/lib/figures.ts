import { mkdirSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { format, resolveConfig } from 'prettier'
import { root } from './local.ts'

export const FIGURES_DOC = 'docs/figures.md'
const FOLDER = 'docs/figures'

/** One measured number. `why`: a sentence beside a target that was missed. */
export type Figure = { name: string; value: number; unit: string; target: string; why?: string }
type Measured = Figure & { command: string; date: string; machine: string }

/** Writes what a command measured, in place of what it measured before; what others measured in the file stays. */
export async function writeFigures(file: string, command: string, figures: readonly Figure[]): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const measured = figures.map((figure): Measured => ({ ...figure, command, date, machine: machine() }))
  mkdirSync(`${root}${FOLDER}`, { recursive: true })
  const path = `${root}${FOLDER}/${file}`
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Measured[]) : []
  const others = known.filter((figure) => figure.command !== command)
  const text = await format(JSON.stringify([...measured, ...others]), {
    ...(await resolveConfig(path)),
    parser: 'json',
  })
  writeFileSync(path, text)
}

const GIGABYTE = 1024 ** 3

/** Processor and memory, never a name; a machine that others were using says so. */
function machine(): string {
  const [first, ...others] = cpus()
  const load = loadavg()[0] ?? 0
  const shared = load > 1 ? `, shared (load ${load.toFixed(1)})` : ''
  return `${others.length + 1} × ${first?.model ?? 'unknown'}, ${Math.round(totalmem() / GIGABYTE)} GB${shared}`
}

/** docs/figures.md: every figure there is, misses included. */
export async function figuresDoc(): Promise<string> {
  const files = existsSync(`${root}${FOLDER}`) ? readdirSync(`${root}${FOLDER}`).sort() : []
  const sections = files.map((file) => {
    const figures = JSON.parse(readFileSync(`${root}${FOLDER}/${file}`, 'utf8')) as Measured[]
    return `## ${file}\n\n${[...new Set(figures.map(howMeasured))].join('\n')}\n\n${tableOf(figures)}`
  })
  const text = `# Figures

Made by \`npm run figures\` from the files in \`${FOLDER}\`; the check fails when it is not up to date. A figure is measured
by the command named, or it is not here.

${sections.join('\n\n')}
`
  return format(text, { ...(await resolveConfig(`${root}${FIGURES_DOC}`)), parser: 'markdown' })
}

const howMeasured = ({ command, date, machine }: Measured): string => `\`${command}\`, ${date}, ${machine}.`

const tableOf = (figures: readonly Measured[]): string =>
  [
    '| figure | value | target | |',
    '| --- | --: | --: | --- |',
    ...figures.map(
      ({ name, value, unit, target, why }) =>
        `| \`${name}\` | ${value.toLocaleString('en')} ${unit} | ${target} | ${why ?? ''} |`
    ),
  ].join('\n')
