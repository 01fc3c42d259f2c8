// What a mandate has to satisfy, whichever command begins it.

/** Years a term may last, with room for a postponed session (代表法: five). */
export const TERM_YEARS_MAX = 6

/** The most seats held on one day from `startOn` on. */
export const mostAtOnce = (seats: readonly { fromOn: string; untilOn: string }[], startOn: string): number =>
  Math.max(
    0,
    ...[startOn, ...seats.map((seat) => seat.fromOn).filter((from) => from > startOn)].map(
      (day) => seats.filter((seat) => seat.fromOn <= day && day <= seat.untilOn).length
    )
  )
