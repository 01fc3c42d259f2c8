import { reachesUnit } from '../kernel/actor.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField, type Problem } from '../kernel/problem.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { sessionsStream } from '../session/schema.ts'
import type { BodyAt } from '../body/schema.ts'
import { guestCheckedIn, guestCheckInTakenBack, guestRemoved, guestsInvited } from './events.ts'
import { guestsOf } from './queries.ts'
import { guestIn, type Guest, type Misread } from './rules.ts'
import { GUESTS_MAX, guestsStream, inviteGuests, oneGuest } from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null
type Of = BodyAt & { sessionId: string }

const streamsOf = (input: Of): string[] => [guestsStream(input.sessionId), sessionsStream(input)]
const rowsOf = (input: Of) => ({ session: sessionOf(input, input.sessionId), guests: guestsOf(input.sessionId) })

const calledOff = () => refuse(409, 'session-cancelled', { zh: '会议已取消', en: 'The session was called off' })

/** Enters guests, a line each. */
export const invite = command({
  name: 'guest.invite',
  roles: CALLING,
  input: inviteGuests,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], guests }, { sessionId, lines }, ctx) => {
    if (!session) return notFound()
    if (session.status === 'cancelled') return calledOff()
    const read = lines.map(guestIn)
    const misread = read.find((one): one is Misread => 'why' in one)
    if (misread) return lineRefused(misread)
    const named = read as Guest[]
    const no = twiceRefusal(named, guests) ?? countRefusal(guests.length + named.length)
    if (no) return no
    const last = guests.at(-1)?.position ?? 0
    const created = named.map((one, n) => ({ ...one, id: `${ctx.commandId}/${n}`, position: last + n + 1 }))
    return ok({
      facts: [
        guestsInvited.on(guestsStream(sessionId), ctx.today, {
          sessionId,
          guests: created.map(({ id, kind, position }) => ({ id, kind, position })),
        }),
      ],
      beside: insertMany(
        'guest_name',
        created.map(({ id, name, organ }) => ({ guestId: id, name, organ }))
      ),
    })
  },
})

function lineRefused({ line, why }: Misread) {
  switch (why) {
    case 'no-name':
      return refuseField('/lines', 'no-name', {
        zh: `“${line}”开头不是姓名`,
        en: `“${line}” does not begin with a name`,
      })
    case 'no-kind':
      return refuseField('/lines', 'no-such-kind', {
        zh: `“${line}”的身份请写列席、应邀或会外发言`,
        en: `“${line}”: what as is Observer, Invited guest or Outside speaker`,
      })
    case 'too-many':
      return refuseField('/lines', 'too-many-parts', {
        zh: `“${line}”有三个以上的部分：每行写姓名，单位，身份`,
        en: `“${line}” has more than three parts: a line is name, organ, what as`,
      })
    case 'organ-too-long':
      return refuseField('/lines', 'organ-too-long', {
        zh: `“${line}”的单位太长`,
        en: `The organ in “${line}” is too long`,
      })
  }
}

type Known = readonly { name: string | null; organ: string | null }[]

/** Two of one name from two organs are two people. */
function twiceRefusal(named: readonly Guest[], guests: Known): Refusal {
  const known = new Set(guests.map(({ name, organ }) => `${name} ${organ}`))
  for (const { name, organ } of named) {
    if (known.has(`${name} ${organ}`)) {
      return refuseField('/lines', 'named-twice', {
        zh: `${name}${organ && `（${organ}）`}已经登记`,
        en: `${name}${organ && ` (${organ})`} is entered already`,
      })
    }
    known.add(`${name} ${organ}`)
  }
  return null
}

const countRefusal = (count: number): Refusal =>
  count <= GUESTS_MAX
    ? null
    : refuseField('/lines', 'too-many-guests', {
        zh: `一次会议最多登记${GUESTS_MAX}人，这样是${count}人`,
        en: `A session has at most ${GUESTS_MAX} guests; these would be ${count}`,
      })

/** Takes a guest off the list, and their name with them. */
export const remove = command({
  name: 'guest.remove',
  roles: CALLING,
  input: oneGuest,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, guests }, { sessionId, guestId }, ctx) => {
    const guest = guests.find(({ id }) => id === guestId)
    if (!session[0] || !guest) return notFound()
    if (guest.arrivedAt !== null) {
      return refuse(409, 'guest-is-here', {
        zh: '已经签到；登记错了，请先撤销签到',
        en: 'They have checked in. If that is wrong, take it back first',
      })
    }
    return ok({
      facts: [guestRemoved.on(guestsStream(sessionId), ctx.today, { id: guestId, sessionId })],
      beside: [{ sql: 'delete from guest_name where guestId = ?', parameters: [guestId] }],
    })
  },
})

/** A guest comes to the desk. They are counted apart from the members, and in no quorum. */
export const checkIn = command({
  name: 'guest.check-in',
  roles: CALLING,
  input: oneGuest,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], guests }, { sessionId, guestId }, ctx) => {
    const guest = guests.find(({ id }) => id === guestId)
    if (!session || !guest) return notFound()
    if (session.status === 'cancelled') return calledOff()
    if (ctx.today < session.firstOn || ctx.today > session.lastOn) {
      return refuse(409, 'not-its-day', {
        zh: `会议在 ${session.firstOn} 至 ${session.lastOn}，届时签到`,
        en: `The session is from ${session.firstOn} to ${session.lastOn}: guests check in then`,
      })
    }
    if (guest.arrivedAt !== null) {
      return refuse(409, 'already-checked-in', { zh: '已经签到', en: 'Checked in already' })
    }
    return ok({ facts: [guestCheckedIn.on(guestsStream(sessionId), ctx.today, { id: guestId, sessionId })] })
  },
})

/** The desk checked in the wrong one. */
export const takeBackCheckIn = command({
  name: 'guest.take-back-check-in',
  roles: CALLING,
  input: oneGuest,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, guests }, { sessionId, guestId }, ctx) => {
    const guest = guests.find(({ id }) => id === guestId)
    if (!session[0] || !guest) return notFound()
    if (guest.arrivedAt === null) {
      return refuse(409, 'not-here', { zh: '没有签到的登记', en: 'They are not written down as being here' })
    }
    return ok({ facts: [guestCheckInTakenBack.on(guestsStream(sessionId), ctx.today, { id: guestId, sessionId })] })
  },
})
