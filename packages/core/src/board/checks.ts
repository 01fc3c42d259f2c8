import { notFound, refuse } from '../kernel/problem.ts'

// What whoever acts on a published board has to find.

type Newest = { revision: number; withdrawnOn: string | null }

/** Why a revision is not the one in force; null when it is. */
export function notInForce(newest: Newest | undefined, revision: number) {
  if (!newest || newest.revision < revision) return notFound()
  if (newest.revision > revision) {
    return refuse(409, 'already-superseded', {
      zh: `已由第${newest.revision}版代替`,
      en: `Revision ${newest.revision} has taken its place`,
    })
  }
  if (newest.withdrawnOn !== null) {
    return refuse(409, 'already-withdrawn', {
      zh: `已于 ${newest.withdrawnOn} 撤下`,
      en: `It was withdrawn on ${newest.withdrawnOn}`,
    })
  }
  return null
}
