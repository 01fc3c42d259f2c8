import { sql } from 'kysely'
import { placeKind } from '../body/checks.ts'
import { may, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allUnits, theDistrict } from '../people/queries.ts'
import { CALLING, READING, sessionWithin } from '../session/queries.ts'
import { sessionGuests, type GuestKind } from './schema.ts'

/** A session's guests by name, in the order in which they were entered. */
export const guestsOf = (sessionId: string) =>
  db
    .selectFrom('guest')
    .leftJoin('guest_name', 'guest_name.guestId', 'guest.id')
    .select(['guest.id', 'guest.kind', 'guest.position', 'guest.arrivedAt', 'guest_name.name', 'guest_name.organ'])
    .$narrowType<{ kind: GuestKind }>()
    .where('sessionId', '=', sessionId)
    .orderBy('guest.position')

/** Who takes part in a session without belonging to the body. */
export const guestsOfSession = query({
  name: 'guest.of-session',
  roles: READING,
  input: sessionGuests,
  scope: (actor) => reachOf(actor),
  load: ({ sessionId }, reach) => {
    const own = sessionWithin(sessionId, reach)
    return {
      session: own,
      district: theDistrict(),
      unit: allUnits().where('id', '=', own.clearSelect().select('placeId').$asScalar()),
      guests: guestsOf(sessionId).where(sql<boolean>`exists ${own.clearSelect().select('session.id')}`),
    }
  },
  answer: ({ session: [session], district: [district], unit: [unit], guests }, _, { actor, today }) => {
    if (!session || !district) return notFound()
    return ok({
      session,
      place: { id: session.placeId, kind: placeKind(session.placeId, unit)!, name: unit?.name ?? district.name },
      guests: guests.map(({ name, organ, position: _, ...one }) => ({ ...one, name: name ?? '', organ: organ ?? '' })),
      mayChange: may(actor, CALLING) && session.status !== 'cancelled',
      /** The desk is there on the days of the session. */
      mayCheckIn:
        may(actor, CALLING) && session.status !== 'cancelled' && today >= session.firstOn && today <= session.lastOn,
    })
  },
})
