import { lineAt, type Finding, type SourceFile } from './finding.ts'

export const FILE_LINES_MAX = 400

// One letter in brackets keeps these patterns from finding themselves.
const ANYWHERE: { pattern: RegExp; reason: string }[] = [
  {
    pattern: /registry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|\b(?:npm\.jsr|npm\.pkg\.github|npm\.taobao)\.\w+/g,
    reason: 'names a package registry',
  },
  { pattern: /(?<![\w.)}\]:*-])\/(?:wor[k]|hom[e]|roo[t])\//g, reason: 'names a path of one machine' },
  { pattern: /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/g, reason: 'marks unfinished work' },
  // ESLint itself ignores these in scripts; its Svelte plugin still obeys them in markup, and oxlint everywhere.
  { pattern: /\b(?:eslint|oxlint)-disabl[e]\b/g, reason: 'argues with the linter' },
]
const SKIPPED = /\b(?:describe|it|test|suite)(?:\.\w+)*\.(?:skip|only|todo|fixme)(?:If)?\s*(?:\(|\.|`)/g
/** What stands right before words only a screen reader says, and would be read as one word with them. */
const RUN_TOGETHER = /(?:\)\}|\{[\w.]+\}|<\/\w+>|[^\s>}])<span class="sr"\s*>(?!\{m\.common_)/g
/** A browser ends a paragraph before what opens: 依据 would stand below its sentence. */
const WHY_IN_PARAGRAPH = /<p\b[^>]*>(?:(?!<\/p>)[^])*?<Why\b/g
const TEST = /\.(?:test|spec)\.ts$|^web\/tests\//
const LOCK = 'package-lock.json'

/** Nothing that ties the project to one machine, nothing unfinished, no test left out, no endless file. */
export const textFindings = (files: readonly SourceFile[]): Finding[] =>
  files.flatMap((file) => {
    if (file.path === LOCK) return matches(file, /"resolved": "http[^"]*"/g, 'names a download address')
    return [
      ...ANYWHERE.flatMap(({ pattern, reason }) => matches(file, pattern, reason)),
      ...(TEST.test(file.path) ? matches(file, SKIPPED, 'leaves a test out') : []),
      ...(file.path.endsWith('.svelte')
        ? [
            ...matches(file, RUN_TOGETHER, 'runs hidden words into those before'),
            ...matches(file, WHY_IN_PARAGRAPH, 'puts what opens into a paragraph'),
          ]
        : []),
      ...tooLong(file),
    ]
  })

const matches = ({ path, text }: SourceFile, pattern: RegExp, reason: string): Finding[] =>
  [...text.matchAll(pattern)].map((match) => ({
    file: path,
    line: lineAt(text, match.index),
    reason: `${reason}: ${match[0].trim()}`,
  }))

function tooLong({ path, text }: SourceFile): Finding[] {
  const lines = text.split('\n').length - 1
  if (!/\.(ts|svelte)$/.test(path) || lines <= FILE_LINES_MAX) return []
  return [{ file: path, reason: `has ${lines} lines; ${FILE_LINES_MAX} are enough for one file` }]
}
