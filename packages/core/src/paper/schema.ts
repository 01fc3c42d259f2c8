import * as z from 'zod'
import { bodyAt } from '../body/schema.ts'
import { id, line } from '../kernel/shapes.ts'

export const PAPERS_MAX = 20
const NAME_CHARACTERS_MAX = 120

// Papers are a part of the agenda and write its stream: an item that has one is not taken off, an item that was taken off
// gets none.

const one = { ...bodyAt.shape, sessionId: id }

/** `fileId`: of the upload. `name` is private. */
export const attachPaper = z.strictObject({
  ...one,
  itemId: id,
  fileId: id,
  name: line(NAME_CHARACTERS_MAX),
  isPublic: z.boolean(),
})
export const removePaper = z.strictObject({ ...one, paperId: id })
export const setPaperPublic = z.strictObject({ ...one, paperId: id, isPublic: z.boolean() })

export const paperInput = z.strictObject({ sessionId: id, paperId: id })
