import { sql } from 'kysely'
import { annualBoards, publicNow } from '../annual-board/queries.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { command, type Rows } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { STREET_BECAUSE } from '../people/checks.ts'
import { allUnits, theDistrict } from '../people/queries.ts'
import { UNITS_STREAM } from '../people/schema.ts'
import { termCorrected, termRegistered } from './events.ts'
import { allTerms, termsOf } from './queries.ts'
import { besideRefusal, daysRefusal } from './checks.ts'
import { correctTerm, levelOf, registerTerm, TERM_OFFICES, termsStream, termYears } from './schema.ts'
import { termName } from './rules.ts'

// 届: from the first session of a congress to that of the next. The district's standing committee shares its congress's.

const knownOf = (congressIds: readonly string[]) => ({
  district: theDistrict(),
  units: allUnits().where('id', 'in', idsIn(congressIds)),
  terms: termsOf(sql`${idsIn(congressIds)}`),
})
type Known = Rows<ReturnType<typeof knownOf>>

/** What a congress is called and whether it is a street, which has none; null where nothing is called so. */
function congressOf({ district, units }: Known, congressId: string): { name: string; isStreet: boolean } | null {
  if (congressId === DISTRICT_PLACE) return district[0] ? { name: district[0].name, isStreet: false } : null
  const unit = units.find(({ id }) => id === congressId)
  return unit ? { name: unit.name, isStreet: unit.kind === 'street' } : null
}

/** Registers a term of one congress, or that of several which were elected at one time. */
export const register = command({
  name: 'term.register',
  roles: TERM_OFFICES,
  input: registerTerm,
  // The units are there: an import that brought them may be taken back.
  streams: ({ congresses }) => [UNITS_STREAM, ...congresses.map(({ congressId }) => termsStream(congressId))],
  load: ({ congresses }) => knownOf(congresses.map(({ congressId }) => congressId)),
  scope: (actor, _, { congresses }) => congresses.every(({ congressId }) => reachesUnit(actor, congressId)),
  decide: (known, { congresses, startOn, endOn }, ctx) => {
    const never = daysRefusal({ startOn, endOn })
    if (never) return never
    if (new Set(congresses.map(({ congressId }) => congressId)).size < congresses.length) {
      return refuseField('/congresses', 'congress-twice', {
        zh: '同一人大列了两次',
        en: 'A congress is listed twice',
      })
    }
    for (const { congressId, ordinal } of congresses) {
      const congress = congressOf(known, congressId)
      if (!congress) return notFound()
      const { name, isStreet } = congress
      if (isStreet) return streetHasNoTerm(name)
      const others = known.terms.filter((one) => one.congressId === congressId)
      if (others.some((one) => one.ordinal === ordinal)) return registeredAlready(name, ordinal)
      const no = besideRefusal({ congressId, ordinal, startOn, endOn }, others, name)
      if (no) return no
    }
    const [first, ...more] = congresses.map((one) =>
      termRegistered.on(termsStream(one.congressId), ctx.today, { ...one, startOn, endOn })
    )
    return ok({ facts: [first!, ...more] })
  },
})

/** Puts the dates of a term right. */
export const correct = command({
  name: 'term.correct',
  roles: TERM_OFFICES,
  input: correctTerm,
  streams: ({ congressId }) => [termsStream(congressId)],
  load: ({ congressId }) => ({
    ...knownOf([congressId]),
    all: allTerms(),
    boards: annualBoards().where('level', '=', levelOf(congressId)),
  }),
  scope: (actor, _, { congressId }) => reachesUnit(actor, congressId),
  decide: ({ all, boards, ...known }, input, ctx) => {
    const { congressId, ordinal, startOn, endOn } = input
    const congress = congressOf(known, congressId)
    const term = known.terms.find((one) => one.ordinal === ordinal)
    if (!congress || !term) return notFound()
    if (term.startOn === startOn && term.endOn === endOn) {
      return refuseField('/startOn', 'term-unchanged', { zh: '起止日期没有变', en: 'It has these dates' })
    }
    const others = known.terms.filter((one) => one !== term)
    const no = daysRefusal(input) ?? besideRefusal(input, others, congress.name)
    if (no) return no
    const level = levelOf(congressId)
    const called = termYears(term)
    const isShared = all.some(
      (one) => one.congressId !== congressId && levelOf(one.congressId) === level && termYears(one) === called
    )
    const keeps = isShared || termYears(input) === called
    const board = boards.find(({ year, withdrawnOn }) => year === called && withdrawnOn === null)
    if (board && !keeps) return boardIsPublic(called, board.publishedOn)
    return ok({
      facts: [termCorrected.on(termsStream(congressId), ctx.today, input)],
      beside: keeps ? [] : [mustBeAbsent(publicNow({ level, year: called }))],
    })
  },
})

/** Its board is called by its years: nobody could put it right or take it down any more. */
const boardIsPublic = (years: string, publishedOn: string) =>
  refuse(409, 'term-board-public', {
    zh: `${years}年一届的任期公示（${publishedOn} 公示）以起止年份为名，改动年份前请先撤下该公示`,
    en: `The term’s board, published on ${publishedOn}, is called by its years ${years}: withdraw it before changing them`,
  })

const streetHasNoTerm = (name: string) =>
  refuseField(
    '/congresses',
    'street-has-no-congress',
    { zh: `${name}没有本级人民代表大会，不分届`, en: `${name} is a street: it has no congress, and no terms` },
    STREET_BECAUSE
  )

const registeredAlready = (name: string, ordinal: number) =>
  refuseField('/congresses', 'term-registered-already', {
    zh: `${name}人大${termName(ordinal).zh}已登记，日期有误请更正`,
    en: `The ${termName(ordinal).en} of ${name} is registered already. Where its dates are wrong, correct them`,
  })
