import { closingQuarters } from '../board/schema.ts'
import { daysBetween } from '../kernel/calendar.ts'
import type { Words } from '../kernel/words.ts'
import { mostAtOnce, TERM_YEARS_MAX } from '../people/checks.ts'
import { grounds, levels, levelsOf, seatsStream, unitKinds, type Level, type UnitKind } from '../people/schema.ts'
import * as cells from './cells.ts'
import { begin, isNew } from './check-persons.ts'
import { belong, employerOf, readEmployer } from './check-employers.ts'
import { readEntry, readOpening } from './check-entries.ts'
import { key, otherUnit, stateOf, type Checked, type State, type Unit, type World } from './check-state.ts'
import { RECIPIENTS_STREAM, recipientStream } from '../recipient/schema.ts'
import { knownSheets, rowsOf, type Row } from './records.ts'
import { sheets, type DeputySum, type SheetKey, type WorkbookSheet } from './schema.ts'

// The dry run: everything the file says against everything the district has, in one pure pass. The same pass,
// over rows loaded by the command itself, is what is applied.

/** The quarters of a file's opening points: what has to be loaded before it can be checked. */
export function openingQuartersOf(workbook: readonly WorkbookSheet[]): string[] {
  const quarters = new Set<string>()
  for (const found of knownSheets(workbook, []).filter((one) => one.key === 'openings')) {
    for (const row of rowsOf(found, [])) {
      const parsed = cells.quarter(row.text('quarter'))
      if (parsed.ok) quarters.add(parsed.value)
    }
  }
  return [...quarters].sort()
}

export function check(workbook: readonly WorkbookSheet[], world: World): Checked {
  const state = stateOf(world)
  const found = knownSheets(workbook, state.findings)
  const readers: Record<SheetKey, (row: Row) => void> = {
    units: (row) => readUnit(state, row),
    districts: (row) => readDistrict(state, row),
    employers: (row) => readEmployer(state, row),
    deputies: (row) => readDeputy(state, row),
    openings: (row) => readOpening(state, row),
    entries: (row) => readEntry(state, row),
  }
  for (const sheetKey of Object.keys(sheets) as SheetKey[]) {
    for (const one of found.filter(({ key }) => key === sheetKey)) {
      rowsOf(one, state.findings).forEach(readers[sheetKey])
    }
  }
  return answer(
    state,
    found.map(({ sheet }) => sheet.name)
  )
}

function readUnit(state: State, row: Row): void {
  const name = row.get('name', cells.placeName)
  const kind = row.get('kind', cells.oneOf(unitKinds))
  if (name === undefined || kind === undefined) return
  const known = state.units.get(name)
  if (known && known.kind !== kind) {
    return row.fault('kind', {
      zh: `已有同名的${unitKinds[known.kind as UnitKind].zh}`,
      en: 'A unit of this name exists with another kind',
    })
  }
  if (known?.retiredOn) return row.fault('name', retired(known.retiredOn))
  if (known) return void state.known++
  if (state.world.unitId !== null) return row.fault('name', otherUnit)
  const unit = { id: `${state.world.jobId}-u${row.row}`, kind, name }
  state.units.set(name, unit)
  state.unitNames.set(unit.id, name)
  state.plan.units.push(unit)
}

const retired = (retiredOn: string): Words => ({ zh: `已于 ${retiredOn} 停用`, en: `It was retired on ${retiredOn}` })

/** The unit and level of a row, where the unit exists, has that congress and is within reach. */
function place(state: State, row: Row): { unit: Unit; level: Level } | undefined {
  const name = row.get('unit', cells.placeName)
  const level = row.get('level', cells.oneOf(levels))
  if (name === undefined || level === undefined) return undefined
  const unit = state.units.get(name)
  if (!unit) {
    row.fault('unit', { zh: `没有“${name}”这个街镇`, en: `There is no unit “${name}”` })
    return undefined
  }
  if (state.world.unitId !== null && state.world.unitId !== unit.id) {
    row.fault('unit', otherUnit)
    return undefined
  }
  if (unit.retiredOn) {
    row.fault('unit', retired(unit.retiredOn))
    return undefined
  }
  if (!levelsOf(unit.kind).includes(level)) {
    row.fault('level', {
      zh: '街道没有本级人民代表大会，只有区县级代表（《地方组织法》第五十九条）',
      en: 'A street has no congress: district deputies only (Organic Law, art. 59)',
    })
    return undefined
  }
  return { unit, level }
}

function readDistrict(state: State, row: Row): void {
  const at = place(state, row)
  const name = row.get('name', cells.placeName)
  const seats = row.get('seats', cells.seats)
  if (!at || name === undefined || seats === undefined) return
  const { level } = at
  const known = state.districts.get(key(at.unit.id, level, name))
  if (known && known.seats !== seats) {
    return row.fault('seats', {
      zh: `已有这个选区，名额为${known.seats}`,
      en: `The district exists with ${known.seats} seats`,
    })
  }
  if (known) return void state.known++
  const drawn = { unitId: at.unit.id, level, id: `${state.world.jobId}-d${row.row}`, name, seats }
  state.districts.set(key(at.unit.id, level, name), drawn)
  state.districtNames.set(drawn.id, name)
  state.plan.districts.push(drawn)
}

