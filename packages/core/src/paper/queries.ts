import { reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { READING, sessionWithin } from '../session/queries.ts'
import type { PaperType } from '../upload/schema.ts'
import { paperInput } from './schema.ts'

/** The papers of a session's items, in the order in which each came to its item. */
export const papersOf = (sessionId: string) =>
  db
    .selectFrom('paper')
    .leftJoin('paper_name', 'paper_name.paperId', 'paper.id')
    .select(['paper.id', 'itemId', 'position', 'fileId', 'hash', 'mediaType', 'byteCount', 'isPublic', 'name'])
    .$narrowType<{ mediaType: PaperType }>()
    .where('sessionId', '=', sessionId)
    .orderBy('itemId')
    .orderBy('position')

/** What is shown of a paper where it is listed. */
type Row = { id: string; name: string | null; mediaType: PaperType; byteCount: number }
export const shownPaper = ({ id, name, mediaType, byteCount }: Row) => ({
  ...{ id, name: name ?? '', mediaType, byteCount },
})

/** Where the bytes of a paper are, and under which name they go out. */
type Stored = { fileId: string; hash: string; name: string | null; mediaType: PaperType }
export const paperFile = ({ fileId, hash, name, mediaType }: Stored) => ({ fileId, hash, name: name ?? '', mediaType })

/** One paper, for whoever may read the session. */
export const paperOf = query({
  name: 'paper.file',
  roles: READING,
  input: paperInput,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId, paperId }, reach) => ({
    paper: papersOf(sessionId)
      .where('paper.id', '=', paperId)
      .where('sessionId', 'in', sessionWithin(sessionId, reach).clearSelect().select('id')),
  }),
  answer: ({ paper: [paper] }) => (paper ? ok(paperFile(paper)) : notFound()),
})
