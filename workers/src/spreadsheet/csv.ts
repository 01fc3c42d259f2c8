import Papa from 'papaparse'
import { notASpreadsheet } from './unreadable.ts'

/** Rows of a CSV in UTF-8, UTF-16 with its mark, or GB 18030 (so GBK too), separated by comma, semicolon or tab. */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decoded(bytes)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), skipEmptyLines: false })
  if (errors.length > 0) throw notASpreadsheet()
  return data
}

/** The one the heading has most of: headings are short and hold no punctuation. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/))
  const count = (delimiter: string) => heading.split(delimiter).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

function decoded(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  for (const encoding of utf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
      // A picture or a program may be valid in an encoding; text has no NUL.
      if (!text.includes('\0')) return text
    } catch {
      // not in this encoding
    }
  }
  throw notASpreadsheet()
}
