import { annualBoardsShowing } from '../annual-board/queries.ts'
import { boardsShowing } from '../board/queries.ts'
import { runningCasesAmong } from '../duty-case/queries.ts'
import type { Rows } from '../kernel/command.ts'
import { refuse } from '../kernel/problem.ts'
import type { Words } from '../kernel/words.ts'
import { openObjectionsAmong } from '../objection/queries.ts'
import { mandateIdsOf, seatsOfPerson } from '../people/queries.ts'
import { openProposalsAmong } from '../proposal/queries.ts'
import { openReportsAmong } from '../self-check/queries.ts'
import { NEEDED } from './schema.ts'

/** What stands in the way of erasing a person, each by itself: their data is needed as long as one of them has a row. */
export const standingOf = (personId: string, today: string) => {
  const mandates = mandateIdsOf(personId).$asScalar()
  return {
    running: seatsOfPerson(personId).where('untilOn', '>=', today),
    boards: boardsShowing(mandates, today),
    annualBoards: annualBoardsShowing(mandates, today),
    reports: openReportsAmong(mandates),
    objections: openObjectionsAmong(mandates),
    proposals: openProposalsAmong(mandates),
    cases: runningCasesAmong(mandates),
  }
}

type Standing = Rows<ReturnType<typeof standingOf>>

/** Why somebody's data is still needed; null where nothing stands against erasing it. */
export function standingRefusal({ running, boards, annualBoards, ...waiting }: Standing, today: string) {
  const seat = running[0]
  if (seat) {
    return refuse(
      409,
      'still-seated',
      {
        zh: `任期到 ${seat.untilOn}，履职期间不能删除`,
        en: `The mandate runs until ${seat.untilOn}: nothing is erased in it`,
      },
      { because: { ...NEEDED, arithmetic: `${seat.untilOn} ≥ ${today}` } }
    )
  }
  const until = [...boards, ...annualBoards]
    .map(({ publicUntilOn }) => publicUntilOn)
    .sort()
    .at(-1)
  if (until !== undefined) {
    return refuse(
      409,
      'still-public',
      {
        zh: `本人所在的公示榜公开到 ${until}，期满后才能删除`,
        en: `A board with the person on it is public until ${until}`,
      },
      { because: { ...NEEDED, arithmetic: `${until} ≥ ${today}` } }
    )
  }
  const open = OPEN.find(([, of]) => waiting[of].length > 0)
  return open ? refuse(409, 'still-open', open[0], { because: NEEDED }) : null
}

const OPEN: readonly (readonly [Words, 'reports' | 'objections' | 'proposals' | 'cases'])[] = [
  [{ zh: '本人还有未答复的错重漏报告', en: 'A report of the person is not answered yet' }, 'reports'],
  [{ zh: '还有与本人有关的未决异议', en: 'An objection about the person is not decided yet' }, 'objections'],
  [{ zh: '还有与本人有关的待确认积分', en: 'Proposed points of the person wait to be confirmed' }, 'proposals'],
  [{ zh: '还有与本人有关的履职跟进', en: 'A case about the person is not closed yet' }, 'cases'],
]
