import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'
import { storedPaper } from '../upload/schema.ts'

/** What a paper is called stands in `paper_name`; its hash says which bytes it was. */
export const paperAttached = eventType({
  type: 'paper.attached',
  words: { zh: '上传会议文件', en: 'Paper attached' },
  payload: z.strictObject({
    ...{ sessionId: id, itemId: id, id, position: z.int(), isPublic: z.boolean() },
    file: storedPaper,
  }),
  public: false,
  rows: (facts) =>
    insertMany(
      'paper',
      facts.map(({ data: { file, isPublic, ...paper } }) => ({
        ...paper,
        ...{ fileId: file.id, hash: file.hash, mediaType: file.mediaType, byteCount: file.byteCount },
        isPublic: Number(isPublic),
      }))
    ),
})

export const paperRemoved = eventType({
  type: 'paper.removed',
  words: { zh: '删除会议文件', en: 'Paper removed' },
  payload: z.strictObject({ sessionId: id, id }),
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'paper',
      facts.map(({ data }) => ({ id: data.id }))
    ),
    mustChange,
  ],
})

export const paperPublicSet = eventType({
  type: 'paper.public-set',
  words: { zh: '设定会议文件是否公开', en: 'Paper made public, or not' },
  payload: z.strictObject({ sessionId: id, id, isPublic: z.boolean() }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'paper',
      facts.map(({ data }) => ({ id: data.id, isPublic: Number(data.isPublic) }))
    ),
    mustChange,
  ],
})
