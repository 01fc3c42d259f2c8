import * as z from 'zod'
import { revisionDue } from '../board/events.ts'
import { boardsBetween, boardsSince } from '../board/queries.ts'
import { reachesUnit, reachOf, worksForDistrict, type Reach } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import type { Statement } from '../kernel/store.ts'
import { daysBetween } from '../kernel/calendar.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { id, line } from '../kernel/shapes.ts'
import {
  electoralDistrictRetired,
  mostAtOnce,
  runsAlready,
  streetHasNoCongress,
  TERM_YEARS_MAX,
  unitRetired,
} from './checks.ts'
import { districtOpened, electoralDistrictDrawn, mandateBegun, unitEstablished } from './events.ts'
import {
  allUnits,
  electoralDistrictsOf,
  personsNamed,
  retiredDistricts,
  retiredUnits,
  seatsIn,
  seatsOfPersonBetween,
  theDistrict,
  unitById,
  UNITS_MAX,
} from './queries.ts'
import {
  beginMandate,
  districtsStream,
  drawElectoralDistrict,
  establishUnit,
  levelsOf,
  seatsStream,
  UNITS_STREAM,
} from './schema.ts'

export const openDistrict = command({
  name: 'district.open',
  roles: ['system'],
  input: z.strictObject({ id, name: line(40), areaCode: z.string().regex(/^\d{6}$/) }),
  streams: () => ['district'],
  load: () => ({ district: theDistrict() }),
  scope: () => true,
  decide: ({ district }, input, ctx) => {
    if (district.length > 0) {
      return refuse(409, 'district-already-open', { zh: '本区已开通', en: 'This district is already open' })
    }
    return ok({ facts: [districtOpened.on('district', ctx.today, input)] })
  },
})

/** Registers a street, town or township of the district. The new unit's id is the commandId. */
export const establish = command({
  name: 'unit.establish',
  roles: ['tenant_administrator', 'committee_office'],
  input: establishUnit,
  streams: () => [UNITS_STREAM],
  load: () => ({ units: allUnits() }),
  scope: worksForDistrict,
  decide: ({ units }, input, ctx) => {
    if (units.length >= UNITS_MAX) {
      return refuse(409, 'too-many-units', {
        zh: `最多${UNITS_MAX}个街镇`,
        en: `A district has at most ${UNITS_MAX} units`,
      })
    }
    if (units.some((unit) => unit.name === input.name)) {
      return refuseField('/name', 'unit-name-taken', { zh: '已有同名街镇', en: 'A unit of this name exists' })
    }
    return ok({ facts: [unitEstablished.on(UNITS_STREAM, ctx.today, { id: ctx.commandId, ...input })] })
  },
})

export const drawDistrict = command({
  name: 'electoral-district.draw',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: drawElectoralDistrict,
  streams: (input) => [districtsStream(input)],
  load: (input) => ({ unit: unitById(input.unitId), districts: electoralDistrictsOf(input) }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ unit, districts }, input, ctx) => {
    if (!unit[0]) return notFound()
    if (unit[0].kind === 'street' && input.level === 'township') return streetHasNoCongress()
    if (districts.some((district) => district.name === input.name)) {
      return refuseField('/name', 'electoral-district-name-taken', { zh: '已有同名选区', en: 'This name is taken' })
    }
    if (unit[0].retiredOn) return unitRetired('/name', unit[0].retiredOn)
    return ok({
      facts: [electoralDistrictDrawn.on(districtsStream(input), ctx.today, { id: ctx.commandId, ...input })],
      beside: [mustBeAbsent(retiredUnits([input.unitId]))],
    })
  },
})

/**
 * Registers a deputy: the seat a person takes. Its id is the commandId, and so is that of a person who was not known.
 * Whether somebody of a known name is the same person, whoever registers them says.
 */
