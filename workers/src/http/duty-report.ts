import { Hono, type Context } from 'hono'
import { draftDutyReport } from '@jiceng/core/duty-report/queries'
import { dutyReportInput } from '@jiceng/core/duty-report/schema'
import { ask } from '@jiceng/core/kernel/command'
import { attachment } from '@jiceng/spreadsheet/attachment'
import { dutyReportDocument } from '../paper/duty-report.ts'
import { DOCX } from '../paper/parts.ts'
import { today, type AppEnv } from './context.ts'
import { parse, problem } from './problem.ts'
import { documented, pathOf, reads } from './route.ts'

const AT = '/mandates/:mandateId/duty-reports/:year'

const file = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(dutyReportInput, pathOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const found = await ask(store, draftDutyReport, input.value, { actor, today: today() })
    if (!found.ok) return problem(c, found.problem)
    const { name, draft } = found.value
    return c.body(await dutyReportDocument(draft), 200, {
      'content-type': DOCX,
      'content-disposition': attachment(`${draft.title}-${name}.docx`),
    })
  },
  {
    summary: { zh: '述职报告草稿（.docx）', en: 'Draft of a duty report (.docx)' },
    policy: draftDutyReport.name,
    input: dutyReportInput,
    writes: false,
  }
)

export const dutyReport = new Hono<AppEnv>()
  .get(AT, reads(draftDutyReport, { zh: '述职报告草稿', en: 'Draft of a duty report' }))
  .get(`${AT}/document`, file)

export type DutyReportApi = typeof dutyReport
