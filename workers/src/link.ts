import { keyedHash, sha256Hex } from '@jiceng/core/kernel/hash'
import type { Env } from './env.ts'

// The signed link of a notice. Nothing secret is stored: what it opens, and until when, stands in the notice's row, and
// a renewed link is another generation. So a letter can be printed again with the very same code.

/** 128 bits, in hex: short enough for a code on a creased letter. */
const SIGNATURE_DIGITS = 32
const TOKEN = /^([A-Za-z0-9][A-Za-z0-9:/-]{0,99})\.([1-9]\d{0,5})\.([0-9a-f]{32})$/

type Named = { tenantId: string; noticeId: string; generation: number }

function signature(env: Env, { tenantId, noticeId, generation }: Named): string {
  const key = sha256Hex(`notice link\n${env.AUTH_SECRET}`)
  return keyedHash(key, [tenantId, noticeId, generation].join('\n')).slice(0, SIGNATURE_DIGITS)
}

export const linkToken = (env: Env, named: Named): string =>
  [named.noticeId, named.generation, signature(env, named)].join('.')

/** Where a notice of this district is read: on a letter, in a webhook's body, on the circular's page. */
export const noticeUrl =
  (env: Env, site: { origin: string; slug: string; tenantId: string }) =>
  ({ noticeId, generation }: { noticeId: string; generation: number }): string =>
    `${site.origin}/notices/${site.slug}/${encodeURIComponent(linkToken(env, { tenantId: site.tenantId, noticeId, generation }))}`

/** What a token opens in this district; null when its signature is not ours. */
export function opened(env: Env, tenantId: string, token: string): { noticeId: string; generation: number } | null {
  const [, noticeId, digits, given] = TOKEN.exec(token) ?? []
  if (noticeId === undefined || given === undefined) return null
  const generation = Number(digits)
  return sameDigits(signature(env, { tenantId, noticeId, generation }), given) ? { noticeId, generation } : null
}

/** Takes equally long however many digits agree. */
function sameDigits(a: string, b: string): boolean {
  let different = a.length ^ b.length
  for (let n = 0; n < a.length; n++) different |= a.charCodeAt(n) ^ b.charCodeAt(n)
  return different === 0
}
