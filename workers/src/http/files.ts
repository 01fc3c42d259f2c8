import type { Context, TypedResponse } from 'hono'
import { postingPhoto } from '@jiceng/core/circular/queries'
import { onePosting, POSTING_OFFICES } from '@jiceng/core/circular/schema'
import { actorKey, may } from '@jiceng/core/kernel/actor'
import { ask } from '@jiceng/core/kernel/command'
import { bytesToHex } from '@jiceng/core/kernel/hash'
import { notFound, refuse, refuseField } from '@jiceng/core/kernel/problem'
import { commandId, id } from '@jiceng/core/kernel/shapes'
import { announcedUpload, announceUpload, storedUpload } from '@jiceng/core/upload/queries'
import { PHOTO_BYTES_MAX, photoTypes, type PhotoType, type StoredFile } from '@jiceng/core/upload/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import { cleanPhoto, photoTypeOf, type Photo } from '../file/photo.ts'
import { today, type AppEnv } from './context.ts'
import { parse, problem, problemBody, type ProblemResponse } from './problem.ts'
import { documented, pathOf } from './route.ts'

// Photos come in by a door of their own: their bytes are the body. What is kept is the picture alone, under an id of
// this upload; a command names the id, and until one does nobody can fetch it.

const uploadInput = z.object({ commandId })
const onePhoto = z.strictObject({ ...onePosting.shape, fileId: id })

const TYPES: ReadonlySet<string> = new Set(photoTypes)

export const uploadPhoto = documented(
  async (c: Context<AppEnv>): Promise<TypedResponse<StoredFile, 201, 'json'> | ProblemResponse> => {
    const { actor } = c.get('place')
    if (actor.kind !== 'member' || !may(actor, POSTING_OFFICES)) return problem(c, mayNot(actor.kind).problem)
    const input = parse(uploadInput, c.req.query())
    if (!input.ok) return problem(c, input.problem)
    const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
    if (!TYPES.has(type)) return wrongType(c) as unknown as ProblemResponse
    const given = new Uint8Array(await c.req.arrayBuffer())
    if (given.length > PHOTO_BYTES_MAX) return problem(c, tooLarge().problem)
    const photo = cleanPhoto(given)
    if (!photo) return problem(c, notAPhoto(given).problem)
    const stored = await keep(c, input.value.commandId, photo)
    return stored ? c.json(stored, 201) : problem(c, beingSwept().problem)
  },
  {
    summary: {
      zh: '上传照片（JPEG、PNG、WebP，8 MB以内；拍摄地点等信息不保存）',
      en: 'Upload a photo (JPEG, PNG, WebP; up to 8 MB; where it was taken is not kept)',
    },
    policy: 'file.upload',
    input: uploadInput,
    writes: true,
  }
)

/** Bytes are put only where a row announces them; null when this very upload is just being swept. */
async function keep(c: Context<AppEnv>, command: string, { mediaType, bytes }: Photo): Promise<StoredFile | null> {
  const { actor, store, tenantId } = c.get('place')
  const hash = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const uploading = { by: actorKey(actor), commandId: command, at: new Date().toISOString() }
  const coming = { id: crypto.randomUUID(), hash, mediaType, byteCount: bytes.length }
  await store.write(announceUpload(coming, uploading))
  const [rows] = await store.read([announcedUpload(uploading, hash).compile()])
  const announced = (rows as { id: string; isStored: number }[])[0]
  if (!announced) return null
  const file = { ...coming, id: announced.id }
  if (announced.isStored === 1) return file
  await envOf(c.env).files.put(tenantId, file, bytes)
  await store.write([storedUpload(file.id)])
  return file
}

const mayNot = (kind: string) =>
  kind === 'visitor'
    ? refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' })
    : refuse(403, 'forbidden', { zh: '您的角色不能上传照片', en: 'Your role may not upload photos' })

const wrongType = (c: Context<AppEnv>) =>
  problemBody(c, 415, 'not-a-photo-type', {
    zh: '只接收 JPEG、PNG、WebP 照片',
    en: 'Only JPEG, PNG and WebP photos are accepted',
  })

const tooLarge = () =>
  refuseField('/file', 'photo-too-large', {
    zh: `照片超过${PHOTO_BYTES_MAX / 1_000_000} MB`,
    en: `The photo is larger than ${PHOTO_BYTES_MAX / 1_000_000} MB`,
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

const beingSwept = () =>
  refuse(409, 'file-being-swept', {
    zh: '同一张照片的旧文件正在清理，请一分钟后再传',
    en: 'An old copy of this photo is just being deleted. Upload it again in a minute',
  })

/** The browser asks each time (RFC 9111, 5.2.2.4): after a sign-out the next person at the machine sees nothing. */
const PHOTO_CACHE = 'private, no-cache'

export const shownPhoto = documented(
  async (c: Context<AppEnv>) => {
    const input = parse(onePhoto, pathOf(c))
    if (!input.ok) return problem(c, input.problem)
    const { store, actor, tenantId } = c.get('place')
    const { fileId, ...posting } = input.value
    const found = await ask(store, postingPhoto, posting, { actor, today: today() })
    if (!found.ok) return problem(c, found.problem)
    const bytes = found.value.fileId === fileId ? await envOf(c.env).files.get(tenantId, fileId) : null
    if (!bytes) return problem(c, notFound().problem)
    return c.body(bytes, 200, {
      'content-type': found.value.mediaType satisfies PhotoType,
      'content-disposition': 'inline',
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': PHOTO_CACHE,
    })
  },
  {
    summary: { zh: '张贴公告的照片', en: 'The photo of a posted public notice' },
    policy: postingPhoto.name,
    input: onePhoto,
    writes: false,
  }
)
