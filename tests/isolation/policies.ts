import { POSTING_OFFICES } from '@jiceng/core/circular/schema'
import { importRoles } from '@jiceng/core/imports/schema'
import { CALLING } from '@jiceng/core/session/queries'
import type { Role } from '@jiceng/core/kernel/actor'
import { declaredCommands, declaredQueries } from '@jiceng/core/kernel/command'
import type * as z from 'zod'
import type { Persona } from './directory.ts'

// Who may pass which door: what the commands and queries declare, taken down before any guard is removed, and the few
// doors that have no command.

type Declared = { name: string; roles: readonly Role[]; input: z.ZodType; scope: (...given: never[]) => unknown }
const declared = () => [...declaredCommands(), ...declaredQueries()] as unknown as Declared[]

export const specOf = (policy: string): Declared | undefined => declared().find(({ name }) => name === policy)

const everyDistrictRole = [
  ...(['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'] as const),
  'deputy',
] as const satisfies readonly Role[]

/** Doors that run no command of their own, and whom they let pass. */
const WITHOUT_COMMAND: Record<string, readonly Role[]> = {
  'own account': everyDistrictRole,
  'file.upload': [...POSTING_OFFICES],
  'paper.upload': [...CALLING],
  'import.upload': [...importRoles],
  'import.check': [...importRoles],
  'import.choose': [...importRoles],
}

/** A policy that stands for something: a command or query, a door of its own, or a reason to be open. */
export const isPolicy = (policy: string): boolean =>
  ['public', 'local'].includes(policy) || policy in WITHOUT_COMMAND || specOf(policy) !== undefined

const taken = new Map<string, readonly Role[]>()

/** The roles a policy names; undefined for what is open to whoever asks. */
export function rolesFor(policy: string): readonly Role[] | undefined {
  const known = taken.get(policy) ?? WITHOUT_COMMAND[policy] ?? specOf(policy)?.roles
  if (known) taken.set(policy, [...known])
  return known
}

/** Doors whose actor is whoever holds their key (a link, a code), so that nobody's role is asked for. */
export const BY_KEY = [
  'public',
  'local',
  'notice.read',
  'notice.reply',
  'feed.read',
  'tenant.sign-up',
  'tenant.confirm',
  'member.accept',
]

/** The whole district's business: a member of one unit has no part in it, whatever their roles. */
export const OF_THE_DISTRICT = [
  ...['unit.establish', 'unit.rename', 'unit.retire', 'unit.restore'],
  ...['board-settings.set', 'board.withdraw', 'rule-set.publish', 'rule-set.try'],
  ...['assessment.exempt', 'assessment.include'],
  ...['annual-board.state', 'annual-board.prepare', 'annual-board.publish', 'annual-board.withdraw'],
  ...['mandate.transfer', 'mandate.withdraw-transfer', 'session.set-notice'],
  ...['points.record-late', 'points.reverse-late', 'point-report.answer', 'objection.decide'],
  ...['duty-case.list', 'duty-case.record', 'duty-case.open', 'duty-case.interview', 'duty-case.inform'],
  ...['duty-case.observe', 'duty-case.close', 'duty-case.advise', 'duty-case.resign', 'duty-case.accept'],
  ...['duty-case.drop'],
  ...['member.list', 'member.invite', 'member.dismiss', 'tenant.verification', 'tenant.enter-verification-code'],
  ...['api-key.list', 'api-key.issue', 'api-key.revoke'],
  ...['endpoint.list', 'endpoint.log', 'endpoint.register', 'endpoint.rotate-secret', 'endpoint.challenge'],
  ...['endpoint.test', 'endpoint.disable', 'endpoint.enable', 'delivery.replay'],
]

/** What is published, the same for whoever asks. */
export const PUBLISHED = [
  ...['board.list', 'board.newest', 'board.published', 'board.rows'],
  ...['annual-board.newest', 'annual-board.published', 'annual-board.rows'],
  ...['meeting.list', 'meeting.record', 'meeting.paper'],
  'resolution.published',
]

/** … and settings without a secret. */
export const OPEN_TO_ALL_UNITS = [...PUBLISHED, 'board-settings.read']

/** They look first whether the thing is there for this person, and say 404 to all others. */
export const HIDES_FIRST = ['import.check', 'import.choose', 'import.apply', 'import.reverse']

export const mayPass = ({ roles }: Persona, allowed: readonly Role[]): boolean =>
  roles.some((role) => allowed.includes(role))
