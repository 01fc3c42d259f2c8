import { sql, type Expression } from 'kysely'
import type { Presence } from '../activity/schema.ts'
import { placeKind } from '../body/checks.ts'
import { outsidersAmong } from '../body/queries.ts'
import { DISTRICT_PLACE } from '../body/schema.ts'
import { DOSSIER_ROLES } from '../dossier/schema.ts'
import { may, reachesUnit, reachOf, type Actor } from '../kernel/actor.ts'
import { quarterOf } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { leavesTouching } from '../leave/queries.ts'
import { LEAVE_OFFICES } from '../leave/schema.ts'
import { allUnits, deputiesAmong, deputiesOfLevelOn, inStrokeOrder, theDistrict } from '../people/queries.ts'
import { CALLING, READING, sessionsAmong, sessionWithin } from '../session/queries.ts'
import { plenaryPresencesOf, RUNNING, sittingsOf } from '../sitting/queries.ts'
import { countsOf, isOnLeave, linesOf, missedBecause, ofSession, partsOf, type Line } from './rules.ts'
import { MISSED_SESSIONS_MIN, sessionRoll } from './schema.ts'

/** A session's roll: settled, or taken back. */
export const rollOf = (sessionId: string) => db.selectFrom('roll').selectAll().where('sessionId', '=', sessionId)

/** The roll of a session that stands: nothing that would change who was there may happen beside it. */
export const settledRollOf = (sessionId: string) => rollOf(sessionId).where('settledOn', 'is not', null)

/** Its lines, as they were settled. */
export const rollLinesOf = (sessionId: string) =>
  db
    .selectFrom('roll_line')
    .select(['mandateId', 'part', 'heldOn', 'unitId', 'level', 'presence'])
    .$narrowType<{ presence: Presence; level: 'district' | 'township' }>()
    .where('sessionId', '=', sessionId)
    .orderBy('part')

/** Sessions at which a deputy was absent without leave and at no sitting of theirs. */
const missed = () =>
  db
    .selectFrom('roll_line')
    .select(['roll_line.mandateId', 'roll_line.sessionId'])
    .where('presence', '=', 'absent')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('roll_line as there')
            .select('there.part')
            .whereRef('there.sessionId', '=', 'roll_line.sessionId')
            .whereRef('there.mandateId', '=', 'roll_line.mandateId')
            .where('there.presence', '=', 'present')
        )
      )
    )
    .groupBy(['roll_line.mandateId', 'roll_line.sessionId'])

/** … of some mandates, which last one term each. */
const missedBy = (mandateIds: Expression<string>) => missed().where('roll_line.mandateId', 'in', mandateIds)

