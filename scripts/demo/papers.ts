import { createHash } from 'node:crypto'
import { adopt, step } from '@jiceng/core/agenda/commands'
import { paperChain } from '@jiceng/core/agenda/paper-rules'
import type { ItemType } from '@jiceng/core/agenda/schema'
import type { BodyAt } from '@jiceng/core/body/schema'
import { actorKey } from '@jiceng/core/kernel/actor'
import type { Store } from '@jiceng/core/kernel/store'
import { attach } from '@jiceng/core/paper/commands'
import { announceUpload, storedUpload } from '@jiceng/core/upload/queries'
import { DOCX, type StoredPaper } from '@jiceng/core/upload/schema'
import { sectionedDocument } from '@jiceng/workers/paper/sectioned'
import { administrator, made } from './clerk.ts'

// The agenda of the district's newest session is adopted on its first day, and has its papers: invented reports of a page.

export type StoredBytes = { file: StoredPaper; bytes: Uint8Array }

const PAPERS = [
  { item: 0, name: '政府工作报告（演示）', isPublic: true },
  { item: 0, name: '《政府工作报告》名词解释（演示）', isPublic: true },
  { item: 1, name: '预算执行情况和预算草案的报告（演示）', isPublic: true },
  { item: 1, name: '预算草案明细表（演示，会议内部使用）', isPublic: false },
  { item: 2, name: '区人大常委会工作报告（演示）', isPublic: true },
]

type Item = { sessionId: string; id: string; type: ItemType; firstOn: string }

/** Answers the bytes of the papers, which are the caller's to put where files lie. */
export async function filePapers(store: Store, today: string): Promise<StoredBytes[]> {
  const sql = `select sessionId, agenda_item.id, type, firstOn from session
    join agenda_item on agenda_item.sessionId = session.id
    where placeId = 'district' and body = 'congress' and status = 'held' order by firstOn desc, position`
  const [items] = (await store.read([{ sql, parameters: [] }])) as [Item[]]
  const { sessionId, firstOn } = items[0]!
  const of = { placeId: 'district', body: 'congress' as const, sessionId }
  await adopted(
    store,
    of,
    items.filter((item) => item.sessionId === sessionId),
    firstOn
  )
  const stored: StoredBytes[] = []
  for (const { item, ...about } of PAPERS) {
    stored.push(await filePaper(store, { ...of, itemId: items[item]!.id, ...about }, today))
  }
  return stored
}

/** A session adopts its agenda on its first day; every paper came on the day it was due. */
export async function adopted(
  store: Store,
  of: BodyAt & { sessionId: string },
  items: readonly { id: string; type: ItemType }[],
  firstOn: string
): Promise<void> {
  await made(store, adopt, { ...of, adoptedOn: firstOn }, administrator(firstOn, '08:30'))
  for (const { id: itemId, type } of items) {
    for (const { step: way, dueOn } of paperChain(of.body, type, firstOn)) {
      await made(store, step, { ...of, itemId, step: way, doneOn: dueOn }, administrator(dueOn))
    }
  }
}

type Paper = BodyAt & { sessionId: string; itemId: string; name: string; isPublic: boolean }

/** Puts an invented paper to an item. */
export async function filePaper(store: Store, paper: Paper, today: string): Promise<StoredBytes> {
  const bytes = new Uint8Array(await sectionedDocument(reportOf(paper.name)))
  const hash = createHash('sha256').update(bytes).digest('hex')
  const file: StoredPaper = { id: `demo:paper-${hash.slice(0, 8)}`, hash, mediaType: DOCX, byteCount: bytes.length }
  const ctx = administrator(today)
  const uploading = { by: actorKey(ctx.actor), commandId: file.id, at: ctx.now }
  await store.write([...announceUpload(file, uploading), storedUpload(file.id)])
  await made(store, attach, { ...paper, fileId: file.id }, ctx)
  return { file, bytes }
}

const reportOf = (title: string) => ({
  ...{ title, by: '青禾区', to: null, signatures: [], isDense: false },
  opening: '各位代表：',
  sections: [{ title: '一、说明', parts: [{ kind: 'text' as const, text: '这是演示文件，内容为虚构。' }] }],
})
