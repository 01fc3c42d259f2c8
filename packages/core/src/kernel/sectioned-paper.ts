import { inChinese } from './words.ts'

// A text in sections, as a page prints it and a .docx holds it: one source for both. Pure and browser-safe. It is a paper
// of the congress and stays Chinese, whatever language its reader has chosen.

export type SectionedPaper = {
  title: string
  /** Whose it is: congress, electoral district and name. */
  by: string
  /** Whom it is read to; null of what is filed. */
  to: string | null
  opening: string
  sections: Section[]
  /** Who signs, a line each; the day is written by hand. */
  signatures: string[]
  /** Set small: tables of many rows, filed and not read out. */
  isDense: boolean
}
export type Section = { title: string; parts: Part[] }
/**
 * `shares`: percent of the text's width, column by column. `lines`: empty ones, for somebody's own words about `label`.
 */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'table'; columns: string[]; rows: string[][]; shares: readonly number[] }
  | { kind: 'blank'; label: string; lines: number }

export const text = (words: string): Part => ({ kind: 'text', text: words })

/** No table where there is nothing to list. */
export const table = (columns: string[], rows: string[][], shares: readonly number[]): Part[] =>
  rows.length === 0 ? [] : [{ kind: 'table', columns, rows, shares }]

/** Sections with the numerals they are counted by. */
export const numbered = (sections: readonly Section[]): Section[] =>
  sections.map(({ title, parts }, n) => ({ title: `${inChinese(n + 1)}、${title}`, parts }))
