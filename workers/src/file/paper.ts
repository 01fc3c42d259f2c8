import { DOCX, PDF, type PaperType } from '@jiceng/core/upload/schema'
import { BadZip, zipContent, zipEntries, type ZipEntry } from '../zip.ts'

// What a paper is follows from its bytes, whatever it calls itself: a PDF or a .docx, whole, and no program.

export type PaperFault = 'not-a-paper' | 'damaged' | 'macros' | 'too-big'

export async function paperTypeOf(bytes: Uint8Array): Promise<PaperType | PaperFault> {
  if (startsWith(bytes, '%PDF-')) return isWholePdf(bytes) ? PDF : 'damaged'
  if (startsWith(bytes, 'PK\x03\x04')) return docxOrFault(bytes)
  return 'not-a-paper'
}

const letters = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)
const startsWith = (bytes: Uint8Array, text: string) => letters(bytes.subarray(0, text.length)) === text

/** Bytes within which a PDF ends (ISO 32000-2, 7.5.5, and what readers take). */
const PDF_END_BYTES = 1024

/** A PDF ends with where its table of parts stands: one that was cut off does not. */
function isWholePdf(bytes: Uint8Array): boolean {
  const end = letters(bytes.subarray(-PDF_END_BYTES))
  const at = end.lastIndexOf('startxref')
  return at !== -1 && end.indexOf('%%EOF', at) !== -1
}

const ENTRIES_MAX = 2_000
/** Bytes of the text of a document, counted while inflating. */
const INFLATED_BYTES_MAX = 30_000_000
/** What the parts are: a few lines. */
const TYPES_BYTES_MAX = 1_000_000
const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

async function docxOrFault(bytes: Uint8Array): Promise<PaperType | PaperFault> {
  try {
    const entries = zipEntries(bytes, ENTRIES_MAX)
    const named = (name: string) => entries.find((entry) => entry.name.toLowerCase() === name)
    const [types, document] = [named('[content_types].xml'), named('word/document.xml')]
    if (!types || !document) return 'not-a-paper'
    const declared = letters(await zipContent(bytes, types, TYPES_BYTES_MAX))
    if (/macroenabled|vbaproject/i.test(declared) || entries.some(isMacro)) return 'macros'
    if (!declared.includes(MAIN)) return 'not-a-paper'
    await zipContent(bytes, document, INFLATED_BYTES_MAX)
    return DOCX
  } catch (error) {
    if (error instanceof BadZip) return error.fault
    // A header that points beyond the file.
    if (error instanceof RangeError) return 'damaged'
    throw error
  }
}

const isMacro = ({ name }: ZipEntry): boolean => /(?:^|\/)vba[^/]*\.(?:bin|xml)$/i.test(name)
