import { Hono } from 'hono'
import { draftDutyReport } from '@jiceng/core/duty-report/queries'
import type { AppEnv } from './context.ts'
import { paperFile } from './paper-file.ts'
import { reads } from './route.ts'

const AT = '/mandates/:mandateId/duty-reports/:year'

export const dutyReport = new Hono<AppEnv>()
  .get(AT, reads(draftDutyReport, { zh: '述职报告草稿', en: 'Draft of a duty report' }))
  .get(
    `${AT}/document`,
    paperFile(
      draftDutyReport,
      { zh: '述职报告草稿（.docx）', en: 'Draft of a duty report (.docx)' },
      ({ name, draft }) => ({ name, paper: draft })
    )
  )

export type DutyReportApi = typeof dutyReport
