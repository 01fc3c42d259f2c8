import { Hono } from 'hono'
import { mandateDossier } from '@jiceng/core/dossier/queries'
import type { AppEnv } from './context.ts'
import { paperFile } from './paper-file.ts'
import { reads } from './route.ts'

const AT = '/mandates/:mandateId/dossier'

export const dossier = new Hono<AppEnv>()
  .get(AT, reads(mandateDossier, { zh: '代表履职档案', en: 'Dossier of a mandate' }))
  .get(
    `${AT}/document`,
    paperFile(mandateDossier, { zh: '代表履职档案（.docx）', en: 'Dossier of a mandate (.docx)' }, (found) => found)
  )

export type DossierApi = typeof dossier
