import { bodyRefusal, placeKind } from '../body/checks.ts'
import { nobodySeatedSince, sittingRows } from '../body/queries.ts'
import { sittingOn } from '../body/rules.ts'
import { sittingStreams } from '../body/schema.ts'
import { reachesUnit, worksForDistrict } from '../kernel/actor.ts'
import { yearOf } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { idsIn } from '../kernel/db.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { opinionIdsIn } from '../opinion/queries.ts'
import { allUnits, unitById } from '../people/queries.ts'
import { UNITS_STREAM } from '../people/schema.ts'
import { STREET_BECAUSE, unitRetired } from '../people/checks.ts'
import { rollStands } from '../roll/checks.ts'
import { settledRollOf } from '../roll/queries.ts'
import { rollStream } from '../roll/schema.ts'
import { openingsOf, runningOf } from '../sitting/queries.ts'
import { sittingsStream } from '../sitting/schema.ts'
import { termsStream } from '../term/schema.ts'
import { besideRefusal, daysRefusal, notChangeable, noticeRefusal, numberRefusal, proposersRefusal } from './checks.ts'
import { patternIn } from './calendar-rules.ts'
import {
  holdingTakenBack,
  noticeSet,
  patternSet,
  sessionCalled,
  sessionCancelled,
  sessionHeld,
  sessionMoved,
} from './events.ts'
import { noticeOf } from './notice-rules.ts'
import { CALLING, noticeRow, patternsOf, sessionOf, sessionsOf, termOfBody } from './queries.ts'
import { quorumLack } from './quorum-rules.ts'
import {
  callSession,
  cancelSession,
  kindsOf,
  moveSession,
  recordHeld,
  SESSION_SETTINGS_STREAM,
  sessionsStream,
  setNotice,
  setPattern,
  takeBackHeld,
} from './schema.ts'

/** Calls a body to meet. Its id is the commandId. */
export const call = command({
  name: 'session.call',
  roles: CALLING,
  input: callSession,
  streams: ({ placeId, body }) => [
    sessionsStream({ placeId, body }),
    ...sittingStreams({ placeId, body }),
    ...[termsStream(placeId), SESSION_SETTINGS_STREAM, UNITS_STREAM],
  ],
  load: (input) => ({
    unit: unitById(input.placeId),
    term: termOfBody(input, input.firstOn),
    sessions: sessionsOf(input),
    notice: noticeRow(input.body),
    ...sittingRows(input, input.firstOn),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ unit: [unit], term: [term], sessions, notice, ...sitting }, { venue, ...input }, ctx) => {
    const { placeId, body, kind, firstOn } = input
    const place = placeKind(placeId, unit)
    if (!place) return notFound()
    const no = bodyRefusal(place, body)
    if (no) return no
    if (!kindsOf(body).includes(kind)) {
      return refuseField('/kind', 'no-such-kind', { zh: '这个机构没有这类会议', en: 'This body has no such session' })
    }
    if (unit?.retiredOn) return unitRetired('/body', unit.retiredOn)
    if (term && input.lastOn > term.endOn) return afterTheTerm(term.endOn)
    if (!term && body !== 'street_office') {
      return refuseField('/firstOn', 'no-term', {
        zh: `${firstOn} 没有登记的届次，请先登记届次`,
        en: `No term is registered for ${firstOn}: register it first`,
      })
    }
    const memberCount = sittingOn(body, sitting, firstOn).length
    if (memberCount === 0) return noMembers('/firstOn', firstOn)
    const { noticeDays, article } = noticeOf(notice[0])
    const never =
      daysRefusal(input, ctx.today) ??
      noticeRefusal(input, { noticeDays, article }) ??
      proposersRefusal(input, memberCount) ??
      besideRefusal(input, sessions) ??
      numberRefusal({ ...input, termOrdinal: term?.ordinal ?? null }, sessions)
    if (never) return never
    return ok({
      facts: [
        sessionCalled.on(sessionsStream(input), ctx.today, {
          ...input,
          ...{ id: ctx.commandId, termOrdinal: term?.ordinal ?? null, noticeDays, memberCount },
          proposerCount: kind === 'extraordinary' && body === 'congress' ? input.proposerCount : null,
        }),
      ],
      beside: [...noteRows(ctx.commandId, 'venue', venue), ...nobodySeatedSince(input, sitting)],
    })
  },
})

const afterTheTerm = (endOn: string) =>
  refuseField('/lastOn', 'another-term', { zh: `本届到 ${endOn} 为止`, en: `The term ends on ${endOn}` })

const noMembers = (pointer: string, on: string) =>
  refuseField(pointer, 'no-members', {
    zh: `${on} 没有在任的组成人员，请先登记`,
    en: `Nobody is a member on ${on}: enter the members first`,
  })

