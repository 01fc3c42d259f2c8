import { reachesUnit, worksForDistrict } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import {
  electoralDistrictRenamed,
  electoralDistrictRestored,
  electoralDistrictRetired,
  unitRenamed,
  unitRestored,
  unitRetired,
} from '../people/events.ts'
import { allUnits, electoralDistrictsOf, runningIn, runningWith } from '../people/queries.ts'
import {
  districtInput,
  districtsStream,
  renameDistrict as renameDistrictInput,
  renameUnit as renameUnitInput,
  unitInput,
  UNITS_STREAM,
} from '../people/schema.ts'

// What happens to a place that exists. A new name shows from now on: what was published keeps the one it was frozen
// with. A retired place takes no new mandate; its record, boards and history stay, and it can be restored.

const DISTRICT_ROLES = ['tenant_administrator', 'committee_office'] as const
const UNIT_ROLES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

export const renameUnit = command({
  name: 'unit.rename',
  roles: DISTRICT_ROLES,
  input: renameUnitInput,
  streams: () => [UNITS_STREAM],
  load: () => ({ units: allUnits() }),
  scope: worksForDistrict,
  decide: ({ units }, { unitId: id, name }, ctx) => {
    const unit = units.find((one) => one.id === id)
    if (!unit) return notFound()
    if (unit.name === name) return nameUnchanged()
    if (units.some((one) => one.name === name)) {
      return refuseField('/name', 'unit-name-taken', { zh: '已有同名街镇', en: 'A unit of this name exists' })
    }
    return ok({ facts: [unitRenamed.on(UNITS_STREAM, ctx.today, { id, name })] })
  },
})

/** Takes a unit out of use, once nobody sits there any more. */
export const retireUnit = command({
  name: 'unit.retire',
  roles: DISTRICT_ROLES,
  input: unitInput,
  streams: () => [UNITS_STREAM],
  load: ({ unitId }, { today }) => ({ units: allUnits(), running: runningWith(unitId, today) }),
  scope: worksForDistrict,
  decide: ({ units, running }, { unitId: id }, ctx) => {
    const unit = units.find((one) => one.id === id)
    if (!unit) return notFound()
    if (unit.retiredOn !== null) return alreadyRetired(unit.retiredOn)
    if (running.length > 0) return seatsRun(running.length)
    return ok({
      facts: [unitRetired.on(UNITS_STREAM, ctx.today, { id })],
      // Somebody may be registered there at this moment.
      beside: [mustBeAbsent(runningWith(id, ctx.today))],
    })
  },
})

export const restoreUnit = command({
  name: 'unit.restore',
  roles: DISTRICT_ROLES,
  input: unitInput,
  streams: () => [UNITS_STREAM],
  load: () => ({ units: allUnits() }),
  scope: worksForDistrict,
  decide: ({ units }, { unitId: id }, ctx) => {
    const unit = units.find((one) => one.id === id)
    if (!unit) return notFound()
    if (unit.retiredOn === null) return notRetired()
    return ok({ facts: [unitRestored.on(UNITS_STREAM, ctx.today, { id })] })
  },
})

export const renameDistrict = command({
  name: 'electoral-district.rename',
  roles: UNIT_ROLES,
  input: renameDistrictInput,
  streams: (input) => [districtsStream(input)],
  load: (input) => ({ districts: electoralDistrictsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ districts }, { electoralDistrictId: id, name, ...of }, ctx) => {
    const district = districts.find((one) => one.id === id)
    if (!district) return notFound()
    if (district.name === name) return nameUnchanged()
    if (districts.some((one) => one.name === name)) {
      return refuseField('/name', 'electoral-district-name-taken', { zh: '已有同名选区', en: 'This name is taken' })
    }
    return ok({ facts: [electoralDistrictRenamed.on(districtsStream(of), ctx.today, { ...of, id, name })] })
  },
})

/** Takes an electoral district out of use, once nobody holds a seat of it, wherever their record is kept. */
export const retireDistrict = command({
  name: 'electoral-district.retire',
  roles: UNIT_ROLES,
  input: districtInput,
  streams: (input) => [districtsStream(input)],
  load: (input, { today }) => ({
    districts: electoralDistrictsOf(input),
    running: runningIn(input.electoralDistrictId, today),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ districts, running }, { electoralDistrictId: id, ...of }, ctx) => {
    const district = districts.find((one) => one.id === id)
    if (!district) return notFound()
    if (district.retiredOn !== null) return alreadyRetired(district.retiredOn)
    if (running.length > 0) return seatsRun(running.length)
    return ok({
      facts: [electoralDistrictRetired.on(districtsStream(of), ctx.today, { ...of, id })],
      beside: [mustBeAbsent(runningIn(id, ctx.today))],
    })
  },
})

export const restoreDistrict = command({
  name: 'electoral-district.restore',
  roles: UNIT_ROLES,
  input: districtInput,
  streams: (input) => [districtsStream(input)],
  load: (input) => ({ districts: electoralDistrictsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ districts }, { electoralDistrictId: id, ...of }, ctx) => {
    const district = districts.find((one) => one.id === id)
    if (!district) return notFound()
    if (district.retiredOn === null) return notRetired()
    return ok({ facts: [electoralDistrictRestored.on(districtsStream(of), ctx.today, { ...of, id })] })
  },
})

const nameUnchanged = () => refuseField('/name', 'name-unchanged', { zh: '名称没有变', en: 'It has this name' })

const alreadyRetired = (retiredOn: string) =>
  refuse(409, 'already-retired', { zh: `已于 ${retiredOn} 停用`, en: `It was retired on ${retiredOn}` })

const notRetired = () => refuse(409, 'not-retired', { zh: '没有停用，不必恢复', en: 'It is not retired' })

const seatsRun = (count: number) =>
  refuse(409, 'mandates-run', {
    zh: `还有${count}名任期未满的代表，须先终止、转出或待任期届满`,
    en: `${count} mandates still run there: end them, move them or wait until their term is over`,
  })
