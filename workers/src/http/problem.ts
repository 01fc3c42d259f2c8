import type { Context, TypedResponse } from 'hono'
import type { Because, Language, Words } from '@jiceng/core/kernel/words'
import { refuse, type Problem, type Result } from '@jiceng/core/kernel/problem'
import * as z from 'zod'
import type { AppEnv } from './context.ts'

/** RFC 9457 body, in the caller's language. */
export type ProblemBody = {
  type: 'about:blank'
  status: number
  code: string
  title: string
  requestId: string
  because?: Because
  errors?: { pointer: string; detail: string }[]
  blockedBy?: NonNullable<Problem['blockedBy']>
}

export type ProblemResponse = TypedResponse<ProblemBody, Problem['status'], 'json'>

/** English only when it is asked for before Chinese. */
export const languageOf = (c: Context<AppEnv>): Language => {
  const accepted = c.req.header('accept-language') ?? ''
  const [zh, en] = [accepted.indexOf('zh'), accepted.indexOf('en')]
  return en >= 0 && (zh < 0 || en < zh) ? 'en' : 'zh'
}

export function problem(
  c: Context<AppEnv>,
  { status, code, title, because, errors, blockedBy }: Problem
): ProblemResponse {
  return problemBody(c, status, code, title, { because, errors, blockedBy }) as unknown as ProblemResponse
}

/** 429 with the time to wait (RFC 6585, RFC 9110 section 10.2.3). */
export function tooManyTries(c: Context<AppEnv>, waitMs: number): ProblemResponse {
  const seconds = Math.ceil(waitMs / 1000)
  const { problem: refusal } = refuse(429, 'too-many-tries', {
    zh: `输错次数太多，请${seconds}秒后再试`,
    en: `Too many wrong tries. Try again in ${seconds} seconds`,
  })
  return waiting(problem(c, refusal), seconds)
}

/** 429 of a door that counts whatever passes it, not wrong passwords. */
export function tooManyRequests(c: Context<AppEnv>, waitMs: number): ProblemResponse {
  const seconds = Math.ceil(waitMs / 1000)
  const [minutes, isLong] = [Math.ceil(seconds / 60), seconds > 60]
  const { problem: refusal } = refuse(429, 'too-many-requests', {
    zh: `操作太频繁，请${isLong ? `${minutes}分钟` : `${seconds}秒`}后再试`,
    en: `Too many requests. Try again in ${isLong ? `${minutes} minutes` : `${seconds} seconds`}`,
  })
  return waiting(problem(c, refusal), seconds)
}

function waiting(answer: ProblemResponse, seconds: number): ProblemResponse {
  ;(answer as unknown as Response).headers.set('retry-after', String(seconds))
  return answer
}

/** Also for the statuses only a door gives: 400, 413, 415, 500. */
export function problemBody(
  c: Context<AppEnv>,
  status: number,
  code: string,
  title: Words,
  { because, errors, blockedBy }: { [Key in 'because' | 'errors' | 'blockedBy']?: Problem[Key] | undefined } = {}
): Response {
  const language = languageOf(c)
  const body: ProblemBody = {
    type: 'about:blank',
    status,
    code,
    title: title[language],
    requestId: c.get('requestId'),
    ...(because ? { because } : {}),
    ...(blockedBy ? { blockedBy } : {}),
    ...(errors ? { errors: errors.map(({ pointer, detail }) => ({ pointer, detail: detail[language] })) } : {}),
  }
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } })
}

const zh = z.locales.zhCN().localeError
const en = z.locales.en().localeError

const text = (message: string | { message: string } | undefined | null): string =>
  typeof message === 'string' ? message : (message?.message ?? '')

/** The faults people make most, said as a clerk would say them. */
function plainly(issue: z.core.$ZodIssue): Words | undefined {
  const isEmpty = issue.input === undefined || issue.input === '' || issue.input === null
  if (isEmpty) return { zh: '请填写', en: 'Fill this in' }
  if (issue.code === 'invalid_format') return { zh: '格式不对', en: 'It is not in the right form' }
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return { zh: `至少${issue.minimum}个字符`, en: `At least ${issue.minimum} characters` }
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return { zh: `最多${issue.maximum}个字符`, en: `At most ${issue.maximum} characters` }
  }
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.join(', ')
    return { zh: `没有这些字段：${keys}`, en: `There are no such fields: ${keys}` }
  }
  return undefined
}

/** A zod issue in both languages: the shape's own words, or zod's. */
function detailOf(issue: z.core.$ZodIssue): Words {
  const own = issue.code === 'custom' ? (issue.params?.['words'] as Words | undefined) : plainly(issue)
  const raw = issue as z.core.$ZodRawIssue
  return own ?? { zh: text(zh(raw)), en: text(en(raw)) }
}

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The JSON of a request; a body that is none is told so, and no other fault is mistaken for it. */
export async function jsonOf(c: Context<AppEnv>): Promise<unknown> {
  const text = await c.req.text()
  try {
    return JSON.parse(text)
  } catch {
    throw new MalformedJson()
  }
}

export class MalformedJson extends Error {}

/** Parses at the door: everything behind it trusts its input. */
export function parse<T>(shape: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = shape.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors = parsed.error.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: detailOf(issue) }))
  return refuse(422, 'invalid-input', { zh: '有几处填写不对', en: 'Some fields are not right' }, { errors })
}

/** A mailbox or sign-in name that already has an account joins with that account's password. */
export const passwordWrong = () =>
  refuse(
    422,
    'password-wrong',
    { zh: '已有这个账号，请输入它的密码', en: 'This account exists already. Enter its password' },
    { errors: [{ pointer: '/password', detail: { zh: '密码不对', en: 'The password is not right' } }] }
  )
