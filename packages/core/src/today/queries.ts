import { sql } from 'kysely'
import * as z from 'zod'
import { reportsWaiting } from '../activity/queries.ts'
import { annualBoardsRunning } from '../annual-board/queries.ts'
import type { Body } from '../body/schema.ts'
import { closingsIn, revisionsDueIn, revisionsIn } from '../board/queries.ts'
import { circularsWaiting, noticesUnanswered, noticesUndelivered, postingsUnproved } from '../circular/queries.ts'
import { halfCountedRows, secondCounts } from '../decision/queries.ts'
import { actorKey, isDistrictMember, isSameSigner, may, reachOf, within, type Actor } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { ok } from '../kernel/problem.ts'
import { quarter } from '../kernel/shapes.ts'
import { leavesWaiting } from '../leave/queries.ts'
import { isSignedBy, objectionsWaitingIn } from '../objection/queries.ts'
import { allUnits, seatedLevels, seatsOf } from '../people/queries.ts'
import { erasuresWaiting } from '../erasure/queries.ts'
import { overdueOpinions, overdueRows } from '../opinion/queries.ts'
import { observationsDue, observedDeputies } from '../duty-case/queries.ts'
import { proposalsWaiting } from '../proposal/queries.ts'
import { missedTwice } from '../roll/queries.ts'
import { recipientsAmong } from '../recipient/queries.ts'
import { boardSetting, reportsWaitingIn, selfCheckDays, selfChecksIn } from '../self-check/queries.ts'
import { CALLING } from '../session/queries.ts'
import { leftRunningRows, sittingsLeftRunning } from '../sitting/queries.ts'
import { retiredEndpoints } from '../webhook/queries.ts'
import type { DisabledFor } from '../webhook/schema.ts'

const CLOSING = ['tenant_administrator', 'deputies_commission', 'unit_office'] as const
const PUBLISHING = ['tenant_administrator', 'deputies_commission'] as const

const TELLING = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

type State = 'to-open' | 'self-check' | 'to-close' | 'to-publish' | 'waits-for-others' | 'published'

/**
 * What waits for whoever asks: reports to confirm, and for one quarter what each unit within reach still owes. Only
 * where there are deputies. Nothing is owed by somebody who may not do it.
 */
