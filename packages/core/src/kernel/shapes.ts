import * as z from 'zod'
import type { Words } from './words.ts'

// The small shapes every input is made of. Browser-safe.

/** A refinement whose refusal is said in both languages. */
export const said = (words: Words) => ({ params: { words } })

// Characters one cannot see make two names look alike, turn text around or end it early.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const UNSEEN_BUT_LINES = /[\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]|(?![\n\r\t])\p{Cc}/u

const unseen = said({ zh: '含有看不见的字符', en: 'It has characters that cannot be seen' })

/** One line of text, trimmed and in NFC, at most `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .normalize()
    .min(1)
    .max(max)
    .refine((text) => !UNSEEN.test(text), unseen)

/** Free text of a person: any language and script, shown as text only. */
export const freeText = (max: number) =>
  z
    .string()
    .trim()
    .normalize()
    .max(max)
    .refine((text) => !UNSEEN_BUT_LINES.test(text), unseen)

/** UUIDv7 of the caller; ids the system makes carry a prefix that this shape refuses. */
export const commandId = z.uuidv7()

/** Id of a row: a commandId, or one the system made. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9:/-]{0,99}$/)

/** Crockford's base 32: no I, L, O or U, so nothing is mistaken for a digit. */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const CODE_LENGTH = 12

const plainCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** A one-time code of a letter or slip as it was typed: with or without gaps, in either case. */
export const oneTimeCode = z
  .string()
  .max(40)
  .transform(plainCode)
  .refine(
    (code) => code.length === CODE_LENGTH && [...code].every((letter) => CODE_LETTERS.includes(letter)),
    said({ zh: '一次性码是12个字母和数字', en: 'A one-time code has 12 letters and digits' })
  )

/** Name of a person. Rare Han characters, Latin letters and the middle dot of minority names are letters here. */
export const personName = line(50).regex(/^(?=.*\p{L})[\p{L}\p{M}·•.' -]+$/u)

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Calendar day "2026-09-30" between 1949 and 2100 that exists. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(
    (text) => {
      const [year, month, date] = text.split('-').map(Number) as [number, number, number]
      const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      const length = month === 2 && !leap ? 28 : (DAYS[month - 1] ?? 0)
      return year >= 1949 && year <= 2100 && date >= 1 && date <= length
    },
    said({ zh: '没有这一天，或不在1949年至2100年之间', en: 'No such day, or not between 1949 and 2100' })
  )

/** Of a history, newest first: the place in the district's events at which the page before ended. */
export const historyBefore = z.coerce.number().int().min(1).optional()

/** "2026Q3". */
export const quarter = z.string().regex(/^20\d\dQ[1-4]$/)
