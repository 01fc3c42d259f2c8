import type { RouteRow } from '@jiceng/workers/http/openapi'
import type { Answer, Send, Sending } from './client.ts'
import type { Persona } from './directory.ts'
import { inputOf, slotsOf, unknownOf, type Input } from './inputs.ts'
import { BY_KEY, HIDES_FIRST, mayPass, OF_THE_DISTRICT, OPEN_TO_ALL_UNITS, rolesFor } from './policies.ts'
import { FOREIGN, HOME, OPENING, ORIGIN, type Things, type World } from './world.ts'

// Every route, asked by everybody, for one's own, for another's and for another district's. A probe is a question with
// one right answer; what is wrong about the answer is said in a sentence.

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
const isRefused = ({ status }: Answer): boolean => REFUSED.includes(status)
const alike = (one: Answer, another: Answer): boolean => one.status === another.status && one.code === another.code
const toldOf = ({ status, code }: Answer): string => `${status} ${code}`.trim()

/** Words of the other district that one did not bring along oneself. */
const strangersIn = (world: World, answer: Answer): string[] =>
  world.leaksIn(answer.text).filter((word) => !answer.sent.includes(word))

/** The platform's operator sees which districts there are, and nobody else does. */
const isPlatformView = ({ doc }: RouteRow, { status }: Answer): boolean =>
  doc?.policy === 'operator.overview' && status === 200

/** What holds for every answer there is. */
function alwaysWrong(world: World, row: RouteRow, answer: Answer): string | null {
  const { doc, path } = row
  const leaks = strangersIn(world, answer)
  if (leaks.length > 0 && !isPlatformView(row, answer)) return `holds ${leaks.length} words of the other district`
  if (answer.calls > 0) return `called the other district's database`
  if (answer.status >= 500) return `answered ${toldOf(answer)}`
  const isCachedForAll = path.startsWith('/api/areas')
  const isPhoto = doc?.policy === 'posting.photo'
  const expected = isPhoto ? /^private, no-(?:cache|store)$/ : /^private, no-store$/
  if (!isCachedForAll && !expected.test(answer.cacheControl)) return `may be cached: "${answer.cacheControl}"`
  return null
}

/** The probes of one route. */
export function probesOf(world: World, row: RouteRow, passed: Passed): Probe[] {
  const { doc } = row
  if (!doc) return []
  const { mine, others, foreign } = world
  const input = inputOf(row, mine, others)
  const probe = (kind: Kind, name: string, ask: Probe['ask']): Probe => ({
    name: `${keyOf(row)} ${name}`,
    row,
    kind,
    ask,
  })
  const checked = async (send: Send, given: Input, sending: Sending, wrong: (answer: Answer) => string | null) => {
    const answer = await send(row, given, sending)
    return alwaysWrong(world, row, answer) ?? wrong(answer)
  }
  const places = { input, mine, others, foreign, probe, checked, world, row, passed }
  const inDistrict = row.path.startsWith('/api/tenants/')
  return [
    ...roleProbes(places),
    ...(inDistrict ? [...otherProbes(places), ...addressProbes(places)] : []),
    ...foreignProbes(places),
    ...(row.path.startsWith('/api/operator/') ? operatorProbes(places) : []),
    ...claimProbes(places),
    ...doorProbes(places),
  ]
}