export const today = query({
  name: 'today.waiting',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'working_body', 'unit_office'],
  input: z.strictObject({ quarter }),
  scope: (actor) => reachOf(actor),
  load: (input, reach, ctx) => {
    const unit = { unitId: sql.ref<string>('unit.id'), personId: sql.val('') }
    return {
      units: allUnits().where(within(reach, unit)),
      seated: seatedLevels().where(within(reach, unit)),
      closings: closingsIn(input.quarter),
      revisions: revisionsIn(input.quarter),
      reports: reportsWaiting(reach),
      proposals: proposalsWaiting(reach),
      leaves: leavesWaiting(reach),
      setting: boardSetting(),
      windows: selfChecksIn(input.quarter),
      pointReports: reportsWaitingIn(reach),
      objections: objectionsWaitingIn(reach),
      due: revisionsDueIn(reach),
      years: annualBoardsRunning(ctx.today),
      circulars: circularsWaiting(reach),
      undelivered: noticesUndelivered(reach),
      unanswered: noticesUnanswered(reach, ctx.today),
      unposted: postingsUnproved(reach),
      observations: observationsDue(ctx.today),
      observed: observedDeputies(ctx.today),
      retired: retiredEndpoints(),
      erasures: erasuresWaiting(),
      missed: missedTwice(),
      missers: seatsOf(missedTwice().clearSelect().select('missed.mandateId'), reach),
      ...overdueRows(reach, ctx.today),
      ...halfCountedRows(reach),
      ...leftRunningRows(reach, ctx.today),
      retiredOf: recipientsAmong(retiredEndpoints().clearSelect().select('recipientId')),
    }
  },
  answer: (rows, _, ctx) => {
    const { units, seated, closings, revisions, reports, setting, windows, pointReports, due } = rows
    const [closes, publishes] = [may(ctx.actor, CLOSING), may(ctx.actor, PUBLISHING)]
    const names = new Map(units.map((unit) => [unit.id, unit.name]))
    const titled = <T extends { session: Titled }>({ session, ...one }: T) => {
      const { id, placeId, body, termOrdinal, ordinal, firstOn } = session
      return { ...one, session: { id, body, termOrdinal, ordinal, firstOn, placeName: names.get(placeId) ?? null } }
    }
    const [me, tells, calls] = [actorKey(ctx.actor), may(ctx.actor, TELLING), may(ctx.actor, CALLING)]
    return ok({
      unitCount: units.length,
      reports: closes ? reports.map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' })) : [],
      /** What facts gave and the office has to confirm. */
      proposals: closes ? rows.proposals.map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' })) : [],
      /** Requests for leave somebody else made or wrote down. */
      leaves: closes
        ? leavesByQuarter(rows.leaves, me).map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' }))
        : [],
      /** Open ones wait for the commission's answer, accepted ones for the office's correction. */
      pointReports: pointReports
        .filter((one) => (one.status === 'open' ? publishes && reachOf(ctx.actor)?.of === 'district' : closes))
        .map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' })),
      /** Open ones wait for whoever neither closed nor published the board, upheld ones until it is put right. */
      objections: !(publishes && reachOf(ctx.actor)?.of === 'district')
        ? []
        : objectionsOnce(rows.objections, ctx.actor).map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' })),
      /** Boards to publish anew, by another than who changed what they show. */
      revisionsDue: !publishes
        ? []
        : boardsOnce(due, me).map((one) => ({ ...one, unitName: names.get(one.unitId) ?? '' })),
      /** Years to sign, and to freeze anew. */
      annualBoards: !(publishes && reachOf(ctx.actor)?.of === 'district') ? [] : yearsOpen(rows.years, me, ctx.today),
      /** Circulars somebody else wrote, and what is to be done after approval. */
      circulars: publishes
        ? rows.circulars.filter(({ author, editor }) => !isSameSigner(author, me) && !isSameSigner(editor, me))
        : [],
      undelivered: tells ? rows.undelivered : [],
      unanswered: tells ? rows.unanswered : [],
      unposted: tells ? rows.unposted : [],
      /** Observations whose day has come: a person says what follows. */
      observations: !(publishes && isDistrictMember(ctx.actor))
        ? []
        : rows.observations.map(({ id, mandateId, untilOn }) => ({
            ...{ caseId: id, untilOn: untilOn! },
            name: rows.observed.findLast((one) => one.mandateId === mandateId)?.name ?? '',
          })),
      /** Votes somebody else counted first: they are decided once another teller has. */
      votes: calls ? secondCounts(rows, me).map(titled) : [],
      /** Sittings of a day before that nobody closed. */
      sittings: calls ? sittingsLeftRunning(rows).map(titled) : [],
      /** Opinions whose organ owes its report. */
      opinions: closes || tells ? overdueOpinions(rows) : [],
      /** Who missed two sessions of their congress without leave: the credentials committee's to look at. */
      missed: tells ? missedNow(rows, ctx.today) : [],
      /** Erasures somebody else proposed. */
      erasures: !(publishes && reachOf(ctx.actor)?.of === 'district')
        ? []
        : rows.erasures
            .filter(({ proposedBy }) => !isSameSigner(proposedBy, me))
            .map(({ personId, name }) => ({ personId, name })),
      /** Endpoints the program gave up; who registers them mends them. */
      retired: !(publishes && reachOf(ctx.actor)?.of === 'district')
        ? []
        : rows.retired.map(({ id, recipientId, disabledFor }) => ({
            endpointId: id,
            disabledFor: disabledFor as DisabledFor,
            recipientName: rows.retiredOf.find((one) => one.id === recipientId)?.name ?? '',
          })),
      quarters: seated.map((unit) => {
        const of = (row: { unitId: string; level: string }) => row.unitId === unit.unitId && row.level === unit.level
        const closing = closings.find(of)
        const published = revisions.find(of)
        const mine = closing ? publishes && !isSameSigner(closing.closedBy, me) : closes
        const window = windows.find(of)
        const unchecked = window ? ctx.today <= window.untilOn && 'self-check' : selfCheckDays(setting) > 0 && 'to-open'
        const owed: State = closing ? 'to-publish' : unchecked || 'to-close'
        const state: State = published ? 'published' : mine || owed === 'self-check' ? owed : 'waits-for-others'
        return {
          ...unit,
          state,
          closedOn: closing?.closedOn ?? null,
          untilOn: window?.untilOn ?? null,
          published: published ?? null,
        }
      }),
    })
  },
})

