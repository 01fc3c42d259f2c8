import type { Context, TypedResponse } from 'hono'
import { papersOf, type Paper } from '@jiceng/core/circular/papers'
import { circularRecord } from '@jiceng/core/circular/queries'
import { papersInput, type PaperKind } from '@jiceng/core/circular/schema'
import { notFound, ok, refuse, type Result } from '@jiceng/core/kernel/problem'
import { DOCX } from '@jiceng/core/upload/schema'
import { attachment } from '@jiceng/spreadsheet/attachment'
import { documentOf } from '../paper/document.ts'
import { recordOf } from './circular-record.ts'
import type { AppEnv } from './context.ts'
import { platformOf } from './origin.ts'
import { parse, problem, type ProblemResponse } from './problem.ts'
import { documented } from './route.ts'

// What of an approved circular goes on paper: to look at and print, or as one .docx.

type Papers = { title: string; kind: PaperKind; papers: Paper[] }

async function askedPapers(c: Context<AppEnv>): Promise<Result<Papers>> {
  const input = parse(papersInput, {
    ...c.req.query(),
    circularId: c.req.param('circularId'),
    kind: c.req.param('kind'),
  })
  if (!input.ok) return input
  const record = await recordOf(c)
  if (!record.ok) return record
  const { unitId, level, quarter, status, title } = record.value
  if (status !== 'approved') return notApproved()
  const { name, slug } = c.get('place')
  const board = [slug, 'boards', unitId, level, quarter].map((part) => encodeURIComponent(part)).join('/')
  const sender = { districtName: name, boardUrl: `${platformOf(c).origin}/${board}` }
  const papers = papersOf(record.value, sender, input.value)
  if (papers.length === 0 && input.value.addresseeId !== undefined) return notFound()
  return ok({ title: title ?? '', kind: input.value.kind, papers })
}

const notApproved = () =>
  refuse(409, 'circular-not-approved', {
    zh: '通报批准后才有公函和公告',
    en: 'There are letters and public notices once the circular is approved',
  })

const nothingToPrint = () =>
  refuse(409, 'nothing-to-print', {
    zh: '这份通报没有要寄的公函或要张贴的公告',
    en: 'This circular has no letters to send or public notices to post',
  })

export const papersShown = documented(
  async (c: Context<AppEnv>): Promise<TypedResponse<Papers, 200, 'json'> | ProblemResponse> => {
    const found = await askedPapers(c)
    return found.ok ? c.json(found.value, 200) : problem(c, found.problem)
  },
  {
    summary: { zh: '通报的公函或公告', en: 'Letters or public notices of a circular' },
    policy: circularRecord.name,
    input: papersInput,
    writes: false,
  }
)

export const papersFile = documented(
  async (c: Context<AppEnv>) => {
    const found = await askedPapers(c)
    if (!found.ok) return problem(c, found.problem)
    const { kind, title, papers } = found.value
    if (papers.length === 0) return problem(c, nothingToPrint().problem)
    return c.body(await documentOf(papers), 200, {
      'content-type': DOCX,
      'content-disposition': attachment(`${FILE_NAMES[kind]}-${addressee(papers) ?? title}.docx`),
    })
  },
  {
    summary: { zh: '通报的公函或公告（.docx）', en: 'Letters or public notices of a circular (.docx)' },
    policy: circularRecord.name,
    input: papersInput,
    writes: false,
  }
)

const FILE_NAMES = { letters: '公函', announcements: '公告' } as const

/** Of a single letter, whom it is for. */
const addressee = (papers: readonly Paper[]) => (papers.length === 1 ? papers[0]!.to : null)
