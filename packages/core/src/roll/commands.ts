import { deputiesOfBody, nobodySeatedSince, sittingRows } from '../body/queries.ts'
import { lineRefused } from '../body/checks.ts'
import { resolvePeople } from '../body/rules.ts'
import { levelOfBody, sittingStreams, type BodyAt } from '../body/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import type { Decided } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField, type Problem } from '../kernel/problem.ts'
import { leavesTouching } from '../leave/queries.ts'
import { deputiesAmong } from '../people/queries.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { sessionsStream } from '../session/schema.ts'
import { plenaryPresencesOf, RUNNING, sittingsOf } from '../sitting/queries.ts'
import { sittingsStream } from '../sitting/schema.ts'
import { rollSettled, rollTakenBack } from './events.ts'
import { rollLinesOf, rollOf, seatAt } from './queries.ts'
import { countsOf, linesOf, ofSession, partsOf, presenceAt, type Line } from './rules.ts'
import { enterRoll, rollStream, settleRoll, takeBackRoll } from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null
type Session = BodyAt & { sessionId: string }

const streamsOf = (input: Session): string[] => [
  rollStream(input.sessionId),
  sittingsStream(input.sessionId),
  sessionsStream(input),
]

const loaded = (input: Session) => ({
  session: sessionOf(input, input.sessionId),
  roll: rollOf(input.sessionId),
  sittings: sittingsOf(input.sessionId),
})

type Loaded = {
  roll: readonly { settlement: number; settledOn: string | null }[]
  sittings: readonly { status: string }[]
}

/** A roll is of a session that was held and whose sittings are over, and stands once. */
function notNow({ roll: [roll], sittings }: Loaded, status: string, { body }: BodyAt): Refusal {
  if (body !== 'congress') {
    return refuse(409, 'no-roll', {
      zh: '只有人民代表大会会议确认出席名册',
      en: 'Only a session of a congress has a roll that is settled',
    })
  }
  if (status !== 'held') {
    return refuse(409, 'not-held', { zh: '会议还没有召开', en: 'The session has not been held' })
  }
  if (sittings.some((one) => RUNNING.some((running) => running === one.status))) {
    return refuse(409, 'sitting-runs', { zh: '还有会议正在进行，散会后再确认', en: 'A sitting runs: settle it after' })
  }
  if (roll?.settledOn) {
    return refuse(409, 'roll-settled', {
      zh: '出席名册已经确认；要更正，请先撤回',
      en: 'The roll is settled. To correct it, take it back first',
    })
  }
  return null
}

type Seats = readonly { mandateId: string; unitId: string; fromOn: string; untilOn: string }[]
type Settling = Session & { settlement: number; settledOn: string }

/** A fact for each half day and unit of the deputies. */
function factsOf(of: Settling, lines: readonly Line[], seats: Seats): Decided[] {
  const { sessionId, settlement, settledOn } = of
  const placed = lines.flatMap((line) => {
    const unitId = seatAt(seats, line.mandateId, line.heldOn)?.unitId
    return unitId === undefined ? [] : [{ ...line, unitId }]
  })
  const groups = Map.groupBy(placed, ({ part, unitId }) => `${part}/${unitId}`)
  return [...groups].map(([key, all]) => {
    const { part, unitId, heldOn } = all[0]!
    return rollSettled.on(rollStream(sessionId), heldOn, {
      ...{ id: `${sessionId}/${settlement}/${key}`, sessionId, settlement, part, unitId, settledOn },
      level: levelOfBody(of),
      lines: all.map(({ mandateId, presence }) => ({ mandateId, presence })),
    })
  })
}

const nobody = () => refuse(409, 'nobody-due', { zh: '名册上没有代表', en: 'There is no deputy on the roll' })

/**
 * Settles who was at a session's plenary sittings by who checked in. Leave that is approved later changes nothing of it:
 * the page says so, and it is settled anew.
 */
export const settle = command({
  name: 'roll.settle',
  roles: CALLING,
  input: settleRoll,
  streams: (input) => streamsOf(input),
  load: (input) => {
    const there = plenaryPresencesOf(input.sessionId)
    const ids = there.clearSelect().select('presence.memberId').$asScalar()
    const days = sessionOf(input, input.sessionId).clearSelect()
    return {
      ...loaded(input),
      presences: there,
      seats: deputiesAmong(ids).select(['fromOn', 'untilOn']),
      leaves: leavesTouching(ids, {
        firstOn: days.select('firstOn').$asScalar(),
        lastOn: days.select('lastOn').$asScalar(),
      }),
    }
  },
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], presences, seats, leaves, ...rows }, input, ctx) => {
    if (!session) return notFound()
    const no = notNow(rows, session.status, input)
    if (no) return no
    const parts = partsOf(rows.sittings)
    if (parts.length === 0) {
      return refuse(409, 'no-sittings', {
        zh: '没有凭签到召开的全体会议，请按名单登记出席',
        en: 'No plenary sitting was opened by check-in: enter the roll by its list',
      })
    }
    const lines = linesOf(parts, presences, leaves)
    const each = [...Map.groupBy(lines, ({ mandateId }) => mandateId).values()]
    const counts = countsOf(each.map((own) => ofSession(own.map(({ presence }) => presence))))
    const { present, onLeave, absent } = counts
    if (present !== input.present || onLeave !== input.onLeave || absent !== input.absent) {
      return refuse(409, 'roll-moved', {
        zh: `名册有变化：现在出席${present}名、请假${onLeave}名、未到${absent}名，请核对后再确认`,
        en: `The roll has changed: ${present} present, ${onLeave} on leave, ${absent} absent. Look at it again`,
      })
    }
    const of = { ...input, settlement: (rows.roll[0]?.settlement ?? 0) + 1, settledOn: ctx.today }
    const [first, ...others] = factsOf(of, lines, seats)
    return first ? ok({ facts: [first, ...others] }) : nobody()
  },
})

