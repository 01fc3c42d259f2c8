import { Hono } from 'hono'
import { attendanceCertificate, sessionMinutes } from '@jiceng/core/minutes/queries'
import { sessionTitle } from '@jiceng/core/session/title-rules'
import type { AppEnv } from './context.ts'
import { paperFile } from './paper-file.ts'
import { reads } from './route.ts'

const AT = '/sessions/:sessionId/minutes'
const ONE = `${AT}/:memberId`

export const minutes = new Hono<AppEnv>()
  .get(AT, reads(sessionMinutes, { zh: '会议记录', en: 'Minutes of a session' }))
  .get(
    `${AT}/document`,
    paperFile(
      sessionMinutes,
      { zh: '会议记录（.docx）', en: 'Minutes of a session (.docx)' },
      ({ session, paper }) => ({
        name: sessionTitle(session).zh,
        paper,
      })
    )
  )
  .get(ONE, reads(attendanceCertificate, { zh: '会议出席情况证明', en: 'A member’s certificate of attendance' }))
  .get(
    `${ONE}/document`,
    paperFile(
      attendanceCertificate,
      { zh: '会议出席情况证明（.docx）', en: 'A member’s certificate of attendance (.docx)' },
      ({ name, paper }) => ({ name, paper })
    )
  )

export type MinutesApi = typeof minutes
