import type { ItemType } from '../agenda/schema.ts'
import type { Body } from '../body/schema.ts'
import type { Because } from '../kernel/words.ts'
import { method, type Counts, type DecisionStatus, type Method } from './schema.ts'

// By how many votes something passes, and how they are cast. Pure. The denominator is everybody who belongs to the body,
// never those who came, and never those who voted.

const OWN_RULES = { zh: '本区会议规则（本区设定）', en: 'The district’s own rules of procedure' }

const OF_MEMBERS = { zh: '以全体组成人员的过半数通过', en: 'Passes by more than half of all members' }

/** 地方组织法 25 for congresses, 51 for standing committees; for the other bodies it is the local rule. */
const MAJORITY: Record<Body, Because> = {
  congress: {
    rule: {
      zh: '进行选举和通过决议，以全体代表的过半数通过',
      en: 'Elections and resolutions pass by more than half of all deputies',
    },
    article: { zh: '《地方组织法》第二十五条', en: 'Organic Law of Local Congresses, art. 25' },
  },
  standing_committee: {
    rule: OF_MEMBERS,
    article: { zh: '《地方组织法》第五十一条', en: 'Organic Law of Local Congresses, art. 51' },
  },
  chairpersons_meeting: { rule: OF_MEMBERS, article: OWN_RULES },
  presidium: { rule: OF_MEMBERS, article: OWN_RULES },
  street_office: { rule: OF_MEMBERS, article: OWN_RULES },
}

const ELECTION: Because = {
  rule: { zh: '选举采用无记名投票方式', en: 'Elections are by secret ballot' },
  article: { zh: '《地方组织法》第二十八条', en: 'Organic Law of Local Congresses, art. 28' },
}

/** An item of this type holds appointments or removals: of the latter the law says so, of the former the district's rules. */
const APPOINTMENTS: Because = {
  rule: {
    zh: '人事任免逐人表决，采用无记名方式',
    en: 'Appointments and removals are voted one by one, by secret ballot',
  },
  article: OWN_RULES,
}

/** 监督法 62 is of removals (撤职案) by a standing committee only. */
const COMMITTEE_PERSONNEL: Because = {
  rule: {
    zh: '撤职案采用无记名投票方式表决；任免案逐人表决，也采用无记名方式',
    en: 'Removals from office are voted by secret ballot; appointments one by one, by secret ballot too',
  },
  article: {
    zh: `撤职：《监督法》第六十二条；任免：${OWN_RULES.zh}`,
    en: 'Removals: Supervision Law, art. 62. Appointments: the district’s own rules of procedure',
  },
}

/** Item types whose votes are secret, and why. */
const SECRET: Partial<Record<ItemType, (body: Body) => Because>> = {
  election: () => ELECTION,
  personnel: (body) => (body === 'standing_committee' ? COMMITTEE_PERSONNEL : APPOINTMENTS),
}

/** Of whom an item of this type is, each is voted on apart; any other item has one vote. */
export const isOneByOne = (type: ItemType): boolean => type === 'election' || type === 'personnel'

type Vote = { itemId: string; status: DecisionStatus }

/** The vote in whose way another of the item would come: it runs or was made; where each person is voted on, of theirs. */
export const standingVote = <V extends Vote>(
  item: { id: string; type: ItemType },
  votes: readonly V[],
  isOfSamePerson: (vote: V) => boolean
): V | undefined =>
  votes.find(
    (vote) =>
      vote.itemId === item.id &&
      (vote.status === 'open' || vote.status === 'made') &&
      (!isOneByOne(item.type) || isOfSamePerson(vote))
  )

/** How an item of a type may be voted on; `because` where that is not free. */
export function methodsOf(body: Body, type: ItemType): { methods: readonly Method[]; because: Because | null } {
  const secret = SECRET[type]
  return secret ? { methods: ['paper'], because: secret(body) } : { methods: method.options, because: null }
}

export type Majority = { needed: number; because: Because }

/** The least number of votes for it that is enough: more than half of all. */
export function majorityOf(body: Body, dueCount: number): Majority {
  const needed = Math.floor(dueCount / 2) + 1
  return { needed, because: { ...MAJORITY[body], arithmetic: `${dueCount} ÷ 2 < ${needed}` } }
}

/** What became of it, with the arithmetic of these very votes. */
export function resultOf(body: Body, { forCount, dueCount }: { forCount: number; dueCount: number }) {
  const { needed, because } = majorityOf(body, dueCount)
  const passed = forCount >= needed
  return {
    ...{ passed, needed },
    because: { ...because, arithmetic: `${forCount} ${passed ? '≥' : '<'} ${needed}（${because.arithmetic}）` },
  }
}

/** 选举法 44: more ballots than voters are no vote. Of hands it is the same arithmetic. */
export const TOO_MANY: Record<Method, Because> = {
  paper: {
    rule: { zh: '收回的票数多于投票人数的，投票无效', en: 'More ballots than voters make a ballot void' },
    article: { zh: '《选举法》第四十四条', en: 'Electoral Law, art. 44' },
  },
  show_of_hands: {
    rule: {
      zh: '列席人员没有表决权，票数不能多于在场的组成人员',
      en: 'Observers have no vote: there cannot be more votes than members in the hall',
    },
    article: OWN_RULES,
  },
}

export const votesIn = ({ forCount, againstCount, abstainedCount, invalidCount }: Counts): number =>
  forCount + againstCount + abstainedCount + invalidCount
