import type { Words } from '../kernel/words.ts'
import { levels, type Level, type UnitKind } from '../people/schema.ts'
import type { Choice, DeputySum, Finding, Summary } from './schema.ts'

// What the dry run knows and gathers: the district as it stands, what the file adds, and what is wrong with it.

export type Unit = { id: string; kind: string; name: string; retiredOn?: string | null }
export type District = {
  unitId: string
  level: string
  id: string
  name: string
  seats: number
  retiredOn?: string | null
}
export type Seat = {
  mandateId: string
  personId: string
  name: string
  level: string
  unitId: string
  electoralDistrictId: string
  startOn: string
  endOn: string
  fromOn: string
  untilOn: string
}
export type Item = { version: number; code: string; name: string; hundredths: number }

/** The district as it stands, and who asks. */
export type World = {
  jobId: string
  today: string
  /** The unit whose office uploaded; null for the district's own offices. */
  unitId: string | null
  units: readonly Unit[]
  districts: readonly District[]
  seats: readonly Seat[]
  ruleSets: readonly { version: number; fromQuarter: string }[]
  items: readonly Item[]
  closings: readonly { unitId: string; level: string; quarter: string; closedOn: string }[]
  /** Items that already have points in the quarters of the opening points. */
  recipients: readonly { id: string; kind: string; name: string }[]
  belongings: readonly { recipientId: string; mandateId: string }[]
  balances: readonly { mandateId: string; quarter: string; itemCode: string }[]
  choices: Readonly<Record<string, string>>
}

export type NewDeputy = {
  id: string
  personId: string
  level: Level
  unitId: string
  electoralDistrictId: string
  startOn: string
  endOn: string
  ground: 'general_election' | 'by_election'
}
export type NewEntry = {
  mandateId: string
  quarter: string
  occurredOn: string
  itemCode: string
  hundredths: number
  note: string
}

/** What would be written. Ids follow from the job and the row, so that a second pass names the same. */
export type Plan = {
  units: { id: string; kind: UnitKind; name: string }[]
  districts: { id: string; unitId: string; level: Level; name: string; seats: number }[]
  deputies: NewDeputy[]
  persons: { id: string; name: string }[]
  employers: { id: string; kind: 'employer'; name: string }[]
  contacts: { recipientId: string; address: string; person: string; phone: string }[]
  belongings: { recipientId: string; mandateId: string }[]
  openings: NewEntry[]
  entries: NewEntry[]
}

export type Checked = {
  plan: Plan
  findings: Finding[]
  choices: Choice[]
  summary: Summary
  sums: DeputySum[]
  streams: string[]
}

export const key = (...parts: string[]): string => parts.join('\n')

export type State = ReturnType<typeof stateOf>
export type Deputy = {
  mandateId: string
  personId: string
  name: string
  level: string
  startOn: string
  endOn: string
  seats: Seat[]
  code: string
}

export function stateOf(world: World) {
  const deputies = new Map<string, Deputy>()
  const byName = new Map<string, Deputy[]>()
  const state = {
    world,
    findings: [] as Finding[],
    plan: {
      ...{ units: [], districts: [], deputies: [], persons: [] },
      ...{ employers: [], contacts: [], belongings: [], openings: [], entries: [] },
    } as Plan,
    units: new Map(world.units.map((unit) => [unit.name, unit])),
    unitNames: new Map(world.units.map((unit) => [unit.id, unit.name])),
    districts: new Map<string, District>(),
    districtNames: new Map(world.districts.map((one) => [one.id, one.name])),
    seatsOf: new Map<string, Seat[]>(),
    deputies,
    byName,
    byCode: new Map<string, Deputy[]>(),
    byPerson: new Map<string, Deputy[]>(),
    versions: [...world.ruleSets].sort((a, b) => (a.fromQuarter < b.fromQuarter ? 1 : -1)),
    items: new Map(
      world.items.flatMap((item) => [item.code, item.name].map((word) => [key(String(item.version), word), item]))
    ),
    closings: new Map(world.closings.map((one) => [key(one.unitId, one.level, one.quarter), one])),
    employers: new Map(
      world.recipients.filter(({ kind }) => kind === 'employer').map((one) => [one.name, one.id] as const)
    ),
    belongings: new Set(world.belongings.map((one) => key(one.recipientId, one.mandateId))),
    balances: new Set(world.balances.map((one) => key(one.mandateId, one.quarter, one.itemCode))),
    choices: new Map<string, Choice>(),
    quarters: new Map<string, Summary['quarters'][number]>(),
    known: 0,
  }
  for (const one of world.districts) state.districts.set(key(one.unitId, one.level, one.name), one)
  for (const seat of world.seats) addSeat(state, seat, '')
  return state
}

export function addSeat(
  state: Pick<State, 'deputies' | 'byName' | 'seatsOf' | 'byCode' | 'byPerson'>,
  seat: Seat,
  code: string
): void {
  const push = <T>(map: Map<string, T[]>, at: string, value: T) =>
    void (map.get(at)?.push(value) ?? map.set(at, [value]))
  push(state.seatsOf, seat.electoralDistrictId, seat)
  const known = state.deputies.get(seat.mandateId)
  if (known) return void known.seats.push(seat)
  const { mandateId, personId, name, level, startOn, endOn } = seat
  const deputy = { mandateId, personId, name, level, startOn, endOn, seats: [seat], code }
  state.deputies.set(mandateId, deputy)
  push(state.byName, name, deputy)
  push(state.byPerson, personId, deputy)
  push(state.byCode, mandateId, deputy)
  if (code !== '') push(state.byCode, code, deputy)
}

/** A deputy as a choice names them. */
export const described = (state: State, { name, startOn, endOn, level, seats: [seat] }: Deputy): string =>
  [
    name,
    state.unitNames.get(seat!.unitId) ?? '',
    levels[level as Level].zh,
    state.districtNames.get(seat!.electoralDistrictId) ?? '',
    `${startOn} — ${endOn}`,
  ].join(' ')

export const otherUnit: Words = { zh: '只能导入本街镇的内容', en: 'You may import your own unit only' }