/** Settles the roll of a session that was written down from paper: everybody was there but those named. */
export const enter = command({
  name: 'roll.enter',
  roles: CALLING,
  input: enterRoll,
  streams: (input) => [...streamsOf(input), ...sittingStreams(input)],
  load: (input) => {
    const ids = deputiesOfBody(input, input.firstOn).clearSelect().select('mandate_unit.mandateId').$asScalar()
    return {
      ...loaded(input),
      deputies: deputiesOfBody(input, input.firstOn),
      newestSeat: sittingRows(input, input.firstOn).newestSeat,
      leaves: leavesTouching(ids, { firstOn: input.firstOn, lastOn: input.firstOn }),
    }
  },
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], deputies, newestSeat, leaves, ...rows }, input, ctx) => {
    if (!session) return notFound()
    const no = notNow(rows, session.status, input)
    if (no) return no
    const { firstOn, lastOn, dueCount, presentCount } = session
    if (partsOf(rows.sittings).length > 0 || firstOn !== input.firstOn) {
      return refuse(409, 'not-on-paper', {
        zh: '会议是凭签到召开的，或日期有变，请刷新页面',
        en: 'It was opened by check-in, or its days have changed. Refresh the page',
      })
    }
    const meant = resolvePeople(input.away, deputies, false)
    if ('why' in meant) return lineRefused('/away', meant)
    const differs = countRefusal({ dueCount, presentCount }, deputies.length, meant.mandateIds.length)
    if (differs) return differs
    const away = new Set(meant.mandateIds)
    const lines = Array.from({ length: input.halfDays }, (_, n) =>
      deputies.map(({ mandateId }): Line => {
        const presence = presenceAt(!away.has(mandateId), leaves, mandateId, { firstOn, lastOn })
        return { mandateId, part: n + 1, heldOn: firstOn, presence }
      })
    ).flat()
    const of = { ...input, settlement: (rows.roll[0]?.settlement ?? 0) + 1, settledOn: ctx.today }
    const seats = deputies.map(({ mandateId, unitId }) => ({ mandateId, unitId, fromOn: firstOn, untilOn: firstOn }))
    const [first, ...others] = factsOf(of, lines, seats)
    return first ? ok({ facts: [first, ...others], beside: nobodySeatedSince(input, { newestSeat }) }) : nobody()
  },
})

type Counts = { dueCount: number | null; presentCount: number | null }

/** Those named are as many as were not there when the session was written down as held. */
function countRefusal({ dueCount, presentCount }: Counts, due: number, away: number): Refusal {
  if (due !== dueCount) {
    return refuse(409, 'members-changed', {
      zh: `登记召开时应到${dueCount}名，当日在任的现在是${due}名；请先撤销召开登记，再重新登记`,
      en: `${dueCount} were due when it was written down as held, and ${due} sat that day as the register stands now: take that entry back and write it down anew`,
    })
  }
  const missing = dueCount - (presentCount ?? 0)
  if (away === missing) return null
  return refuseField('/away', 'count-differs', {
    zh: `登记出席${presentCount}名、应到${dueCount}名，缺席应为${missing}名，这里写了${away}名`,
    en: `${presentCount} of ${dueCount} were there as it is written down, so ${missing} were not; ${away} are named here`,
  })
}

/** Takes a roll back: it was wrong, and is settled anew. */
export const takeBack = command({
  name: 'roll.take-back',
  roles: CALLING,
  input: takeBackRoll,
  streams: (input) => [rollStream(input.sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    roll: rollOf(input.sessionId),
    lines: rollLinesOf(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, roll: [roll], lines }, { sessionId, settlement, reason }) => {
    if (!session[0]) return notFound()
    if (!roll || roll.settledOn === null || roll.settlement !== settlement) {
      return refuse(409, 'roll-not-so', {
        zh: '名册没有这样确认，请刷新页面',
        en: 'The roll does not stand so. Refresh the page',
      })
    }
    const facts = new Map(
      lines.map(({ part, unitId, level, heldOn }) => {
        const id = `${sessionId}/${settlement}/${part}/${unitId}`
        return [id, rollTakenBack.on(rollStream(sessionId), heldOn, { id, sessionId, settlement, part, unitId, level })]
      })
    )
    return ok({
      facts: [...facts.values()] as [Decided, ...Decided[]],
      beside: insertMany('roll_note', [{ sessionId, settlement, text: reason }]),
    })
  },
})
