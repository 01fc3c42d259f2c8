import type { Words } from '../kernel/words.ts'
import { levels } from '../people/schema.ts'
import { addSeat, described, key, type Deputy, type NewDeputy, type State } from './check-state.ts'
import type { Row } from './records.ts'
import { ANOTHER_PERSON } from './schema.ts'

// Who takes a new seat: somebody of the file, a known deputy, or a person of their own. By the same rules as where one
// deputy is registered (mandate.begin).

export const isNew = (state: State, mandateId: string): boolean => mandateId.startsWith(`${state.world.jobId}-m`)

type Begun = Omit<NewDeputy, 'id' | 'personId'> & { code: string; name: string }

/**
 * Answers the new mandate's id; undefined where who takes the seat is wrong. While a choice is open it is a person of
 * their own, so that the rows about them can be checked.
 */
export function begin(state: State, row: Row, { code, name, ...mandate }: Begun): string | undefined {
  const id = `${state.world.jobId}-m${row.row}`
  const taken = takenBy(state, row, { code, name, id, ...mandate })
  if (taken === undefined) return undefined
  const no = taken === id ? null : whyNotThem(state, { ...mandate, personId: taken })
  if (no) {
    row.fault(code === '' ? 'name' : 'code', no)
    return undefined
  }
  if (taken === id) state.plan.persons.push({ id, name })
  state.plan.deputies.push({ id, personId: taken, ...mandate })
  const seat = { ...mandate, mandateId: id, personId: taken, name, fromOn: mandate.startOn, untilOn: mandate.endOn }
  addSeat(state, seat, code)
  return id
}

/** The person's id: of those of the row's number, else of a namesake somebody chose, else the new mandate's own. */
function takenBy(state: State, row: Row, { id, code, name, ...at }: Begun & { id: string }): string | undefined {
  const others = code === '' ? [] : (state.byCode.get(code) ?? [])
  if (others.some((other) => other.name !== name || other.personId !== others[0]!.personId)) {
    row.fault('code', {
      zh: '编号已用于另一名代表；同一人兼两级代表时才可同号',
      en: 'The number is another deputy’s; only one person’s two mandates share one',
    })
    return undefined
  }
  if (others[0]) return others[0].personId
  const namesakes = namesakesOf(state, name)
  return (namesakes.length > 0 && chosenPerson(state, row, { ...at, name }, namesakes)) || id
}

/** Known deputies of the name, one mandate each; a unit's office is asked about those who sit with it today. */
function namesakesOf(state: State, name: string): Deputy[] {
  const known = (state.byName.get(name) ?? []).filter(({ mandateId }) => !isNew(state, mandateId))
  const within = known.filter(({ personId }) => state.world.unitId === null || sitsHere(state, personId))
  return [...new Map(within.map((deputy) => [deputy.personId, deputy])).values()]
}

/** Whether the person sits today with the unit whose office uploaded the file. */
const sitsHere = ({ world, byPerson }: State, personId: string): boolean =>
  (byPerson.get(personId) ?? [])
    .flatMap(({ seats }) => seats)
    .some((seat) => seat.unitId === world.unitId && seat.fromOn <= world.today && world.today <= seat.untilOn)

type About = Omit<Begun, 'code'>

/** The known person chosen for the row; undefined for another one, and while nobody has chosen. */
function chosenPerson(state: State, row: Row, about: About, namesakes: readonly Deputy[]): string | undefined {
  const { name, level, startOn, electoralDistrictId } = about
  const at = key('person', name, level, electoralDistrictId, startOn)
  const candidates = [
    ...namesakes.map((one) => ({ mandateId: one.mandateId, text: described(state, one) })),
    { mandateId: ANOTHER_PERSON, text: '' },
  ]
  const chosen = candidates.find(({ mandateId }) => mandateId === state.world.choices[at])?.mandateId ?? null
  const text = [name, levels[level].zh, state.districtNames.get(electoralDistrictId), startOn].join(' ')
  state.choices.set(at, { ...{ key: at, sheet: row.sheet, row: row.row, rowCount: 1, text, candidates }, chosen })
  return namesakes.find(({ mandateId }) => mandateId === chosen)?.personId
}

/** Why a known person does not take the seat; null when they do. */
function whyNotThem(state: State, seat: Omit<NewDeputy, 'id'>): Words | null {
  const theirs = state.byPerson.get(seat.personId) ?? []
  const isKnown = theirs.some(({ mandateId }) => !isNew(state, mandateId))
  if (isKnown && state.world.unitId !== null && !sitsHere(state, seat.personId)) {
    return {
      zh: '编号所指的代表今天不在本街镇任职，请由区人大机关登记',
      en: 'The number’s deputy does not sit here today: the district’s offices register them',
    }
  }
  const runs = theirs
    .filter(({ level }) => level === seat.level)
    .flatMap(({ seats }) => seats)
    .some((one) => one.fromOn <= seat.endOn && one.untilOn >= seat.startOn)
  if (!runs) return null
  return {
    zh: `此人在此期间已是${levels[seat.level].zh}代表（《选举法》第四十八条）`,
    en: `They are a ${levels[seat.level].en.toLowerCase()} deputy already then (Electoral Law, art. 48)`,
  }
}