type Places = {
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

/** At the platform's own doors only an operator is somebody. */
const asSeenAt = ({ path }: RouteRow, persona: Persona): Persona => {
  if (!path.startsWith('/api/operator/')) return persona
  return { ...persona, roles: [persona.name === 'operator' ? 'operator' : 'visitor'] }
}

/** Scrypt is slow by intent: a wrong password is tried once. */
const isSlow = ({ path }: RouteRow): boolean => /\/account\/(?:password|second-step)/.test(path)

const allowedAt = ({ doc, path }: RouteRow) =>
  doc!.policy === 'own account' && path.startsWith('/api/operator/') ? (['operator'] as const) : rolesFor(doc!.policy)

/** Everybody asks for what is one's own. */
function roleProbes({ world, row, input, probe, checked, passed }: Places): Probe[] {
  const { policy } = row.doc!
  if (BY_KEY.includes(policy)) return keyProbes(row, world, input, probe, checked, passed)
  const allowed = allowedAt(row)!
  let tried = false
  return world.personas.flatMap((one) => {
    const persona = asSeenAt(row, one)
    const passes = mayPass(persona, allowed)
    if (passes && isSlow(row) && tried) return []
    tried ||= passes
    const given = ownInput(world, row, one, input)
    return probe('role', `by ${one.name}`, (send) =>
      checked(send, given, { cookie: one.cookie }, (answer) => {
        const wrong = passes ? wrongOwn(world, row, one, answer) : wrongRefusal(row, persona, answer)
        if (passes && !isRefused(answer)) passed.add(keyOf(row))
        return wrong
      })
    )
  })
}

/** A deputy of another unit asks for what is theirs, an operator ends a session of theirs. */
function ownInput(world: World, row: RouteRow, { name }: Persona, input: Input): Input {
  if (row.path.startsWith('/api/operator/account/') && 'sessionId' in input) {
    return { ...input, sessionId: world.operatorSessionId }
  }
  return name === 'deputy of another unit' ? inputOf(row, world.others, world.mine) : input
}

function wrongRefusal({ doc }: RouteRow, persona: Persona, answer: Answer): string | null {
  if (HIDES_FIRST.includes(doc!.policy) && answer.status === 404) return null
  const expected = persona.roles.includes('visitor') ? '401 sign-in-required' : '403 forbidden'
  return toldOf(answer) === expected ? null : `should be ${expected}, is ${toldOf(answer)}`
}

function wrongOwn(world: World, row: RouteRow, persona: Persona, answer: Answer): string | null {
  const { policy } = row.doc!
  if (answer.code === 'invalid-input') return `the probe itself is malformed: ${answer.text}`
  if (isOwnAccount(policy)) return answer.status === 401 && answer.code === 'sign-in-required' ? 'should pass' : null
  if (OPEN_TO_ALL_UNITS.includes(policy)) return isRefused(answer) ? `should pass, is ${toldOf(answer)}` : null
  if (persona.name === 'unit_office without a unit' && !isUpload(policy)) {
    return isRefused(answer) ? null : `should reach nothing, is ${toldOf(answer)}`
  }
  if (persona.name === 'every role in one unit' && OF_THE_DISTRICT.includes(policy)) {
    return isRefused(answer) ? null : `is the whole district's business, is ${toldOf(answer)}`
  }
  if ([401, 403].includes(answer.status)) return `should pass, is ${toldOf(answer)}`
  if (answer.status >= 400 || (persona.unitId === null && !persona.roles.includes('deputy'))) return null
  const { mine, others } = world
  const strange = persona.name === 'deputy of another unit' ? mine : others
  const seen = privateOf(strange).filter((id) => answer.text.includes(id) && !answer.sent.includes(id))
  return seen.length > 0 ? `holds ${seen.length} ids of another unit` : null
}

const isOwnAccount = (policy: string): boolean => policy === 'own account'
const isUpload = (policy: string): boolean => ['file.upload', 'import.upload'].includes(policy)

/** Of a unit, what no other unit has to do with. A recipient is the whole district's. */
const privateOf = (things: Things): string[] => {
  const { mandateId, otherMandateId, entryId, openEntryId, groupId, activityId, heldActivityId } = things
  const { circularId, proposedCircularId, reportId, jobId, fileId, postedFileId } = things
  return [
    ...[mandateId, otherMandateId, entryId, openEntryId, groupId, activityId, heldActivityId],
    ...[circularId, proposedCircularId, reportId, jobId, fileId, postedFileId],
  ]
}

/** Doors that ask for a key: with a wrong one they say nothing. */
function keyProbes(
  row: RouteRow,
  world: World,
  input: Input,
  probe: Places['probe'],
  checked: Places['checked'],
  passed: Passed
): Probe[] {
  const { policy } = row.doc!
  const isNotice = policy.startsWith('notice.')
  const probes = world.personas.map((one) =>
    probe('role', `by ${one.name}`, (send) =>
      checked(send, input, { cookie: one.cookie }, (answer) => {
        if (policy === 'local') return answer.status === 404 ? null : `exists in production: ${toldOf(answer)}`
        passed.add(keyOf(row))
        if (isNotice && isRefused(answer)) return `should pass, is ${toldOf(answer)}`
        return null
      })
    )
  )
  if (!isNotice) return probes
  const forged = String(input['token']).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  const others = world.others.token
  const mixed = others.replace(/[^.]+$/, () => String(input['token']).split('.').at(-1)!)
  const wrong = (answer: Answer) => (answer.status === 404 ? null : `opens: ${toldOf(answer)}`)
  return [
    ...probes,
    probe('role', 'with a forged signature', (send) => checked(send, { ...input, token: forged }, {}, wrong)),
    probe('role', "with another link's signature", (send) => checked(send, { ...input, token: mixed }, {}, wrong)),
  ]
}

/** Whoever belongs to one unit, or is one deputy, names what is another's: all of it, or one thing among one's own. */
function otherProbes({ world, row, input, others, mine, probe, checked }: Places): Probe[] {
  const { policy } = row.doc!
  if (BY_KEY.includes(policy) || OPEN_TO_ALL_UNITS.includes(policy)) return []
  const theirs = inputOf(row, others, mine)
  const unknown = inputOf(row, unknownOf(mine), unknownOf(mine))
  const slots = slotsOf(input, theirs).filter((slot) => !SHARED.includes(slot))
  const limited = world.personas.filter(
    ({ name, roles }) =>
      (name !== 'deputy of another unit' && roles.includes('deputy')) || roles.includes('unit_office')
  )
  const sets = slots.length > 1 ? [slots, ...slots.map((slot) => [slot])] : slots.map((slot) => [slot])
  const persons = limited.filter(({ roles }) => roles.some((role) => allowedAt(row)!.includes(role)))
  return persons.flatMap(({ name, cookie }) =>
    sets.map((set) =>
      probe('other', `by ${name} for another's ${set.join(', ')}`, (send) =>
        refusedOrUnknown(send, { ...{ checked, input, row }, with: theirs, unknown, set, cookie })
      )
    )
  )
}

/** A recipient is the whole district's; where a deputy moves to or came from is another unit by its meaning. */
const SHARED = ['recipientId', 'recipientIds', 'toUnitId', 'fromUnitId']

type Named = {
  checked: Places['checked']
  input: Input
  row: RouteRow
  with: Input
  unknown: Input
  set: string[]
  cookie: string | null
}

/** Refused, or told exactly what one is told of something that does not exist. */
async function refusedOrUnknown(send: Send, { checked, input, row, set, cookie, ...inputs }: Named) {
  const put = (from: Input): Input => ({ ...input, ...Object.fromEntries(set.map((name) => [name, from[name]])) })
  const asked: Answer[] = []
  const wrong = await checked(send, put(inputs.with), { cookie }, (answer) => {
    asked.push(answer)
    return null
  })
  const [answer] = asked
  if (wrong !== null || !answer || isRefused(answer)) return wrong
  const nothing = await send(row, put(inputs.unknown), { cookie })
  if (alike(answer, nothing) && answer.code !== 'invalid-input') return null
  return `${toldOf(answer)}, but ${toldOf(nothing)} for what does not exist`
}

/** Everybody names what is the other district's: in the path, in the query, in the body, all of it or one thing. */
function foreignProbes({ world, row, input, foreign, mine, probe, checked }: Places): Probe[] {
  const { policy } = row.doc!
  if (['local', 'public'].includes(policy) || policy.startsWith('operator.')) return []
  const theirs = inputOf(row, foreign, foreign)
  const unknown = inputOf(row, unknownOf(mine), unknownOf(mine))
  const slots = slotsOf(input, theirs)
  const sets = slots.length > 1 ? [slots, ...slots.map((slot) => [slot])] : slots.map((slot) => [slot])
  const persons = world.personas.filter(({ name }) => name !== 'forged cookie' && name !== 'expired session')
  // The platform's operator verifies whatever district they name.
  const asked = row.path.startsWith('/api/operator/') ? persons.filter(({ name }) => name !== 'operator') : persons
  return asked.flatMap(({ name, cookie }) =>
    sets.map((set) =>
      probe('foreign', `by ${name} for the other district's ${set.join(', ')}`, (send) =>
        refusedOrUnknown(send, { ...{ checked, input, row }, with: theirs, unknown, set, cookie })
      )
    )
  )
}

/** The operator names what does not belong together, or is not there. */
function operatorProbes({ world, input, probe, checked }: Places): Probe[] {
  const { cookie } = world.personas.find(({ name }) => name === 'operator')!
  const wrongly = 'areaCode' in input ? { areaCode: '500102' } : 'alarmId' in input ? { alarmId: 'unknown' } : null
  if (wrongly === null) return []
  return [
    probe('other', 'by operator for what is not there', (send) =>
      checked(send, { ...input, ...wrongly }, { cookie }, (answer) =>
        answer.status === 404 ? null : `should be 404, is ${toldOf(answer)}`
      )
    ),
  ]
}

/** Everybody asks at the other district's own address; with a right in one's own district only. */
function addressProbes({ world, row, foreign, probe }: Places): Probe[] {
  const { policy } = row.doc!
  if (OPEN_TO_ALL_UNITS.includes(policy) && rolesFor(policy)!.includes('visitor')) return []
  const theirs = inputOf(row, foreign, foreign)
  return world.personas
    .filter(({ name }) => name !== 'administrator of another district')
    .map(({ name, cookie }) =>
      probe('address', `by ${name} at the other district's address`, async (send) => {
        const answer = await send(row, theirs, { slug: FOREIGN, cookie })
        // Its name is its own to show, also on the way to its sign-in.
        const frame = { ...answer, text: answer.text.replace(/^x-jiceng-frame: .*$/m, '') }
        const wrong = alwaysWrong(world, row, frame)
        if (wrong) return wrong
        return isRefused(answer) ? null : `should be refused, is ${toldOf(answer)}`
      })
    )
}

/** One's own question, with the other district's name wherever a name might be believed. */
function claimProbes({ world, row, input, foreign, probe, checked }: Places): Probe[] {
  const [, administrator] = world.personas
  const stranger = world.personas.find(({ name }) => name === 'administrator of another district')!
  const cookie = administrator!.cookie
  const { id, slug } = world.tenants.foreign
  const claims: [string, Sending][] = [
    ['in headers', { cookie, headers: claimedHeaders(id, slug, foreign) }],
    ['in cookies', { cookie: `${cookie}; tenant=${id}; place=${slug}; unit=${foreign.unitId}` }],
    ['by a second session cookie', { cookie: `${cookie}; ${stranger.cookie}` }],
  ]
  if (isSlow(row)) return []
  const withoutClaim = (send: Send) => send(row, input, { cookie })
  return claims.map(([where, sending]) =>
    probe('claim', `with the other district named ${where}`, (send) =>
      checked(send, input, sending, () => null).then(async (wrong) => {
        if (wrong) return wrong
        const [claimed, plain] = [await send(row, input, sending), await withoutClaim(send)]
        return alike(claimed, plain) ? null : `${toldOf(claimed)}, but ${toldOf(plain)} without the claim`
      })
    )
  )
}

const claimedHeaders = (id: string, slug: string, { unitId }: Things): Record<string, string> => ({
  ...{ 'x-tenant': slug, 'x-tenant-id': id, 'x-jiceng-tenant': id, 'x-unit-id': unitId },
  ...{
    'x-forwarded-host': `${slug}.example`,
    'x-original-url': `/api/tenants/${slug}/units`,
    'x-http-method-override': 'GET',
  },
  'x-jiceng-frame': encodeURIComponent(JSON.stringify({ tenant: { slug } })),
})

const isOfDistrict = (path: string): boolean => path.includes('/:tenant/')

const TOO_LARGE = JSON.stringify({ text: 'x'.repeat(1_000_000) })

/** What stands before every handler: where a request comes from, what its body is, how many there are. */
function doorProbes({ world, row, input, probe, checked }: Places): Probe[] {
  const [, administrator] = world.personas
  const operator = world.personas.find(({ name }) => name === 'operator')!
  const { path, method, doc } = row
  const { cookie } = path.startsWith('/api/operator/') ? operator : administrator!
  const told = (expected: string) => (answer: Answer) =>
    toldOf(answer) === expected ? null : `should be ${expected}, is ${toldOf(answer)}`
  const probes: Probe[] = []
  if (isOfDistrict(path)) {
    probes.push(
      probe('door', 'of a district that is not open', (send) =>
        checked(send, input, { slug: OPENING, cookie }, told('404 not-found'))
      )
    )
  }
  if (method === 'GET') return probes
  const from = (origin: string) => ({ cookie, headers: { origin } })
  for (const origin of ['https://elsewhere.example', 'null', `${ORIGIN}.example`]) {
    probes.push(probe('door', `from ${origin}`, (send) => checked(send, input, from(origin), told('403 cross-origin'))))
  }
  if (method !== 'POST') return probes
  const isUploading = isUpload(doc!.policy)
  const form = { cookie, headers: { 'content-type': 'text/plain' } }
  const refusal = isUploading ? /^415 not-a-(?:photo|file)-type$/ : /^415 json-only$/
  probes.push(
    probe('door', 'with a form as its body', (send) =>
      checked(send, input, form, (answer) => (refusal.test(toldOf(answer)) ? null : `is ${toldOf(answer)}`))
    )
  )
  if (!isUploading) {
    const large = { cookie, body: TOO_LARGE }
    probes.push(
      probe('door', 'with a body over the limit', (send) => checked(send, input, large, told('413 body-too-large')))
    )
  }
  if (isOfDistrict(path) || path.startsWith('/api/operator/')) {
    probes.push(
      probe('door', 'too often', async (send) => {
        world.controls.limiter = false
        try {
          return await checked(send, input, { cookie }, told('429 too-many-requests'))
        } finally {
          world.controls.limiter = true
        }
      })
    )
  }
  return probes
}

/** The directory's rows of the two districts are swapped: every database finds itself asked for by a stranger. */
export async function swapped(
  world: World,
  rows: readonly RouteRow[],
  send: Send,
  until: { wrong: number; asked: number } = { wrong: Infinity, asked: 0 }
): Promise<string[]> {
  const wrong: string[] = []
  const { DIRECTORY } = world.databases
  const slots = (home: number, foreign: number) => {
    const set = DIRECTORY.prepare('update tenant set slot = ? where slug = ?')
    for (const [slot, slug] of [
      [null, HOME],
      [foreign, FOREIGN],
      [home, HOME],
    ] as const)
      set.run(slot, slug)
  }
  slots(2, 1)
  world.spy.isAllowed = true
  try {
    for (const row of rows) {
      if (!row.doc || !row.path.startsWith('/api/tenants/')) continue
      for (const { name, cookie } of world.personas) {
        if (wrong.length >= until.wrong) return wrong
        until.asked++
        const answer = await send(row, inputOf(row, world.mine, world.others), { cookie })
        const leaks = strangersIn(world, answer)
        if (leaks.length > 0) wrong.push(`${keyOf(row)} by ${name}: holds ${leaks.length} words of the other district`)
        else if (answer.status < 400 && !ofDirectory(row)) wrong.push(`${keyOf(row)} by ${name}: ${toldOf(answer)}`)
      }
    }
  } finally {
    world.spy.isAllowed = false
    slots(1, 2)
  }
  return wrong
}

/** Answered from the directory alone: no district's database is asked. */
const ofDirectory = ({ doc }: RouteRow): boolean =>
  isOwnAccount(doc!.policy) || doc!.policy.startsWith('member.') || doc!.policy.startsWith('tenant.')