type Titled = { id: string; placeId: string; body: Body; termOrdinal: number | null; ordinal: number; firstOn: string }

type Missed = {
  missed: readonly { mandateId: string; count: number }[]
  missers: readonly { mandateId: string; name: string; fromOn: string; untilOn: string }[]
}

/** Those who still sit; how many sessions each missed. */
const missedNow = ({ missed, missers }: Missed, today: string) =>
  missers
    .filter(({ fromOn, untilOn }) => fromOn <= today && today <= untilOn)
    .map(({ mandateId, name }) => ({
      ...{ mandateId, name },
      count: missed.find((one) => one.mandateId === mandateId)?.count ?? 0,
    }))

type Leave = { unitId: string; level: string; fromOn: string; requester: string }

/** By unit, level and the quarter they begin in; none that `me` made. */
function leavesByQuarter(leaves: readonly Leave[], me: string) {
  const mine = leaves.filter(({ requester }) => !isSameSigner(requester, me))
  const groups = Map.groupBy(mine, ({ unitId, level, fromOn }) => `${unitId} ${level} ${quarterOf(fromOn)}`)
  return [...groups.values()].map((all) => {
    const { unitId, level, fromOn } = all[0]!
    return { unitId, level, quarter: quarterOf(fromOn), count: all.length }
  })
}

type Due = { unitId: string; level: string; quarter: string; actor: string }

/** Each board once; none that `me` made due. */
function boardsOnce(due: readonly Due[], me: string): Omit<Due, 'actor'>[] {
  const key = (one: Due) => `${one.unitId} ${one.level} ${one.quarter}`
  const mine = new Set(due.filter(({ actor }) => isSameSigner(actor, me)).map(key))
  const boards = new Map(due.filter((one) => !mine.has(key(one))).map((one) => [key(one), one]))
  return [...boards.values()].map(({ unitId, level, quarter }) => ({ unitId, level, quarter }))
}

type Year = {
  level: string
  year: string
  ordinal: number | null
  preparedBy: string
  plannedOn: string
  publishedOn: string | null
}

type YearState = 'outdated' | 'planned' | 'to-publish'

/** What is to be done about a year: out of date it is frozen anew, else signed by another than `me` who froze it. */
function yearsOpen(years: readonly (Year & { isOutdated: number })[], me: string, today: string) {
  return years.flatMap(({ level, year, ordinal, preparedBy, plannedOn, publishedOn, isOutdated }) => {
    const waits = publishedOn === null && !isSameSigner(preparedBy, me)
    const state: YearState = isOutdated ? 'outdated' : today < plannedOn ? 'planned' : 'to-publish'
    return waits || isOutdated ? [{ level, year, ordinal, plannedOn, state }] : []
  })
}

type Objections = { unitId: string; level: string; quarter: string; status: string; count: number; dueOn: string }
type Signed = Objections & { closedBy: string; publishedBy: string | null }

/** Each board once a state, whichever of its revisions they are about; no open ones that `actor` may not decide. */
function objectionsOnce(rows: readonly Signed[], actor: Actor): Objections[] {
  const boards = new Map<string, Objections>()
  for (const { closedBy, publishedBy, ...one } of rows) {
    if (one.status === 'open' && isSignedBy(actor, closedBy, publishedBy)) continue
    const key = `${one.status} ${one.unitId} ${one.level} ${one.quarter}`
    const { count = 0, dueOn = one.dueOn } = boards.get(key) ?? {}
    boards.set(key, { ...one, count: count + one.count, dueOn: dueOn < one.dueOn ? dueOn : one.dueOn })
  }
  return [...boards.values()].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
}
