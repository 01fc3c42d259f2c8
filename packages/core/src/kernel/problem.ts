import type { Because, Words } from './words.ts'

/** RFC 9457 problem, before a door gives it a language. `code` is stable and kebab-case. */
export type Problem = {
  status: 401 | 403 | 404 | 409 | 422 | 429 | 503
  code: string
  title: Words
  because?: Because
  errors?: FieldError[]
  /** What stands in the way, where whoever is refused may look at it. */
  blockedBy?: { kind: 'import'; id: string }
}

/** `pointer` is a JSON pointer (RFC 6901) into the input: "/occurredOn". */
export type FieldError = { pointer: string; detail: Words }

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (
  status: Problem['status'],
  code: string,
  title: Words,
  more: Pick<Problem, 'because' | 'errors' | 'blockedBy'> = {}
): { ok: false; problem: Problem } => ({ ok: false, problem: { status, code, title, ...more } })

/** 422 that belongs beside one field. */
export const refuseField = (pointer: string, code: string, detail: Words, because?: Because) =>
  refuse(422, code, detail, { errors: [{ pointer, detail }], ...(because ? { because } : {}) })

/** One answer for "does not exist" and "you may not know that it does". */
export const notFound = () =>
  refuse(404, 'not-found', { zh: '不存在，或您无权查看', en: 'It does not exist, or you may not see it' })