function readDeputy(state: State, row: Row): void {
  const code = row.get('code', cells.code) ?? ''
  const name = row.get('name', cells.person)
  const at = place(state, row)
  const districtName = row.get('district', cells.placeName)
  const startOn = row.get('startOn', cells.day)
  const endOn = row.get('endOn', cells.day)
  const ground = row.get('ground', cells.oneOf(grounds)) ?? 'general_election'
  const employer = employerOf(state, row)
  if (!row.sound() || !name || !at || !districtName || !startOn || !endOn) return
  const district = state.districts.get(key(at.unit.id, at.level, districtName))
  if (!district) {
    return row.fault('district', {
      zh: `${at.unit.name}没有“${districtName}”这个${levels[at.level].zh}选区`,
      en: `${at.unit.name} has no ${levels[at.level].en.toLowerCase()} electoral district “${districtName}”`,
    })
  }
  if (district.retiredOn) return row.fault('district', retired(district.retiredOn))
  const days = daysBetween(startOn, endOn)
  if (days < 1 || days > TERM_YEARS_MAX * 366) {
    return row.fault('endOn', {
      zh: `任期须在1天至${TERM_YEARS_MAX}年之间`,
      en: `A term lasts between one day and ${TERM_YEARS_MAX} years`,
    })
  }
  const same = state.seatsOf
    .get(district.id)
    ?.find((seat) => seat.name === name && seat.startOn === startOn && !isNew(state, seat.mandateId))
  if (same) {
    if (!belong(state, same.mandateId, employer)) state.known++
    const deputy = state.deputies.get(same.mandateId)!
    if (code !== '') state.byCode.set(code, [...(state.byCode.get(code) ?? []), deputy])
    return
  }
  const overlapping = (state.seatsOf.get(district.id) ?? []).filter(
    (seat) => seat.fromOn <= endOn && seat.untilOn >= startOn
  )
  const taken = mostAtOnce(overlapping, startOn)
  if (taken >= district.seats) {
    return row.fault('district', {
      zh: `该选区名额已满：${taken} + 1 > ${district.seats}（《选举法》第二十五条）`,
      en: `All seats of the district are taken: ${taken} + 1 > ${district.seats} (Electoral Law, art. 25)`,
    })
  }
  const mandate = { startOn, endOn, ground, unitId: at.unit.id, level: at.level, electoralDistrictId: district.id }
  const begun = begin(state, row, { code, name, ...mandate })
  if (begun !== undefined) belong(state, begun, employer)
}

function answer(state: State, sheetNames: readonly string[]): Checked {
  const { plan } = state
  const order = new Map(sheetNames.map((name, index) => [name, index]))
  const findings = [...state.findings].sort(
    (a, b) => (order.get(a.sheet) ?? -1) - (order.get(b.sheet) ?? -1) || a.row - b.row || a.column - b.column
  )
  return {
    plan,
    findings,
    // Open ones first: a page of the list shows what is to be decided next.
    choices: [...state.choices.values()].sort((a, b) => Number(a.chosen !== null) - Number(b.chosen !== null)),
    sums: sumsOf(state),
    summary: {
      units: plan.units.length,
      districts: plan.districts.length,
      employers: plan.employers.length,
      deputies: plan.deputies.length,
      belongings: plan.belongings.length,
      openings: plan.openings.length,
      entries: plan.entries.length,
      known: state.known,
      sheets: [...new Set([...sheetNames, ...findings.map((one) => one.sheet)])].map((name) => ({
        name,
        faults: findings.filter((one) => one.sheet === name).length,
      })),
      quarters: [...state.quarters.values()],
    },
    streams: streamsOf(state),
  }
}

function sumsOf(state: State): DeputySum[] {
  const sums = new Map<string, DeputySum>()
  for (const { mandateId, hundredths } of [...state.plan.openings, ...state.plan.entries]) {
    const deputy = state.deputies.get(mandateId)!
    const seat = deputy.seats.at(-1)!
    const sum = sums.get(mandateId) ?? {
      mandateId,
      name: deputy.name,
      unit: state.unitNames.get(seat.unitId) ?? '',
      district: state.districtNames.get(seat.electoralDistrictId) ?? '',
      hundredths: 0,
      entries: 0,
    }
    sums.set(mandateId, { ...sum, hundredths: sum.hundredths + hundredths, entries: sum.entries + 1 })
  }
  return [...sums.values()]
}

/** Every stream the plan writes or relies on. */
function streamsOf({ plan, quarters, world }: State): string[] {
  return [
    ...new Set([
      `import/${world.jobId}`,
      ...(plan.units.length > 0 ? ['units'] : []),
      ...plan.districts.map((one) => `electoral-districts/${one.unitId}/${one.level}`),
      // Of both levels: a known person is known by a seat of either.
      ...plan.deputies.flatMap(({ unitId }) => levelsOf('town').map((level) => seatsStream({ unitId, level }))),
      ...(plan.employers.length > 0 ? [RECIPIENTS_STREAM] : []),
      ...[...plan.contacts, ...plan.belongings].map((one) => recipientStream(one.recipientId)),
      ...[...plan.openings, ...plan.entries].map((one) => `mandate/${one.mandateId}`),
      ...(plan.openings.length + plan.entries.length > 0 ? ['rule_set'] : []),
      ...[...quarters.values()].flatMap((one) =>
        closingQuarters(one.quarter).map((quarter) => `period/${one.unitId}/${one.level}/${quarter}`)
      ),
    ]),
  ]
}
