import type { Body } from '../body/schema.ts'
import type { Because } from '../kernel/words.ts'

// How many have to be there. Pure. The denominator is everybody who belongs to the body, never those who came.

export type Quorum = {
  /** The least number that is enough. */
  needed: number
  because: Because
}

/**
 * A congress meets with two thirds of its deputies, every other body with more than half of its members: 地方组织法 14 (as
 * amended 2022) for congresses, 51 for standing committees; for a chairpersons' meeting, a presidium and a street office it
 * is the local rule.
 */
export function quorumOf(body: Body, dueCount: number): Quorum {
  if (body === 'congress') {
    const needed = Math.ceil((2 * dueCount) / 3)
    return {
      needed,
      because: {
        rule: {
          zh: '代表大会须有三分之二以上的代表出席，始得举行',
          en: 'A congress meets only with at least two thirds of its deputies present',
        },
        article: { zh: '《地方组织法》第十四条', en: 'Organic Law of Local Congresses, art. 14' },
        arithmetic: `${dueCount} × 2/3 ≤ ${needed}`,
      },
    }
  }
  const needed = Math.floor(dueCount / 2) + 1
  return {
    needed,
    because: {
      rule: {
        zh: '须有全体组成人员过半数出席，始得举行',
        en: 'It meets only with more than half of all its members present',
      },
      article:
        body === 'standing_committee'
          ? { zh: '《地方组织法》第五十一条', en: 'Organic Law of Local Congresses, art. 51' }
          : { zh: '本区会议规则（本区设定）', en: 'The district’s own rules of procedure' },
      arithmetic: `${dueCount} ÷ 2 < ${needed}`,
    },
  }
}

/** How many members have to propose an extraordinary session: a fifth (地方组织法 14). */
export const proposersNeeded = (memberCount: number): number => Math.ceil(memberCount / 5)

/** What a quorum lacks, and why; null where there is one. `arithmetic` shows both numbers. */
export function quorumLack(body: Body, { presentCount, dueCount }: { presentCount: number; dueCount: number }) {
  const { needed, because } = quorumOf(body, dueCount)
  if (presentCount >= needed) return null
  return {
    words: {
      zh: `出席${presentCount}名，不足法定人数${needed}名`,
      en: `${presentCount} were present; a quorum is ${needed}`,
    },
    because: { ...because, arithmetic: `${presentCount} < ${needed}（${because.arithmetic}）` } satisfies Because,
  }
}
