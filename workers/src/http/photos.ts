import type { Context } from 'hono'
import { postingPhoto } from '@jiceng/core/circular/queries'
import { onePosting, POSTING_OFFICES } from '@jiceng/core/circular/schema'
import { ask } from '@jiceng/core/kernel/command'
import { notFound, ok, refuseField } from '@jiceng/core/kernel/problem'
import { id } from '@jiceng/core/kernel/shapes'
import { PHOTO_BYTES_MAX, photoTypes, type StoredPhoto } from '@jiceng/core/upload/schema'
import * as z from 'zod'
import { cleanPhoto, photoTypeOf } from '../file/photo.ts'
import { today, type AppEnv } from './context.ts'
import { fileAnswer, uploads } from './files.ts'
import { parse, problem } from './problem.ts'
import { documented, pathOf } from './route.ts'

const onePhoto = z.strictObject({ ...onePosting.shape, fileId: id })

/** What is kept of a photo is the picture alone. */
export const uploadPhoto = uploads<StoredPhoto>({
  name: 'photo',
  what: { zh: '照片', en: 'photo' },
  summary: {
    zh: '上传照片（JPEG、PNG、WebP，8 MB以内；拍摄地点等信息不保存）',
    en: 'Upload a photo (JPEG, PNG, WebP; up to 8 MB; where it was taken is not kept)',
  },
  policy: 'file.upload',
  offices: POSTING_OFFICES,
  types: photoTypes,
  typesWords: { zh: 'JPEG、PNG、WebP', en: 'JPEG, PNG and WebP' },
  bytesMax: PHOTO_BYTES_MAX,
  keptOf: (given) => {
    const photo = cleanPhoto(given)
    return photo ? ok(photo) : notAPhoto(given)
  },
})

/** Something else under a photo's name, or a photo that breaks off. */
const notAPhoto = (bytes: Uint8Array) =>
  photoTypeOf(bytes) === null
    ? refuseField('/file', 'not-a-photo', {
        zh: '文件内容不是 JPEG、PNG 或 WebP 照片',
        en: 'What is in the file is no JPEG, PNG or WebP photo',
      })
    : refuseField('/file', 'photo-damaged', {
        zh: '照片不完整或已损坏，请重新选择',
        en: 'The photo is incomplete or damaged. Choose it again',
      })

/** The browser asks each time (RFC 9111, 5.2.2.4): after a sign-out the next person at the machine sees nothing. */
const PHOTO_CACHE = 'private, no-cache'

export const shownPhoto = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(onePhoto, pathOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { store, actor } = c.get('place')
    const { fileId, ...posting } = input.value
    const found = await ask(store, postingPhoto, posting, { actor, today: today() })
    if (!found.ok) return problem(c, found.problem)
    if (found.value.fileId !== fileId) return problem(c, notFound().problem)
    return fileAnswer(c, found.value, { 'content-disposition': 'inline', 'cache-control': PHOTO_CACHE })
  },
  {
    summary: { zh: '张贴公告的照片', en: 'The photo of a posted public notice' },
    policy: postingPhoto.name,
    input: onePhoto,
    writes: false,
  }
)
