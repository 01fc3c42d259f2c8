import { Hono, type Context } from 'hono'
import type { Reach } from '@jiceng/core/kernel/actor'
import { ask, type Queries, type Query } from '@jiceng/core/kernel/command'
import { ok, refuseField } from '@jiceng/core/kernel/problem'
import type { Words } from '@jiceng/core/kernel/words'
import { attach, remove, setPublic } from '@jiceng/core/paper/commands'
import { paperOf, type paperFile } from '@jiceng/core/paper/queries'
import type { paperInput } from '@jiceng/core/paper/schema'
import { CALLING } from '@jiceng/core/session/queries'
import { PAPER_BYTES_MAX, paperTypes, PDF, type PaperType, type StoredPaper } from '@jiceng/core/upload/schema'
import { attachment } from '@jiceng/spreadsheet/attachment'
import type * as z from 'zod'
import { paperTypeOf, type PaperFault } from '../file/paper.ts'
import { today, type AppEnv } from './context.ts'
import { fileAnswer, uploads } from './files.ts'
import { parse, problem } from './problem.ts'
import { documented, pathOf, writes } from './route.ts'

const isPaper = (found: PaperType | PaperFault): found is PaperType => paperTypes.some((one) => one === found)

const FAULTS: Record<PaperFault, { code: string; words: Words }> = {
  'not-a-paper': {
    code: 'not-a-paper',
    words: {
      zh: '文件内容不是 PDF 或 .docx。.doc、设有密码的文件请先另存',
      en: 'What is in the file is no PDF or .docx. Save a .doc or a file with a password anew first',
    },
  },
  damaged: {
    code: 'paper-damaged',
    words: { zh: '文件不完整或已损坏，请重新选择', en: 'The file is incomplete or damaged. Choose it again' },
  },
  macros: {
    code: 'paper-with-macros',
    words: { zh: '文件带有宏，请另存为不带宏的 .docx', en: 'The file has macros. Save it as a .docx without any' },
  },
  'too-big': {
    code: 'paper-too-big-inside',
    words: { zh: '文件解开后过大，请另存为 PDF', en: 'Unpacked, the file is too large. Save it as a PDF' },
  },
}

const uploadPaper = uploads<StoredPaper>({
  name: 'paper',
  what: { zh: '文件', en: 'file' },
  summary: {
    zh: '上传会议文件（PDF、不带宏的 .docx，20 MB以内）',
    en: 'Upload a paper of a session (PDF, .docx without macros; up to 20 MB)',
  },
  policy: 'paper.upload',
  offices: CALLING,
  // Where no Office is installed, a browser has no name for a .docx.
  types: [...paperTypes, 'application/octet-stream'],
  typesWords: { zh: 'PDF、.docx', en: 'PDF and .docx' },
  bytesMax: PAPER_BYTES_MAX,
  keptOf: async (bytes) => {
    const found = await paperTypeOf(bytes)
    if (isPaper(found)) return ok({ mediaType: found, bytes })
    const { code, words } = FAULTS[found]
    return refuseField('/file', code, words)
  },
})

/** A GET of one paper: saved under its name, never shown in a page of this site. */
export const sentPaper = <Q extends Queries, S = Reach>(
  spec: Query<z.infer<typeof paperInput>, Q, ReturnType<typeof paperFile>, S>,
  summary: Words
) =>
  documented(
    async (c: Context<AppEnv>) => {
      const input = parse(spec.input, pathOf(c))
      if (!input.ok) return problem(c, input.problem)
      const { store, actor } = c.get('place')
      const found = await ask(store, spec, input.value, { actor, today: today() })
      if (!found.ok) return problem(c, found.problem)
      const { name, hash, mediaType } = found.value
      return fileAnswer(c, found.value, {
        'content-disposition': attachment(`${name}.${mediaType === PDF ? 'pdf' : 'docx'}`),
        etag: `"${hash}"`,
      })
    },
    { summary, policy: spec.name, input: spec.input, writes: false }
  )

const AT = '/bodies/:placeId/:body/sessions/:sessionId'

export const sessionPapers = new Hono<AppEnv>()
  .post('/papers', uploadPaper)
  .get('/sessions/:sessionId/papers/:paperId', sentPaper(paperOf, { zh: '一份会议文件', en: 'A paper of a session' }))
  .post(`${AT}/agenda/items/:itemId/papers`, writes(attach, { zh: '附上会议文件', en: 'Attach a paper to an item' }))
  .post(`${AT}/papers/:paperId/removal`, writes(remove, { zh: '删除会议文件', en: 'Remove a paper' }))
  .post(
    `${AT}/papers/:paperId/publicity`,
    writes(setPublic, { zh: '设定会议文件是否公开', en: 'Make a paper public, or not' })
  )

export type SessionPapersApi = typeof sessionPapers