const noteRows = (sessionId: string, kind: 'venue' | 'cancelled-reason', text: string) =>
  insertMany('session_note', [{ sessionId, kind, text }], 'on conflict do update set text = excluded.text')

/** Puts a session that was called on other days. */
export const move = command({
  name: 'session.move',
  roles: CALLING,
  input: moveSession,
  streams: (input) => [sessionsStream(input), termsStream(input.placeId), sittingsStream(input.sessionId)],
  load: (input) => ({
    sessions: sessionsOf(input),
    term: termOfBody(input, input.firstOn),
    running: runningOf(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ sessions, term: [term], running }, { reason, sessionId, ...input }, ctx) => {
    const session = sessions.find(({ id }) => id === sessionId)
    if (!session) return notFound()
    if (session.status !== 'called') return notChangeable(session.status)
    if (running.length > 0) return sittingRuns()
    const { firstOn, lastOn } = input
    if (session.firstOn === firstOn && session.lastOn === lastOn) {
      return refuseField('/firstOn', 'days-unchanged', { zh: '日期没有变', en: 'These are its days' })
    }
    if ((term?.ordinal ?? null) !== session.termOrdinal) {
      return refuseField('/firstOn', 'another-term', {
        zh: '新的日期不在同一届内',
        en: 'The new days are not within its term',
      })
    }
    if (term && lastOn > term.endOn) return afterTheTerm(term.endOn)
    const others = sessions.filter(({ id }) => id !== sessionId)
    // Brought forward, the members are told today; put off, they had been told in time.
    const isForward = firstOn < session.firstOn
    const told = { ...input, kind: session.kind, calledOn: isForward ? ctx.today : session.calledOn }
    const no =
      daysRefusal(told, ctx.today) ??
      (isForward
        ? noticeRefusal(told, {
            noticeDays: session.noticeDays,
            article: { zh: '召集时适用的通知期限', en: 'The notice that applied when it was called' },
          })
        : null) ??
      besideRefusal(input, others) ??
      numberRefusal({ ...session, firstOn }, others, '/firstOn')
    if (no) return no
    return ok({
      facts: [sessionMoved.on(sessionsStream(input), ctx.today, { id: sessionId, firstOn, lastOn })],
      beside: insertMany('session_move_note', [{ commandId: ctx.commandId, reason }]),
    })
  },
})

/** Calls a session off. Its number is free again. */
export const cancel = command({
  name: 'session.cancel',
  roles: CALLING,
  input: cancelSession,
  streams: (input) => [sessionsStream(input), sittingsStream(input.sessionId)],
  load: (input) => ({ session: sessionOf(input, input.sessionId), running: runningOf(input.sessionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], running }, { sessionId, reason, ...of }, ctx) => {
    if (!session) return notFound()
    if (session.status !== 'called') return notChangeable(session.status)
    if (running.length > 0) return sittingRuns()
    return ok({
      facts: [sessionCancelled.on(sessionsStream(of), ctx.today, { id: sessionId })],
      beside: noteRows(sessionId, 'cancelled-reason', reason),
    })
  },
})

/** People are checking in, or sit already: how the session stands is the hall's to say. */
const sittingRuns = () =>
  refuse(409, 'sitting-runs', {
    zh: '会场已开始签到，请先在“会场”页散会或取消签到',
    en: 'Check-in has begun in its hall: close the sitting or call the check-in off there first',
  })

/** Writes down that a session was held, by the list of who was there. Without a quorum there was none. */
export const hold = command({
  name: 'session.record-held',
  roles: CALLING,
  input: recordHeld,
  streams: (input) => [sessionsStream(input), ...sittingStreams(input), sittingsStream(input.sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    running: runningOf(input.sessionId),
    ...sittingRows(input, input.firstOn),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], running, ...sitting }, { sessionId, presentCount, firstOn, ...of }, ctx) => {
    if (!session) return notFound()
    if (session.status !== 'called') return notChangeable(session.status)
    if (running.length > 0) return sittingRuns()
    if (session.firstOn !== firstOn) {
      return refuse(409, 'moved-meanwhile', {
        zh: `会议已改到 ${session.firstOn}，请刷新后再登记`,
        en: `It was moved to ${session.firstOn}. Refresh the page`,
      })
    }
    if (ctx.today < firstOn) {
      return refuse(409, 'not-begun', {
        zh: `会议于 ${firstOn} 开始，届时再登记`,
        en: `It begins on ${firstOn}: write it down then`,
      })
    }
    const dueCount = sittingOn(of.body, sitting, firstOn).length
    if (dueCount === 0) return noMembers('/firstOn', firstOn)
    if (presentCount > dueCount) {
      return refuseField('/presentCount', 'more-than-members', {
        zh: `组成人员共${dueCount}名`,
        en: `It has ${dueCount} members`,
      })
    }
    const lack = quorumLack(of.body, { presentCount, dueCount })
    if (lack) {
      const { zh, en } = lack.words
      const title = { zh: `${zh}，会议不能举行`, en: `${en}. There was no session` }
      return refuseField('/presentCount', 'below-quorum', title, lack.because)
    }
    return ok({
      facts: [sessionHeld.on(sessionsStream(of), ctx.today, { id: sessionId, presentCount, dueCount })],
      beside: nobodySeatedSince(of, sitting),
    })
  },
})

