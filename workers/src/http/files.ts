import type { Context, TypedResponse } from 'hono'
import { actorKey, may, type Role } from '@jiceng/core/kernel/actor'
import { bytesToHex } from '@jiceng/core/kernel/hash'
import { notFound, refuse, refuseField, type Result } from '@jiceng/core/kernel/problem'
import { commandId } from '@jiceng/core/kernel/shapes'
import type { Words } from '@jiceng/core/kernel/words'
import { announcedUpload, announceUpload, storedUpload } from '@jiceng/core/upload/queries'
import type { StoredFile } from '@jiceng/core/upload/schema'
import * as z from 'zod'
import { envOf } from '../env.ts'
import type { AppEnv } from './context.ts'
import { parse, problem, problemBody, type ProblemResponse } from './problem.ts'
import { documented } from './route.ts'

// Files come in by doors of their own: their bytes are the body. They are kept under an id of this upload; a command names
// the id, and until one does nobody can fetch it.

const uploadInput = z.object({ commandId })

/** A file as it is kept. */
export type Kept<File extends StoredFile = StoredFile> = {
  mediaType: File['mediaType']
  bytes: Uint8Array<ArrayBuffer>
}

/** What comes in by a door. `name`: how its refusals begin. */
export type Upload<File extends StoredFile> = {
  name: string
  what: Words
  summary: Words
  policy: string
  offices: readonly Role[]
  /** What a file may say it is; what it is, `keptOf` says. */
  types: readonly string[]
  typesWords: Words
  bytesMax: number
  keptOf(given: Uint8Array<ArrayBuffer>): Result<Kept<File>> | Promise<Result<Kept<File>>>
}

/** The door of one kind of files. */
export const uploads = <File extends StoredFile>(kind: Upload<File>) =>
  documented(
    async (c: Context<AppEnv>): Promise<TypedResponse<StoredFile, 201, 'json'> | ProblemResponse> => {
      const { actor } = c.get('place')
      if (actor.kind !== 'member' || !may(actor, kind.offices)) return problem(c, mayNot(actor.kind, kind.what).problem)
      const input = parse(uploadInput, c.req.query())
      if (!input.ok) return problem(c, input.problem)
      const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
      if (!kind.types.includes(type)) return wrongType(c, kind) as unknown as ProblemResponse
      const given = new Uint8Array(await c.req.arrayBuffer())
      if (given.length > kind.bytesMax) return problem(c, tooLarge(kind).problem)
      const kept = await kind.keptOf(given)
      if (!kept.ok) return problem(c, kept.problem)
      const stored = await keep(c, input.value.commandId, kept.value)
      return stored ? c.json(stored, 201) : problem(c, beingSwept(kind.what).problem)
    },
    { summary: kind.summary, policy: kind.policy, input: uploadInput, writes: true }
  )

/** Bytes are put only where a row announces them; null when this very upload is just being swept. */
async function keep(c: Context<AppEnv>, command: string, { mediaType, bytes }: Kept): Promise<StoredFile | null> {
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

const mayNot = (kind: string, { zh, en }: Words) =>
  kind === 'visitor'
    ? refuse(401, 'sign-in-required', { zh: '请先登录', en: 'Sign in first' })
    : refuse(403, 'forbidden', { zh: `您的角色不能上传${zh}`, en: `Your role may not upload ${en}s` })

const wrongType = (
  c: Context<AppEnv>,
  { name, what, typesWords: { zh, en } }: Pick<Upload<StoredFile>, 'name' | 'what' | 'typesWords'>
) =>
  problemBody(c, 415, `not-a-${name}-type`, {
    zh: `只接收 ${zh} ${what.zh}`,
    en: `Only ${en} ${what.en}s are accepted`,
  })

const tooLarge = ({ name, what, bytesMax }: Pick<Upload<StoredFile>, 'name' | 'what' | 'bytesMax'>) =>
  refuseField('/file', `${name}-too-large`, {
    zh: `${what.zh}超过${bytesMax / 1_000_000} MB`,
    en: `The ${what.en} is larger than ${bytesMax / 1_000_000} MB`,
  })

const beingSwept = ({ zh, en }: Words) =>
  refuse(409, 'file-being-swept', {
    zh: `同一份${zh}的旧文件正在清理，请一分钟后再传`,
    en: `An old copy of this ${en} is just being deleted. Upload it again in a minute`,
  })

/** The bytes of a file whose record the caller may read, with nothing in them that a browser would run. */
export async function fileAnswer(
  c: Context<AppEnv>,
  { fileId, mediaType }: { fileId: string; mediaType: StoredFile['mediaType'] },
  headers: Record<string, string>
) {
  const bytes = await envOf(c.env).files.get(c.get('place').tenantId, fileId)
  if (!bytes) return problem(c, notFound().problem)
  return c.body(bytes, 200, {
    'content-type': mediaType,
    'content-security-policy': `default-src 'none'; sandbox`,
    'x-content-type-options': 'nosniff',
    ...headers,
  })
}