/** Deputies who missed as many as the law speaks of. */
export const missedTwice = () =>
  db
    .selectFrom(missed().as('missed'))
    .select(['missed.mandateId'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .groupBy('missed.mandateId')
    .having(({ fn }) => fn.countAll<number>(), '>=', MISSED_SESSIONS_MIN)

/** The half days of one mandate's settled rolls, with the session each is of. */
export const rollLinesOfMandate = (mandateId: string) =>
  db
    .selectFrom('roll_line')
    .select(['sessionId', 'part', 'heldOn', 'presence'])
    .$narrowType<{ presence: Presence }>()
    .where('mandateId', '=', mandateId)
    .orderBy('heldOn')

/** The sessions of them. */
export const rolledSessionsOf = (mandateId: string) =>
  sessionsAmong(db.selectFrom('roll_line').select('sessionId').where('mandateId', '=', mandateId).$asScalar())

/** Whose seats a congress's session is of on its first day, where no sitting says so. */
function dueAt(own: ReturnType<typeof sessionWithin>) {
  const placeId = own.clearSelect().select('placeId')
  return deputiesOfLevelOn(
    sql<string>`case when ${placeId} = ${DISTRICT_PLACE} then 'district' else 'township' end`,
    own.clearSelect().select('firstOn').$asScalar()
  )
    .where(own.clearSelect().select('body').$asScalar(), '=', 'congress')
    .where(sql<boolean>`${placeId} in (${DISTRICT_PLACE}, unit.id)`)
}

/** Who was at a session: as it was settled, else as it stands now. */
export const rollOfSession = query({
  name: 'roll.of-session',
  roles: READING,
  input: sessionRoll,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => {
    const own = sessionWithin(sessionId, reach)
    const inReach = sql<boolean>`exists ${own.clearSelect().select('session.id')}`
    const there = plenaryPresencesOf(sessionId).where(inReach)
    const lines = rollLinesOf(sessionId).where(inReach)
    const ids = dueAt(own)
      .clearSelect()
      .select('mandate_unit.mandateId')
      .union(there.clearSelect().select('presence.memberId as mandateId'))
      .union(lines.clearSelect().clearOrderBy().select('mandateId'))
      .$asScalar()
    const days = {
      firstOn: own.clearSelect().select('firstOn').$asScalar(),
      lastOn: own.clearSelect().select('lastOn').$asScalar(),
    }
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      roll: rollOf(sessionId).where(inReach),
      note: db.selectFrom('roll_note').selectAll().where('sessionId', '=', sessionId).where(inReach),
      lines,
      sittings: sittingsOf(sessionId).where(inReach),
      presences: there,
      due: dueAt(own),
      deputies: deputiesAmong(ids).select(['fromOn', 'untilOn']),
      outsiders: outsidersAmong(ids),
      leaves: leavesTouching(ids, days),
      missed: missedBy(ids),
    }
  },
  answer: (rows, _, { actor, today }) => {
    const [session, district, unit, roll] = [rows.session[0], rows.district[0], rows.unit[0], rows.roll[0]]
    if (!session || !district) return notFound()
    const settlement = roll?.settledOn ? { number: roll.settlement, settledOn: roll.settledOn } : null
    const parts = partsOf(rows.sittings)
    const now = linesOf(parts, rows.presences, rows.leaves)
    const lines = settlement ? rows.lines : now
    const people = peopleOf(rows, lines, settlement ? changedSince(rows, now) : new Set())
    const isRunning = rows.sittings.some(({ status }) => RUNNING.some((one) => one === status))
    // On its last day its sittings may be over; before, nobody can say who will have been there.
    const isOver = session.status === 'held' && today >= session.lastOn
    const isCongress = session.body === 'congress'
    return ok({
      session,
      place: { id: session.placeId, kind: placeKind(session.placeId, unit)!, name: unit?.name ?? district.name },
      settlement,
      /** Why the roll before was taken back. */
      takenBack: rows.note.find((one) => one.settlement === roll?.settlement && roll.settledOn === null)?.text ?? null,
      parts: [...new Map(lines.map(({ part, heldOn }) => [part, { part, heldOn }])).values()].sort(
        (a, b) => a.part - b.part
      ),
      people,
      counts: countsOf(people.flatMap(({ presence }) => presence ?? [])),
      /** Written down from paper: no sitting says who was there. */
      isFromPaper: session.status === 'held' && parts.length === 0,
      isRunning,
      isCongress,
      leaves: leavesIn(rows, actor),
      maySettle: may(actor, CALLING) && isCongress && isOver && !isRunning && settlement === null,
      mayReadDossiers: may(actor, DOSSIER_ROLES),
      mayTakeBack: may(actor, CALLING) && settlement !== null,
      /** Held, and not over: its roll is settled later. */
      isUnderWay: isCongress && session.status === 'held' && !isOver,
    })
  },
})

type Deputies = readonly {
  mandateId: string
  name: string | null
  unitId: string
  unitName: string
  electoralDistrict: string
  level: 'district' | 'township'
  fromOn: string
  untilOn: string
}[]
type Leaves = readonly { id: string; mandateId: string; fromOn: string; untilOn: string; status: string }[]
type Loaded = {
  deputies: Deputies
  /** Of a street office: members who are no deputies. */
  outsiders: readonly { memberId: string; name: string }[]
  leaves: Leaves
  missed: readonly { mandateId: string; sessionId: string }[]
  lines: readonly Line[]
  due: readonly { mandateId: string }[]
  presences: readonly { memberId: string }[]
}

/** The seat of a mandate on a day; of one that ended meanwhile the last. */
export const seatAt = <T extends { mandateId: string; fromOn: string; untilOn: string }>(
  seats: readonly T[],
  mandateId: string,
  on: string
): T | undefined =>
  seats.find((seat) => seat.mandateId === mandateId && seat.fromOn <= on && seat.untilOn >= on) ??
  seats.findLast((seat) => seat.mandateId === mandateId)

/** Everybody by name, half day by half day; of a session that is to be entered by hand nobody was anywhere yet. */
function peopleOf(rows: Loaded, lines: readonly Line[], changed: ReadonlySet<string>) {
  const byMandate = Map.groupBy(lines, ({ mandateId }) => mandateId)
  const ids = lines.length > 0 ? [...byMandate.keys()] : rows.due.map(({ mandateId }) => mandateId)
  return inStrokeOrder(
    ids.map((mandateId) => {
      const own = byMandate.get(mandateId) ?? []
      const seat = seatAt(rows.deputies, mandateId, own[0]?.heldOn ?? '')
      const sessions = rows.missed.filter((one) => one.mandateId === mandateId)
      return {
        ...{ mandateId, unitId: seat?.unitId ?? null, unitName: seat?.unitName ?? '' },
        name: (seat ?? rows.outsiders.find(({ memberId }) => memberId === mandateId))?.name ?? '',
        electoralDistrict: seat?.electoralDistrict ?? '',
        presence: own.length === 0 ? null : ofSession(own.map(({ presence }) => presence)),
        at: own.map(({ part, presence }) => ({ part, presence })),
        leaves: rows.leaves
          .filter((one) => one.mandateId === mandateId)
          .map(({ fromOn, untilOn, status }) => ({ fromOn, untilOn, status })),
        hasChanged: changed.has(mandateId),
        /** Sessions of the term missed without leave, where there are as many as the law speaks of. */
        missedCount: sessions.length,
        missedBecause: missedBecause(sessions.length),
      }
    })
  )
}

/** Whose line would be another if the roll were settled now. Of a session on paper only leave can have changed. */
function changedSince(rows: Loaded, now: readonly Line[]): Set<string> {
  const key = ({ mandateId, part, presence }: Line) => `${mandateId} ${part} ${presence}`
  if (now.length > 0) {
    const [was, is] = [new Set(rows.lines.map(key)), new Set(now.map(key))]
    return new Set(
      [...rows.lines, ...now].filter((one) => !was.has(key(one)) || !is.has(key(one))).map((one) => one.mandateId)
    )
  }
  const isOther = ({ presence, mandateId, heldOn }: Line) =>
    presence !== 'present' && isOnLeave(rows.leaves, mandateId, heldOn) !== (presence === 'leave')
  return new Set(rows.lines.filter(isOther).map(({ mandateId }) => mandateId))
}

/** Who asked for leave from its days, and the list on which it is answered, for whoever answers there. */
function leavesIn({ deputies, leaves }: Loaded, actor: Actor) {
  return leaves.map(({ id, mandateId, fromOn, untilOn, status }) => {
    const seat = seatAt(deputies, mandateId, fromOn)
    const mayAnswer = seat !== undefined && may(actor, LEAVE_OFFICES) && reachesUnit(actor, seat.unitId)
    return {
      ...{ id, mandateId, fromOn, untilOn, status, name: seat?.name ?? '', unitName: seat?.unitName ?? '' },
      listedAt: mayAnswer ? { unitId: seat.unitId, level: seat.level, quarter: quarterOf(fromOn) } : null,
    }
  })
}