/** Takes back that a session was held, where it was written down wrongly: it is written down again. */
export const takeBackHolding = command({
  name: 'session.take-back-held',
  roles: CALLING,
  input: takeBackHeld,
  streams: (input) => [sessionsStream(input), sittingsStream(input.sessionId), rollStream(input.sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    openings: openingsOf(input.sessionId),
    roll: settledRollOf(input.sessionId),
    opinions: opinionIdsIn(input.sessionId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], openings, roll: [roll], opinions }, { sessionId, presentCount, ...of }, ctx) => {
    if (!session) return notFound()
    if (session.status !== 'held' || session.presentCount !== presentCount) {
      return refuse(409, 'not-held-so', {
        zh: '会议没有这样登记召开，请刷新页面',
        en: 'It is not written down so. Refresh the page',
      })
    }
    if (openings.length > 0) {
      return refuse(409, 'opened-in-the-hall', {
        zh: '会议是凭签到开会的，不能撤销；会场的登记在“会场”页更正',
        en: 'It was opened by those who checked in: that is not taken back here',
      })
    }
    if (roll) return rollStands()
    if (opinions.length > 0) {
      return refuse(409, 'has-opinions', {
        zh: `这次会议已登记${opinions.length}条审议意见，不能撤销召开登记`,
        en: `Opinions of it are on record (${opinions.length}): it was held`,
      })
    }
    return ok({
      facts: [holdingTakenBack.on(sessionsStream(of), ctx.today, { id: sessionId })],
      beside: [mustBeAbsent(opinionIdsIn(sessionId))],
    })
  },
})

/** How many days ahead sessions of a kind of body are called; for those that are called from now on. */
export const setDays = command({
  name: 'session.set-notice',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
  input: setNotice,
  streams: () => [SESSION_SETTINGS_STREAM],
  load: ({ body }) => ({ notice: noticeRow(body) }),
  scope: (actor) => worksForDistrict(actor),
  decide: ({ notice: [set] }, input, ctx) => {
    if (set?.noticeDays === input.noticeDays && set.article === input.article) {
      return refuseField('/noticeDays', 'notice-unchanged', { zh: '通知期限没有变', en: 'The notice is the same' })
    }
    return ok({ facts: [noticeSet.on(SESSION_SETTINGS_STREAM, ctx.today, input)] })
  },
})

/** How the congresses of some towns and townships meet from a year on. */
export const setSessionPattern = command({
  name: 'session.set-pattern',
  roles: CALLING,
  input: setPattern,
  streams: () => [SESSION_SETTINGS_STREAM, UNITS_STREAM],
  load: ({ unitIds }) => ({ units: allUnits().where('id', 'in', idsIn(unitIds)), patterns: patternsOf(unitIds) }),
  scope: (actor, _, { unitIds }) => unitIds.every((unitId) => reachesUnit(actor, unitId)),
  decide: ({ units, patterns }, { unitIds, fromYear, pattern }, ctx) => {
    const asked = [...new Set(unitIds)]
    if (units.length < asked.length) return notFound()
    const street = units.find(({ kind }) => kind === 'street')
    if (street) {
      return refuseField(
        '/unitIds',
        'street-has-no-congress',
        { zh: `${street.name}没有本级人民代表大会`, en: `${street.name} is a street: it has no congress` },
        STREET_BECAUSE
      )
    }
    if (fromYear < yearOf(ctx.today) && !worksForDistrict(ctx.actor)) {
      return refuseField('/fromYear', 'past-year', {
        zh: '已经过去的年份由区里设定',
        en: 'A year that has passed is the district’s to set',
      })
    }
    const changed = asked.filter((unitId) => {
      const own = patterns.filter((one) => one.unitId === unitId)
      return patternIn(own, fromYear) !== pattern
    })
    if (changed.length === 0) {
      return refuseField('/pattern', 'pattern-unchanged', { zh: '安排没有变', en: 'They meet so already' })
    }
    return ok({ facts: [patternSet.on(SESSION_SETTINGS_STREAM, ctx.today, { unitIds: changed, fromYear, pattern })] })
  },
})
