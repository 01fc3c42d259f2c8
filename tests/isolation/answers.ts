import type { RouteRow } from '@jiceng/workers/http/openapi'
import type { Answer, Send, Sending } from './client.ts'
import type { Input } from './inputs.ts'
import type { Things, World } from './world.ts'

// A probe is a question with one right answer; what is wrong about the answer is said in a sentence.

/** `policy`: of a probe that asks a command or query itself, behind every door. */
export type Probe = {
  name: string
  row: RouteRow
  kind: Kind
  policy?: string
  ask: (send: Send) => Promise<string | null>
}
export type Kind = 'role' | 'other' | 'foreign' | 'claim' | 'door' | 'address' | 'behind'

/** Whether a route was passed at all: a refusal proves nothing where everybody is refused. */
export type Passed = Set<string>

export const keyOf = ({ method, path }: RouteRow): string => `${method} ${path}`

const REFUSED = [401, 403, 404]
export const isRefused = ({ status }: Answer): boolean => REFUSED.includes(status)
export const alike = (one: Answer, another: Answer): boolean =>
  one.status === another.status && one.code === another.code
export const toldOf = ({ status, code }: Answer): string => `${status} ${code}`.trim()

/** Words of the other district that one did not bring along oneself. */
export const strangersIn = (world: World, answer: Answer): string[] =>
  world.leaksIn(answer.text).filter((word) => !answer.sent.includes(word))

/** The platform's operator sees which districts there are, and nobody else does. */
const isPlatformView = ({ doc }: RouteRow, { status }: Answer): boolean =>
  doc?.policy === 'operator.overview' && status === 200

/** What holds for every answer there is. */
export function alwaysWrong(world: World, row: RouteRow, answer: Answer): string | null {
  const { doc, path } = row
  const leaks = strangersIn(world, answer)
  if (leaks.length > 0 && !isPlatformView(row, answer)) return `holds ${leaks.length} words of the other district`
  if (answer.calls > 0) return `called the other district's database`
  if (answer.status >= 500) return `answered ${toldOf(answer)}`
  const isCachedForAll = path.startsWith('/api/areas') || path === '/api/reference.css'
  const isPhoto = doc?.policy === 'posting.photo'
  const expected = isPhoto ? /^private, no-(?:cache|store)$/ : /^private, no-store$/
  if (!isCachedForAll && !expected.test(answer.cacheControl)) return `may be cached: "${answer.cacheControl}"`
  return null
}

export type Places = {
  input: Input
  mine: Things
  others: Things
  foreign: Things
  probe: (kind: Kind, name: string, ask: Probe['ask']) => Probe
  checked: (
    send: Send,
    given: Input,
    sending: Sending,
    wrong: (answer: Answer) => string | null
  ) => Promise<string | null>
  world: World
  row: RouteRow
  passed: Passed
}

/** Scrypt is slow by intent: a wrong password is tried once. */
export const isSlow = ({ path }: RouteRow): boolean => /\/account\/(?:password|second-step)/.test(path)

export const isOwnAccount = (policy: string): boolean => policy === 'own account'
export const isUpload = (policy: string): boolean => ['file.upload', 'paper.upload', 'import.upload'].includes(policy)
