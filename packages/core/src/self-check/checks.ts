import { refuse } from '../kernel/problem.ts'
import type { Because } from '../kernel/words.ts'

// What closing a quarter waits for, said by whoever refuses it.

type Window = { workingDays: number; openedOn: string; untilOn: string }
type State = { workingDays: number; window: Window | undefined; unanswered: number; today: string }

const because = (arithmetic: string): Because => ({
  rule: {
    zh: '结账前由代表自查；自查期满、错重漏报告都已答复，方可结账',
    en: 'Deputies look at their own points first; a quarter closes when their window is over and every report answered',
  },
  article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
  arithmetic,
})

/** Why a quarter may not be closed yet; null when it may. A window once opened counts, whatever is set since. */
export function selfCheckRefusal({ workingDays, window, unanswered, today }: State) {
  if (!window && workingDays === 0) return null
  if (!window) {
    return refuse(
      409,
      'self-check-not-opened',
      { zh: `先开放代表自查，为期${workingDays}个工作日`, en: `Open the deputies’ ${workingDays} working days first` },
      { because: because(`${workingDays} > 0`) }
    )
  }
  if (today <= window.untilOn) {
    return refuse(
      409,
      'self-check-running',
      { zh: `代表自查到 ${window.untilOn} 为止`, en: `The deputies’ window runs until ${window.untilOn}` },
      {
        because: because(
          `${window.openedOn} + ${window.workingDays} → ${window.untilOn}; ${today} ≤ ${window.untilOn}`
        ),
      }
    )
  }
  if (unanswered > 0) {
    return refuse(
      409,
      'reports-unanswered',
      { zh: `还有${unanswered}件错重漏报告没有答复`, en: `${unanswered} reports of deputies are still to be answered` },
      { because: because(`${unanswered} > 0`) }
    )
  }
  return null
}
