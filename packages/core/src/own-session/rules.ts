import { DISTRICT_PLACE, memberBody, type Body, type Post } from '../body/schema.ts'
import type { Level } from '../people/schema.ts'

// In which sessions somebody sits. Pure.

type Session = { placeId: string; body: Body; firstOn: string; lastOn: string }
type Span = { fromOn: string; untilOn: string | null }
type Seat = Span & { mandateId: string; level: Level; unitId: string }
type Membership = Span & { placeId: string; body: string; mandateId: string | null; post: Post }

/** Whether they run together on one of its days. */
const meetOn = ({ firstOn, lastOn }: Session, ...spans: readonly Span[]): boolean => {
  const from = spans.map(({ fromOn }) => fromOn).reduce((a, b) => (a > b ? a : b), firstOn)
  const until = spans.flatMap(({ untilOn }) => untilOn ?? []).reduce((a, b) => (a < b ? a : b), lastOn)
  return from <= until
}

const sitsIn = (session: Session, seat: Seat): boolean =>
  session.body === 'congress' &&
  session.placeId === (seat.level === 'district' ? DISTRICT_PLACE : seat.unitId) &&
  meetOn(session, seat)

/** The chairpersons' meeting is the standing committee's chair and vice-chairs (地方组织法 54). */
function belongs(session: Session, one: Membership, seats: readonly Seat[]): boolean {
  const of = memberBody(session)
  if (of.placeId !== one.placeId || of.body !== one.body) return false
  if (session.body === 'chairpersons_meeting' && one.post === 'member') return false
  // A post on a committee or presidium falls with the mandate (选举法 56); a street office's does not.
  return session.body === 'street_office'
    ? meetOn(session, one)
    : seats.some((seat) => seat.mandateId === one.mandateId && meetOn(session, one, seat))
}

/** By which mandates somebody sits in a session on one of its days: as a deputy of that congress, or as a member of that body. */
export const sitsBy = (session: Session, seats: readonly Seat[], memberships: readonly Membership[]): string[] => [
  ...seats.filter((seat) => sitsIn(session, seat)).map(({ mandateId }) => mandateId),
  ...memberships.filter((one) => belongs(session, one, seats)).flatMap(({ mandateId }) => mandateId ?? []),
]

export const attends = (...of: Parameters<typeof sitsBy>): boolean => sitsBy(...of).length > 0
