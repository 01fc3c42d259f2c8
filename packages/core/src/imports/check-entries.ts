import { closingQuarters } from '../board/schema.ts'
import { quarterDays, quarterOf } from '../kernel/calendar.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Words } from '../kernel/words.ts'
import { levels } from '../people/schema.ts'
import { entryRefusal, seatThatCounts } from '../points/checks.ts'
import * as cells from './cells.ts'
import {
  described,
  key,
  otherUnit,
  type Deputy,
  type Item,
  type NewEntry,
  type Seat,
  type State,
} from './check-state.ts'
import type { Row } from './records.ts'

// Rows about deputies: whom each is about, and what it is worth.

/** The deputy a row is about; a row that fits several waits for a choice. */
function deputyOf(state: State, row: Row, on: string): Deputy | undefined {
  const [code, name] = [row.get('code', cells.code), row.get('name', cells.person)]
  const unitName = row.get('unit', cells.placeName)
  const level = row.get('level', cells.oneOf(levels))
  const district = row.get('district', cells.placeName)
  const term = row.get('term', cells.day)
  if (!row.sound()) return undefined
  if (code === undefined && name === undefined) {
    row.fault('name', { zh: '请填写姓名或代表编号', en: 'Give a name or a deputy number' })
    return undefined
  }
  const fits = (code === undefined ? state.byName.get(name!) : state.byCode.get(code)) ?? []
  const narrowed = fits.filter(
    (one) =>
      (name === undefined || one.name === name) &&
      (level === undefined || one.level === level) &&
      (term === undefined || one.startOn === term) &&
      one.seats.some(
        (seat) =>
          (unitName === undefined || state.unitNames.get(seat.unitId) === unitName) &&
          (district === undefined || state.districtNames.get(seat.electoralDistrictId) === district) &&
          (state.world.unitId === null || seat.unitId === state.world.unitId)
      )
  )
  if (narrowed.length === 0) {
    const field = code === undefined ? 'name' : 'code'
    row.fault(field, { zh: '没有符合的代表', en: 'No deputy fits' })
    return undefined
  }
  const inTerm = narrowed.filter((one) => one.startOn <= on && on <= one.endOn)
  const candidates = inTerm.length > 0 ? inTerm : narrowed
  if (candidates.length === 1) return candidates[0]
  return chosen(state, row, [code, name, unitName, level, district, term], candidates)
}

function chosen(state: State, row: Row, about: readonly (string | undefined)[], candidates: readonly Deputy[]) {
  const at = about.map((part) => part ?? '').join('|')
  const picked = candidates.find((one) => one.mandateId === state.world.choices[at])
  const known = state.choices.get(at)
  if (known) known.rowCount++
  else {
    state.choices.set(at, {
      key: at,
      sheet: row.sheet,
      row: row.row,
      rowCount: 1,
      text: about.filter((part) => part !== undefined).join(' '),
      candidates: candidates.map((one) => ({ mandateId: one.mandateId, text: described(state, one) })),
      chosen: picked?.mandateId ?? null,
    })
  }
  return picked
}

const ruleIn = (state: State, quarter: string, word: string): Item | undefined => {
  const version = state.versions.find((one) => one.fromQuarter <= quarter)?.version
  return version === undefined ? undefined : state.items.get(key(String(version), word))
}

type Counted = Omit<NewEntry, 'mandateId' | 'quarter' | 'itemCode'> & { rule: Item | undefined }

/** Refuses what the command for one entry refuses, in its words. */
function count(state: State, row: Row, deputy: Deputy, dayColumn: string, { rule, occurredOn, ...rest }: Counted) {
  const quarter = quarterOf(occurredOn)
  const seat = seatThatCounts(deputy.seats, quarter)
  const closing = seat && closingOf(state, deputy, seat, quarter)
  const no = entryRefusal({
    unitId: seat?.unitId ?? '',
    seats: deputy.seats,
    rule,
    closing,
    occurredOn,
    today: state.world.today,
  })
  if (no) return void faultOf(row, no.problem, dayColumn)
  if (!seat || !rule) return undefined
  if (state.world.unitId !== null && seat.unitId !== state.world.unitId) return void row.fault('name', otherUnit)
  const at = key(seat.unitId, seat.level, quarter)
  const sum = state.quarters.get(at)
  if (sum) sum.entries++
  else
    state.quarters.set(at, {
      unitId: seat.unitId,
      unit: state.unitNames.get(seat.unitId) ?? '',
      level: seat.level,
      quarter,
      entries: 1,
    })
  return { mandateId: deputy.mandateId, quarter, itemCode: rule.code, occurredOn, ...rest }
}

/** Of the unit whose quarter it is, or of one that has the deputy on a later board of the year. */
const closingOf = (state: State, deputy: Deputy, seat: Seat, quarter: string) =>
  closingQuarters(quarter)
    .flatMap((later) => [seat, seatThatCounts(deputy.seats, later) ?? seat].map((one) => ({ one, later })))
    .map(({ one, later }) => state.closings.get(key(one.unitId, one.level, later)))
    .find((one) => one !== undefined)

function faultOf(row: Row, problem: Problem, dayColumn: string): void {
  const pointer = problem.errors?.[0]?.pointer
  const column = pointer === '/itemCode' ? 'item' : dayColumn
  row.fault(column, problem.status === 404 ? notSeated : problem.title)
}

const notSeated: Words = { zh: '该季度末不是在任代表', en: 'Not a deputy at the end of that quarter' }

export function readEntry(state: State, row: Row): void {
  const occurredOn = row.get('day', cells.day)
  const word = row.get('item', cells.text)
  const note = row.get('note', cells.note) ?? ''
  if (occurredOn === undefined) return
  const deputy = deputyOf(state, row, occurredOn)
  if (!row.sound() || !deputy || word === undefined) return
  const rule = ruleIn(state, quarterOf(occurredOn), word)
  const entry = count(state, row, deputy, 'day', { rule, occurredOn, hundredths: rule?.hundredths ?? 0, note })
  if (entry) state.plan.entries.push(entry)
}

/** What a deputy had before this system: under an item of the rules, so that its caps hold, with where it is written. */
export function readOpening(state: State, row: Row): void {
  const quarter = row.get('quarter', cells.quarter)
  const word = row.get('item', cells.text)
  const hundredths = row.get('points', cells.hundredths)
  const source = row.get('source', cells.note)
  if (quarter === undefined) return
  const { firstOn, lastOn } = quarterDays(quarter)
  const deputy = deputyOf(state, row, firstOn)
  if (!row.sound() || !deputy || word === undefined || hundredths === undefined || source === undefined) return
  const rule = ruleIn(state, quarter, word)
  const at = key(deputy.mandateId, quarter, rule?.code ?? '')
  if (state.balances.has(at)) {
    return row.fault('item', {
      zh: '这名代表该季度的这一项已有积分',
      en: 'The deputy already has points of this item in that quarter',
    })
  }
  const occurredOn = deputy.endOn < lastOn ? deputy.endOn : lastOn
  const entry = count(state, row, deputy, 'quarter', { rule, occurredOn, hundredths, note: source })
  if (!entry) return
  state.balances.add(at)
  state.plan.openings.push(entry)
}
