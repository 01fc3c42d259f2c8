import type { RouteRow } from '@jiceng/workers/http/openapi'
import {
  alike,
  alwaysWrong,
  isOwnAccount,
  isRefused,
  isSlow,
  isUpload,
  keyOf,
  toldOf,
  type Kind,
  type Passed,
  type Places,
  type Probe,
} from './answers.ts'
import type { Answer, Send, Sending } from './client.ts'
import type { Persona } from './directory.ts'
import { claimProbes, doorProbes } from './doors.ts'
import { inputOf, slotsOf, unknownOf, type Input } from './inputs.ts'
import { BY_KEY, HIDES_FIRST, mayPass, OF_THE_DISTRICT, OPEN_TO_ALL_UNITS, PUBLISHED, rolesFor } from './policies.ts'
import { FOREIGN, type Things, type World } from './world.ts'

// Every route, asked by everybody, for one's own, for another's and for another district's.

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

/** At the platform's own doors only an operator is somebody. */
const asSeenAt = ({ path }: RouteRow, persona: Persona): Persona => {
  if (!path.startsWith('/api/operator/')) return persona
  return { ...persona, roles: [persona.name === 'operator' ? 'operator' : 'visitor'] }
}

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
    const passes = mayPass(persona, allowed) && isInScope(row, persona)
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

/** Whether a program's key, if it is one, is for this. */
const isInScope = ({ doc }: RouteRow, { permissions }: Persona): boolean => {
  if (permissions === undefined) return true
  return permissions !== null && [...permissions, ...PUBLISHED].includes(doc!.policy)
}

function wrongKey({ path }: RouteRow, { permissions }: Persona, answer: Answer): string | null {
  const expected = path.startsWith('/api/operator/')
    ? ['401 key-not-here']
    : permissions
      ? ['403 outside-key-scope', '403 forbidden', '401 sign-in-required']
      : ['401 key-refused']
  return expected.includes(toldOf(answer)) ? null : `should be ${expected.join(' or ')}, is ${toldOf(answer)}`
}

function wrongRefusal(row: RouteRow, persona: Persona, answer: Answer): string | null {
  if (HIDES_FIRST.includes(row.doc!.policy) && answer.status === 404) return null
  if (persona.permissions !== undefined) return wrongKey(row, persona, answer)
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
  if (['every role in one unit', 'key for one unit'].includes(persona.name) && OF_THE_DISTRICT.includes(policy)) {
    return isRefused(answer) ? null : `is the whole district's business, is ${toldOf(answer)}`
  }
  if ([401, 403].includes(answer.status)) return `should pass, is ${toldOf(answer)}`
  if (answer.status >= 400 || (persona.unitId === null && !persona.roles.includes('deputy'))) return null
  const { mine, others } = world
  const strange = persona.name === 'deputy of another unit' ? mine : others
  const seen = privateOf(strange).filter((id) => answer.text.includes(id) && !answer.sent.includes(id))
  return seen.length > 0 ? `holds ${seen.length} ids of another unit` : null
}

/** Of a unit, what no other unit has to do with. A recipient is the whole district's. */
const privateOf = (things: Things): string[] => {
  const { mandateId, otherMandateId, entryId, openEntryId, groupId, activityId, heldActivityId } = things
  const { caseId, circularId, proposedCircularId, reportId, jobId, fileId, postedFileId, paperId } = things
  const { congressSessionId } = things
  return [
    ...[mandateId, otherMandateId, entryId, openEntryId, groupId, activityId, heldActivityId],
    ...[caseId, circularId, proposedCircularId, reportId, jobId, fileId, postedFileId, paperId],
    congressSessionId,
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
  const isFeed = policy === 'feed.read'
  const persons = world.personas.filter(({ permissions }) => permissions === undefined)
  const probes = persons.map((one) =>
    probe('role', `by ${one.name}`, (send) =>
      checked(send, input, { cookie: one.cookie }, (answer) => {
        if (policy === 'local') return answer.status === 404 ? null : `exists in production: ${toldOf(answer)}`
        passed.add(keyOf(row))
        if ((isNotice || isFeed) && isRefused(answer)) return `should pass, is ${toldOf(answer)}`
        return null
      })
    )
  )
  const closed = (answer: Answer) => (answer.status === 404 ? null : `opens: ${toldOf(answer)}`)
  if (isFeed) {
    const { feedToken } = world.foreign
    return [
      ...probes,
      probe('role', "with the other district's address", (send) => checked(send, { ...input, feedToken }, {}, closed)),
    ]
  }
  if (!isNotice) return probes
  const forged = String(input['token']).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  const others = world.others.token
  const mixed = others.replace(/[^.]+$/, () => String(input['token']).split('.').at(-1)!)
  return [
    ...probes,
    probe('role', 'with a forged signature', (send) => checked(send, { ...input, token: forged }, {}, closed)),
    probe('role', "with another link's signature", (send) => checked(send, { ...input, token: mixed }, {}, closed)),
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
      (name !== 'deputy of another unit' && roles.includes('deputy')) ||
      roles.includes('unit_office') ||
      name === 'key for one unit'
  )
  const sets = slots.length > 1 ? [slots, ...slots.map((slot) => [slot])] : slots.map((slot) => [slot])
  const persons = limited.filter((one) => mayPass(one, allowedAt(row)!) && isInScope(row, one))
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
    .filter(({ name }) => !name.endsWith(' of another district'))
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
