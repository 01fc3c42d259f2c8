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
import { awayIn, countsOf, daysOfHalves, linesOf, ofSession, partsOf, presenceAt, type Line } from './rules.ts'
import { enterRoll, rollStream, settleRoll, takeBackRoll, type EnterRoll } from './schema.ts'

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

function daysOf(input: Session) {
  const session = sessionOf(input, input.sessionId).clearSelect()
  return { firstOn: session.select('firstOn').$asScalar(), lastOn: session.select('lastOn').$asScalar() }
}

type Loaded = {
  roll: readonly { settlement: number; settledOn: string | null }[]
  sittings: readonly { status: string }[]
}

type Held = { status: string; lastOn: string }

/** A roll is of a session that was held and whose last day has come, whose sittings are over, and stands once. */
function notNow({ roll: [roll], sittings }: Loaded, session: Held, { body }: BodyAt, today: string): Refusal {
  if (body !== 'congress') {
    return refuse(409, 'no-roll', {
      zh: '只有人民代表大会会议确认出席名册',
      en: 'Only a session of a congress has a roll that is settled',
    })
  }
  if (session.status !== 'held') {
    return refuse(409, 'not-held', { zh: '会议还没有召开', en: 'The session has not been held' })
  }
  if (today < session.lastOn) {
    return refuse(409, 'not-over', {
      zh: `会期到${session.lastOn}，会议结束后再确认出席名册`,
      en: `The session lasts until ${session.lastOn}: its roll is settled when it is over`,
    })
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

type HalfDay = { heldOn: string; part: number; unitId: string }

/** What points come of, whichever settlement tells it: settled anew, it is the same half day. It begins with the session. */
const halfDayId = ({ heldOn, part, unitId }: HalfDay, sessionId: string): string =>
  `${sessionId}/${heldOn}/${part}/${unitId}`

/** A fact for each half day and unit of the deputies. */
function factsOf(of: Settling, lines: readonly Line[], seats: Seats): Decided[] {
  const { sessionId, settlement, settledOn } = of
  const placed = lines.flatMap((line) => {
    const unitId = seatAt(seats, line.mandateId, line.heldOn)?.unitId
    return unitId === undefined ? [] : [{ ...line, unitId }]
  })
  const groups = Map.groupBy(placed, ({ part, unitId }) => `${part}/${unitId}`)
  return [...groups.values()].map((all) => {
    const { part, unitId, heldOn } = all[0]!
    return rollSettled.on(rollStream(sessionId), heldOn, {
      ...{ id: halfDayId(all[0]!, sessionId), sessionId, settlement, part, unitId, settledOn },
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
    return {
      ...loaded(input),
      presences: there,
      seats: deputiesAmong(ids).select(['fromOn', 'untilOn']),
      leaves: leavesTouching(ids, daysOf(input)),
    }
  },
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], presences, seats, leaves, ...rows }, input, ctx) => {
    if (!session) return notFound()
    const no = notNow(rows, session, input, ctx.today)
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

/** Settles the roll of a session that was written down from paper: everybody was there but those named, when they were not. */
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
      leaves: leavesTouching(ids, daysOf(input)),
    }
  },
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], deputies, newestSeat, leaves, ...rows }, input, ctx) => {
    if (!session) return notFound()
    const no = notNow(rows, session, input, ctx.today)
    if (no) return no
    const { firstOn, lastOn, dueCount, presentCount } = session
    if (partsOf(rows.sittings).length > 0 || firstOn !== input.firstOn) {
      return refuse(409, 'not-on-paper', {
        zh: '会议是凭签到召开的，或日期有变，请刷新页面',
        en: 'It was opened by check-in, or its days have changed. Refresh the page',
      })
    }
    const named = awayOn(input, deputies)
    if ('ok' in named) return named
    const differs = countRefusal({ dueCount, presentCount }, deputies.length, named.get(1)!.size)
    if (differs) return differs
    const lines = daysOfHalves(input.halfDays, { firstOn, lastOn }).flatMap((heldOn, n) =>
      deputies.map(({ mandateId }): Line => {
        const presence = presenceAt(!named.get(n + 1)!.has(mandateId), leaves, mandateId, heldOn)
        return { mandateId, part: n + 1, heldOn, presence }
      })
    )
    const of = { ...input, settlement: (rows.roll[0]?.settlement ?? 0) + 1, settledOn: ctx.today }
    const seats = deputies.map(({ mandateId, unitId }) => ({ mandateId, unitId, fromOn: firstOn, untilOn: firstOn }))
    const [first, ...others] = factsOf(of, lines, seats)
    return first ? ok({ facts: [first, ...others], beside: nobodySeatedSince(input, { newestSeat }) }) : nobody()
  },
})

type Deputies = Parameters<typeof resolvePeople>[1]

/** Who was away at each half day, by the lines that name them. */
function awayOn({ away, halfDays }: EnterRoll, deputies: Deputies): Map<number, Set<string>> | NonNullable<Refusal> {
  const read = away.map((line) => awayIn(line, halfDays))
  const wrong = read.indexOf(null)
  if (wrong >= 0) {
    return refuseField('/away', 'no-such-half-day', {
      zh: `“${away[wrong]}”：姓名后只写没有出席的半天，从1到${halfDays}，例如“1-2”`,
      en: `“${away[wrong]}”: behind the name stand the half days missed, of 1 to ${halfDays}, as “1-2”`,
    })
  }
  const lines = read.flatMap((one) => one ?? [])
  const meant = resolvePeople(
    lines.map(({ who }) => who),
    deputies,
    false
  )
  if ('why' in meant) return lineRefused('/away', meant)
  const awayAt = (part: number) => meant.mandateIds.filter((_, n) => lines[n]!.parts.includes(part))
  return new Map(Array.from({ length: halfDays }, (_, n) => [n + 1, new Set(awayAt(n + 1))]))
}

type Counts = { dueCount: number | null; presentCount: number | null }

/** Those away from the first half day are as many as were not there when the session opened. */
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
    zh: `登记出席${presentCount}名、应到${dueCount}名，第一个半天缺席应为${missing}名，这里写了${away}名`,
    en: `${presentCount} of ${dueCount} were there as it is written down, so ${missing} missed the first half day; ${away} are named here`,
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
        const id = halfDayId({ part, unitId, heldOn }, sessionId)
        return [id, rollTakenBack.on(rollStream(sessionId), heldOn, { id, sessionId, settlement, part, unitId, level })]
      })
    )
    return ok({
      facts: [...facts.values()] as [Decided, ...Decided[]],
      beside: insertMany('roll_note', [{ sessionId, settlement, text: reason }]),
    })
  },
})
