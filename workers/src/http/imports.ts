import { Hono, type Context } from 'hono'
import { apply, discard, reverseImport } from '@jiceng/core/imports/commands'
import { checkJob, choose, stage } from '@jiceng/core/imports/job'
import { importTemplate, jobById, jobList, listJobs, oneJob } from '@jiceng/core/imports/queries'
import {
  chooseInput,
  importRoles,
  jobInput,
  templateInput,
  uploadInput,
  type Chosen,
} from '@jiceng/core/imports/schema'
import { actorKey, may } from '@jiceng/core/kernel/actor'
import { ask, run } from '@jiceng/core/kernel/command'
import { notFound, refuse } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import { accountsOfImport } from '@jiceng/core/members/queries'
import { attachment } from '@jiceng/spreadsheet/attachment'
import { writeWorkbook, XLSX } from '@jiceng/spreadsheet/write-workbook'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { template } from '../imports/template.ts'
import { directoryStore } from '../opening.ts'
import { readWorkbook } from '../spreadsheet/read-workbook.ts'
import { Unreadable } from '../spreadsheet/unreadable.ts'
import { ctxOf, today, type AppEnv } from './context.ts'
import { jsonOf, languageOf, parse, problem, problemBody } from './problem.ts'
import { documented, reads, writes } from './route.ts'

// Files come in by a door of their own: their bytes are the body, and what they are is its content type.

const FILE_TYPES = new Set([XLSX, 'application/vnd.ms-excel', 'text/csv'])

/** Of the job, for whoever may see it; null otherwise. */
async function visibleJob(c: Context<AppEnv>, jobId: string) {
  const { store, actor } = c.get('place')
  const seen = await ask(store, oneJob, { jobId }, { actor, today: today() })
  if (!seen.ok) return null
  const [jobs] = (await store.read([jobById(jobId).compile()])) as [{ streams: string; openingQuarters: string }[]]
  const { streams, openingQuarters } = jobs[0]!
  return {
    jobId,
    streams: JSON.parse(streams) as string[],
    openingQuarters: JSON.parse(openingQuarters) as string[],
  }
}

const upload = documented(
  async (c: Context<AppEnv>) => {
    const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
    if (!FILE_TYPES.has(type)) return wrongType(c)
    const { store, actor } = c.get('place')
    if (actor.kind === 'visitor')
      return problem(c, refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' }).problem)
    if (actor.kind !== 'member' || !may(actor, importRoles)) return problem(c, mayNotImport().problem)
    const input = parse(uploadInput, c.req.query())
    if (!input.ok) return problem(c, input.problem)
    const { commandId: id, fileName } = input.value
    try {
      const workbook = await readWorkbook(new Uint8Array(await c.req.arrayBuffer()), fileName)
      const job = { id, fileName, unitId: actor.unitId, actor: actorKey(actor), createdAt: new Date().toISOString() }
      if (!(await stage(store, job, workbook))) return problem(c, otherFile().problem)
    } catch (error) {
      if (error instanceof Unreadable) return problem(c, error.problem)
      throw error
    }
    // The answer need not wait: the job's page shows how far it is, and can ask for it again.
    c.executionCtx.waitUntil(checkJob(store, id, today()))
    return c.json({ jobId: id }, 201)
  },
  {
    summary: {
      zh: '上传要导入的文件（.xlsx、.xls、CSV，10 MB以内）',
      en: 'Upload a file to import (.xlsx, .xls, CSV; up to 10 MB)',
    },
    policy: 'import.upload',
    input: uploadInput,
    writes: true,
  }
)

const mayNotImport = () => refuse(403, 'forbidden', { zh: '您的角色不能导入', en: 'Your role may not import' })

const otherFile = () =>
  refuse(422, 'command-id-reused', { zh: '这个编号已用于另一个文件', en: 'This id was used for another file' })

const wrongType = (c: Context<AppEnv>) =>
  problemBody(c, 415, 'not-a-file-type', {
    zh: '只接收 .xlsx、.xls 和 CSV 文件',
    en: 'Only .xlsx, .xls and CSV files are accepted',
  })

const templateFile = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(templateInput, c.req.query())
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const given = await ask(store, importTemplate, input.value, { actor, today: today() })
    if (!given.ok) return problem(c, given.problem)
    const language = input.value.lang ?? languageOf(c)
    return c.body(await writeWorkbook(template(given.value, language)), 200, {
      'content-type': XLSX,
      'content-disposition': attachment(language === 'zh' ? '导入模板.xlsx' : 'import-template.xlsx'),
    })
  },
  {
    summary: {
      zh: '导入模板，带一份可直接导入的示例',
      en: 'The template, with an example that can be imported as it is',
    },
    policy: importTemplate.name,
    input: templateInput,
    writes: false,
  }
)

