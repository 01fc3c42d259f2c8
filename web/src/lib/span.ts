import { isTerm } from '@jiceng/core/annual-board/rules'
import { termName } from '@jiceng/core/term/rules'
import { m } from './paraglide/messages.js'
import { inWords, levelName } from './words.ts'

// What an annual board is of, in words: a year, or a term, by its number or, where the townships' differ, by its years.

type Span = { year: string; ordinal: number | null }

export function spanName({ year, ordinal }: Span): string {
  if (!isTerm(year)) return m.annual_year({ year })
  if (ordinal !== null) return inWords(termName(ordinal))
  return m.termboard_years({ from: year.slice(0, 4), until: year.slice(-4) })
}

export const spanTitle = ({ level, ...span }: Span & { level: string }): string =>
  isTerm(span.year)
    ? m.termboard_title({ term: spanName(span), level: levelName(level) })
    : m.annual_title({ year: span.year, level: levelName(level) })