export const begin = command({
  name: 'mandate.begin',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: beginMandate,
  // A known person is known by a seat of either level: who sits here stays the same while it is written.
  streams: ({ unitId, ...input }) =>
    input.personId === undefined
      ? [seatsStream({ unitId, ...input })]
      : levelsOf('town').map((level) => seatsStream({ unitId, level })),
  load: (input, ctx) => ({
    unit: unitById(input.unitId),
    districts: electoralDistrictsOf(input),
    known: namedWithinReach(input.name, ctx),
    running: seatsOfPersonBetween(input.personId ?? '', input),
    overlapping: seatsIn(input.electoralDistrictId)
      .where('fromOn', '<=', input.endOn)
      .where('untilOn', '>=', input.startOn),
    boards: boardsBetween(input),
  }),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: ({ unit, districts, overlapping, known, running: [running], boards }, input, ctx) => {
    if (!unit[0]) return notFound()
    if (unit[0].kind === 'street' && input.level === 'township') return streetHasNoCongress()
    const district = districts.find((one) => one.id === input.electoralDistrictId)
    if (!district) {
      return refuseField('/electoralDistrictId', 'electoral-district-unknown', {
        zh: '该街镇没有这个选区',
        en: 'The unit has no such electoral district',
      })
    }
    if (unit[0].retiredOn) return unitRetired('/electoralDistrictId', unit[0].retiredOn)
    if (district.retiredOn) return electoralDistrictRetired('/electoralDistrictId', district.retiredOn)
    const days = daysBetween(input.startOn, input.endOn)
    if (days < 1 || days > TERM_YEARS_MAX * 366) {
      return refuseField('/endOn', 'term-length-invalid', {
        zh: `任期须在1天至${TERM_YEARS_MAX}年之间`,
        en: `A term lasts between one day and ${TERM_YEARS_MAX} years`,
      })
    }
    const taken = mostAtOnce(overlapping, input.startOn)
    if (taken >= district.seats) {
      return refuseField(
        '/electoralDistrictId',
        'electoral-district-full',
        { zh: `该选区名额已满（${district.seats}名）`, en: `All ${district.seats} seats of the district are taken` },
        {
          rule: { zh: '每一选区选一名至三名代表', en: 'An electoral district elects one to three deputies' },
          article: { zh: '《选举法》第二十五条', en: 'Electoral Law, art. 25' },
          arithmetic: `${taken} + 1 > ${district.seats}`,
        }
      )
    }
    const { name, personId, namesake: _, ...mandate } = input
    const no = personRefusal(known, input, ctx)
    if (no) return no
    if (running) return runsAlready('/personId', running)
    const seat = { id: ctx.commandId, personId: personId ?? ctx.commandId, ...mandate }
    const { unitId, level } = input
    // Publishing reads the seats and writes none: whoever publishes at this moment is not stopped by this one.
    const unpublished = mustBeAbsent(
      boardsSince(
        [input],
        boards.map((board) => ({ unitId, level, ...board }))
      )
    )
    return ok({
      facts: [
        mandateBegun.on(seatsStream(input), input.startOn, seat),
        // Publishing relies on the seats: the boards this deputy is missing from are known to the next publication.
        ...boards.map(({ quarter, revision }) =>
          revisionDue.on(seatsStream(input), ctx.today, { unitId, level, quarter, revision, cause: 'seat-added' })
        ),
      ],
      beside: [
        ...(personId ? [] : insertMany('person', [{ id: ctx.commandId, name }])),
        ...stillSo(input, ctx),
        unpublished,
      ],
    })
  },
})

/**
 * What no stream of this command stands for: another unit may register the same person, or somebody of that name, at
 * this moment, and the place may be retired.
 */
const stillSo = (input: z.infer<typeof beginMandate>, ctx: Ctx): Statement[] => [
  mustBeAbsent(retiredUnits([input.unitId])),
  mustBeAbsent(retiredDistricts([input.electoralDistrictId])),
  ...(input.personId
    ? [mustBeAbsent(seatsOfPersonBetween(input.personId, input).where('mandate.id', '<>', ctx.commandId))]
    : input.namesake
      ? []
      : [mustBeAbsent(namedWithinReach(input.name, ctx).where('person.id', '<>', ctx.commandId))]),
]

/** The reach of an actor who has none. */
const NOWHERE: Reach = { of: 'unit', unitId: '' }

const namedWithinReach = (name: string, ctx: Ctx) => personsNamed(name, reachOf(ctx.actor) ?? NOWHERE, ctx.today)

/** Why it is not clear who takes the seat, or that it is not the actor's to say; null when it is. */
function personRefusal(
  known: readonly { id: string }[],
  { personId, namesake }: z.infer<typeof beginMandate>,
  { actor }: Ctx
) {
  if (personId === undefined) {
    if (known.length === 0 || namesake) return null
    return refuseField('/personId', 'namesake-known', {
      zh: '已有同名的代表，请选明是不是同一人',
      en: 'There is a deputy of that name: say whether it is the same person',
    })
  }
  if (known.some((person) => person.id === personId)) return null
  // One answer for whoever left, sits elsewhere or is nobody: a unit's office does not learn which.
  return reachOf(actor)?.of === 'unit'
    ? refuseField('/personId', 'not-seated-here', {
        zh: '本街镇的在任代表中没有此人；已离任或在其他街镇的，请由区人大机关登记',
        en: 'They are not a deputy of that name who sits here today; whoever left or sits elsewhere is registered by the district’s offices',
      })
    : refuseField('/personId', 'not-of-that-name', {
        zh: '所选的人不叫这个姓名，请重新选择',
        en: 'The person chosen has another name: choose again',
      })
}
