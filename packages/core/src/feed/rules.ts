import { DISTRICT_PLACE, memberBody, type Body, type Post } from '../body/schema.ts'
import type { Level } from '../people/schema.ts'

// Pure.

type Session = { placeId: string; body: Body; firstOn: string }
type Seat = { level: Level; unitId: string; fromOn: string; untilOn: string }
type Membership = { placeId: string; body: string; post: Post; fromOn: string; untilOn: string | null }

const sitsIn = (session: Session, { level, unitId, fromOn, untilOn }: Seat): boolean =>
  session.body === 'congress' &&
  session.placeId === (level === 'district' ? DISTRICT_PLACE : unitId) &&
  fromOn <= session.firstOn &&
  untilOn >= session.firstOn

/** The chairpersons' meeting is the standing committee's chair and vice-chairs (地方组织法 54). */
function belongs(session: Session, { placeId, body, post, fromOn, untilOn }: Membership): boolean {
  const of = memberBody(session)
  return (
    of.placeId === placeId &&
    of.body === body &&
    (session.body !== 'chairpersons_meeting' || post !== 'member') &&
    fromOn <= session.firstOn &&
    (untilOn === null || untilOn >= session.firstOn)
  )
}

/** Whether somebody sits in a session on its first day: as a deputy of that congress, or as a member of that body. */
export const attends = (session: Session, seats: readonly Seat[], memberships: readonly Membership[]): boolean =>
  seats.some((seat) => sitsIn(session, seat)) ||
  // A post on a committee or presidium falls with the mandate (选举法 56); a street office's does not.
  memberships.some(
    (one) =>
      belongs(session, one) &&
      (session.body === 'street_office' ||
        seats.some(({ fromOn, untilOn }) => fromOn <= session.firstOn && untilOn >= session.firstOn))
  )
