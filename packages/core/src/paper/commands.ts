import { itemsOf } from '../agenda/queries.ts'
import { agendaStream } from '../agenda/schema.ts'
import type { BodyAt } from '../body/schema.ts'
import { actorKey, reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { notChangeable } from '../session/checks.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { sessionsStream, type SessionStatus } from '../session/schema.ts'
import { attachUpload, releaseUpload, uploadBy } from '../upload/queries.ts'
import { paperTypes } from '../upload/schema.ts'
import { paperAttached, paperPublicSet, paperRemoved } from './events.ts'
import { papersOf } from './queries.ts'
import { attachPaper, PAPERS_MAX, removePaper, setPaperPublic } from './schema.ts'

type Of = BodyAt & { sessionId: string }

// It writes the agenda and relies on the session: whether it was called off.
const streamsOf = (input: Of) => [agendaStream(input.sessionId), sessionsStream(input)]
const rowsOf = (input: Of) => ({
  session: sessionOf(input, input.sessionId),
  items: itemsOf(input.sessionId),
  papers: papersOf(input.sessionId),
})

/** Until it is called off: a report comes before a session, and its final text after it. */
function changeRefusal([session]: readonly { status: SessionStatus }[]) {
  if (!session) return notFound()
  return session.status === 'cancelled' ? notChangeable(session.status) : null
}

const notPublicItem = () =>
  refuseField('/isPublic', 'item-not-public', {
    zh: '这项议题不向社会公开，它的文件也不能公开',
    en: 'This item is not public, so its papers cannot be',
  })

/** Attaches a file to an item of the agenda. Its id is the commandId's. */
export const attach = command({
  name: 'paper.attach',
  roles: CALLING,
  input: attachPaper,
  streams: (input) => streamsOf(input),
  load: (input, ctx) => ({ ...rowsOf(input), upload: uploadBy(input.fileId, actorKey(ctx.actor), paperTypes) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, items, papers, upload: [file] }, { sessionId, itemId, fileId, name, isPublic }, ctx) => {
    const item = items.find(({ id }) => id === itemId)
    if (!item) return notFound()
    const no = changeRefusal(session)
    if (no) return no
    const others = papers.filter((one) => one.itemId === itemId)
    if (others.length >= PAPERS_MAX) {
      return refuse(409, 'too-many-papers', {
        zh: `每项议题最多${PAPERS_MAX}份文件`,
        en: `An item has at most ${PAPERS_MAX} papers`,
      })
    }
    if (isPublic && item.isPublic === 0) return notPublicItem()
    if (!file) {
      return refuseField('/fileId', 'file-missing', {
        zh: '没有找到您上传的这份文件，请重新上传',
        en: 'The file you uploaded was not found. Upload it again',
      })
    }
    const same = others.find(({ hash }) => hash === file.hash)
    if (same) {
      return refuseField('/fileId', 'attached-already', {
        zh: `这份文件已经在这项议题下：“${same.name ?? ''}”`,
        en: `This very file is attached to the item already: “${same.name ?? ''}”`,
      })
    }
    const id = ctx.commandId
    const position = (others.at(-1)?.position ?? 0) + 1
    return ok({
      facts: [
        paperAttached.on(agendaStream(sessionId), ctx.today, { sessionId, itemId, id, position, isPublic, file }),
      ],
      beside: [...attachUpload(fileId), ...insertMany('paper_name', [{ paperId: id, name }])],
    })
  },
})

/** Removes a paper: nobody reads it any more, and its file is swept a day later. */
export const remove = command({
  name: 'paper.remove',
  roles: CALLING,
  input: removePaper,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, papers }, { sessionId, paperId }, ctx) => {
    const paper = papers.find(({ id }) => id === paperId)
    if (!paper || session.length === 0) return notFound()
    return ok({
      facts: [paperRemoved.on(agendaStream(sessionId), ctx.today, { sessionId, id: paperId })],
      beside: [
        releaseUpload(paper.fileId, ctx.now),
        { sql: 'delete from paper_name where paperId = ?', parameters: [paperId] },
      ],
    })
  },
})

/** Says whether everybody may read a paper, where its item is public too. */
export const setPublic = command({
  name: 'paper.set-public',
  roles: CALLING,
  input: setPaperPublic,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, items, papers }, { sessionId, paperId, isPublic }, ctx) => {
    const paper = papers.find(({ id }) => id === paperId)
    if (!paper) return notFound()
    const no = changeRefusal(session)
    if (no) return no
    if (paper.isPublic === Number(isPublic)) {
      return refuseField('/isPublic', 'paper-unchanged', { zh: '没有改动', en: 'Nothing changes' })
    }
    if (isPublic && items.find(({ id }) => id === paper.itemId)?.isPublic === 0) return notPublicItem()
    return ok({
      facts: [paperPublicSet.on(agendaStream(sessionId), ctx.today, { sessionId, id: paperId, isPublic })],
    })
  },
})