type Body<I> = { in: { json: I }; out: { json: unknown } }
type Path = Context<AppEnv, string, Body<{ commandId: string }>>

/** Applying and taking back: the streams they rely on are those the check found. */
const decides = (spec: typeof apply | typeof reverseImport, summary: { zh: string; en: string }) =>
  documented(
    async (c: Path) => {
      const body = parse(z.strictObject({ commandId }), await jsonOf(c))
      if (!body.ok) return problem(c, body.problem)
      const input = await visibleJob(c, c.req.param('jobId') ?? '')
      if (!input) return problem(c, notFound().problem)
      const { store, actor, tenantId } = c.get('place')
      if (spec === reverseImport) {
        // Accounts stand in the directory, so no batch of the district's database can look at them.
        const asked = { tenantId, jobId: input.jobId }
        const free = await ask(directoryStore(envOf(c.env)), accountsOfImport, asked, { actor, today: today() })
        if (!free.ok) return problem(c, free.problem)
      }
      const result = await run(store, spec as typeof apply, input, ctxOf(actor, body.value.commandId))
      if (!result.ok) return problem(c, result.problem)
      return c.json({ commandId: body.value.commandId, events: result.value.length }, 201)
    },
    { summary, policy: spec.name, input: jobInput, writes: true }
  )

const again = documented(
  async (c: Context<AppEnv>) => {
    const job = await visibleJob(c, c.req.param('jobId') ?? '')
    if (!job) return problem(c, notFound().problem)
    await checkJob(c.get('place').store, job.jobId, today())
    return c.json({ jobId: job.jobId }, 201)
  },
  { summary: { zh: '重新检查', en: 'Check again' }, policy: 'import.check', input: jobInput, writes: true }
)

const choice = documented(
  async (c: Context<AppEnv, string, Body<{ chosen: Chosen }>>) => {
    const fields = parse(z.looseObject({}), await jsonOf(c))
    if (!fields.ok) return problem(c, fields.problem)
    const input = parse(chooseInput, { ...fields.value, jobId: c.req.param('jobId') })
    if (!input.ok) return problem(c, input.problem)
    if (!(await visibleJob(c, input.value.jobId))) return problem(c, notFound().problem)
    await choose(c.get('place').store, input.value.jobId, input.value.chosen, today())
    return c.json({ jobId: input.value.jobId }, 201)
  },
  {
    summary: { zh: '选定同名代表中的一名，一次可选定多处', en: 'Choose one of several deputies, for one or more rows' },
    policy: 'import.choose',
    input: chooseInput,
    writes: true,
  }
)

export const imports = new Hono<AppEnv>()
  .get('/imports', reads(listJobs, { zh: '导入记录', en: 'Imports' }))
  .post('/imports', upload)
  .get('/imports/template.xlsx', templateFile)
  .get('/imports/:jobId', reads(oneJob, { zh: '一次导入', en: 'One import' }))
  .get('/imports/:jobId/lines', reads(jobList, { zh: '检查结果的一页', en: 'A page of what the check listed' }))
  .post('/imports/:jobId/check', again)
  .post('/imports/:jobId/choices', choice)
  .post('/imports/:jobId/application', decides(apply, { zh: '应用导入', en: 'Apply an import' }))
  .post('/imports/:jobId/reversal', decides(reverseImport, { zh: '整体撤回导入', en: 'Take an import back' }))
  .post('/imports/:jobId/discard', writes(discard, { zh: '放弃导入', en: 'Discard an import' }))

export type ImportsApi = typeof imports
