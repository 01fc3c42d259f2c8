import type * as z from 'zod'
import { addDays } from '../kernel/calendar.ts'
import { day as dayShape, personName, line, freeText } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'
import { changeContact, registerRecipient } from '../recipient/schema.ts'

// What stands in a cell, as people write it: full-width digits, 2026年9月30日, 20260930, "3.50".

export type Parsed<T> = { ok: true; value: T } | { ok: false; words: Words }

const good = <T>(value: T): Parsed<T> => ({ ok: true, value })
const bad = (zh: string, en: string): Parsed<never> => ({ ok: false, words: { zh, en } })

/** Compatibility forms (full-width digits and letters) as plain ones. */
const plain = (text: string): string => text.normalize('NFKC').trim()

const DAY = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
// A day formatted as a number: days since 30 December 1899 (the 1900 system after its false leap day).
const SERIAL = /^\d{5}$/
const SERIAL_START = '1899-12-30'

export function day(text: string): Parsed<string> {
  const written = plain(text)
  const parts = DAY.exec(written) ?? COMPACT.exec(written)
  const on = parts
    ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`
    : SERIAL.test(written)
      ? addDays(SERIAL_START, Number(written))
      : null
  if (on === null) return bad('不是日期，请写成2026-09-30', 'Not a day: write it as 2026-09-30')
  return dayShape.safeParse(on).success
    ? good(on)
    : bad('没有这一天，或不在1949年至2100年之间', 'No such day, or not between 1949 and 2100')
}

export function quarter(text: string): Parsed<string> {
  const found = /^(20\d\d)\s*(?:年\s*第?|-|\/)?\s*Q?([1-4一二三四])\s*(?:季度)?$/i.exec(plain(text))
  if (!found) return bad('不是季度，请写成2026Q3', 'Not a quarter: write it as 2026Q3')
  const number = '一二三四'.indexOf(found[2]!) + 1 || Number(found[2])
  return good(`${found[1]}Q${number}`)
}

/** "2.5" → 250. */
export function hundredths(text: string): Parsed<number> {
  const found = /^([-−+]?)(\d{1,4})(?:\.(\d{1,2})0*)?$/.exec(plain(text))
  if (!found) return bad('不是分数：最多四位整数、两位小数', 'Not points: at most four digits and two decimals')
  const amount = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'))
  return amount === 0 || amount > 100_000
    ? bad('分数须不为0，且不超过1000', 'Points are not 0 and at most 1000')
    : good(found[1] === '' || found[1] === '+' ? amount : -amount)
}

export function seats(text: string): Parsed<number> {
  const written = plain(text)
  return /^[123]$/.test(written)
    ? good(Number(written))
    : bad('名额须为1至3（《选举法》第二十五条）', 'Seats are 1 to 3 (Electoral Law, art. 25)')
}

/** One of a set of words, in either language. */
export const oneOf =
  <K extends string>(words: Record<K, Words>) =>
  (text: string): Parsed<K> => {
    const written = plain(text).toLowerCase()
    const keys = Object.keys(words) as K[]
    const found = keys.find((key) => words[key].zh === written || words[key].en.toLowerCase() === written)
    return found === undefined
      ? bad(
          `须为${keys.map((key) => words[key].zh).join('、')}`,
          `Must be ${keys.map((key) => words[key].en).join(', ')}`
        )
      : good(found)
  }

const shaped =
  (shape: z.ZodType<string>, words: Words) =>
  (text: string): Parsed<string> => {
    const result = shape.safeParse(text)
    return result.success ? good(result.data) : { ok: false, words }
  }

const NAME_MAX = 30
const NOTE_MAX = 500

export const placeName = shaped(line(NAME_MAX), {
  zh: `不超过${NAME_MAX}字，不含看不见的字符`,
  en: `At most ${NAME_MAX} characters, none that cannot be seen`,
})
export const person = shaped(personName, {
  zh: '姓名只含文字、间隔号、空格和连字符，不超过50字',
  en: 'A name has letters, middle dots, spaces and hyphens, at most 50 characters',
})
export const code = shaped(line(40), { zh: '编号不超过40字', en: 'A number has at most 40 characters' })
export const employerName = shaped(registerRecipient.shape.name, {
  zh: '不超过60字，不含看不见的字符',
  en: 'At most 60 characters, none that cannot be seen',
})
const contact = { zh: '太长或含看不见的字符', en: 'Too long, or with characters that cannot be seen' }
export const address = shaped(changeContact.shape.address, contact)
export const contactPerson = shaped(changeContact.shape.person, contact)
export const phone = shaped(changeContact.shape.phone, contact)
export const note = shaped(freeText(NOTE_MAX), {
  zh: `不超过${NOTE_MAX}字，不含看不见的字符`,
  en: `At most ${NOTE_MAX} characters, none that cannot be seen`,
})
export const text = shaped(line(100), {
  zh: '太长或含看不见的字符',
  en: 'Too long, or with characters that cannot be seen',
})
