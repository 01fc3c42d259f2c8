import * as z from 'zod'
import { id } from '../kernel/shapes.ts'

/** What is on record of one mandate, from its first day on (履职档案). */
export const dossierInput = z.strictObject({ mandateId: id })

export const DOSSIER_ROLES = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'unit_office',
  'deputy',
] as const

/** Entries one dossier lists: more than anybody has in a term. */
export const ENTRIES_MAX = 5_000
