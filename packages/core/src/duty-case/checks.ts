import { quarterDays } from '../kernel/calendar.ts'
import { refuse, refuseField } from '../kernel/problem.ts'
import type { Because, Words } from '../kernel/words.ts'
import {
  acceptingBodies,
  acceptingBodyOf,
  BODY_MEMBERS_MAX,
  caseGrounds,
  caseStatuses,
  caseSteps,
  dropGrounds,
  isMajorityOfAll,
  NEXT_STEPS,
  signatures,
  type AcceptingBody,
  type CaseGround,
  type CaseStatus,
  type CaseStep,
  type DropGround,
  type Signature,
} from './schema.ts'
import type { Level } from '../people/schema.ts'

// What a step of a case has to satisfy. null: nothing stands against it.

const OWN_RULES = { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' }

const ORDER = {
  rule: {
    zh: '先约谈，再向选民通报，再定观察期；期满仍无改进才劝辞。辞职由本人书面提出，由有权机关决定是否接受',
    en: 'Interview, telling the electors, observation; advice to resign only when that brought nothing. The deputy resigns in writing, and the competent body decides',
  },
  article: {
    zh: '《选举法》第五十五条；《代表法》第六十二条；本区履职积分办法（本区设定）',
    en: 'Electoral Law, art. 55; Law on Deputies, art. 62; the district’s own rules on duty points',
  },
}

const named = (steps: readonly CaseStep[]): Words => ({
  zh: steps.map((step) => caseSteps[step].zh).join('、'),
  en: steps.map((step) => caseSteps[step].en.toLowerCase()).join(', '),
})

/** Each step has its place: the refusal names what comes next. */
export function stepRefusal(status: CaseStatus, step: CaseStep) {
  const next = NEXT_STEPS[status]
  if (next.includes(step)) return null
  const now = caseStatuses[status]
  const open = named(next)
  return refuse(
    409,
    'step-out-of-order',
    next.length === 0
      ? {
          zh: `这件跟进已经结束（${now.zh}），不能再办“${caseSteps[step].zh}”`,
          en: `The case is over (${now.en.toLowerCase()}): no ${caseSteps[step].en.toLowerCase()} any more`,
        }
      : {
          zh: `还不能办“${caseSteps[step].zh}”：现在是“${now.zh}”，接下来可以办：${open.zh}`,
          en: `No ${caseSteps[step].en.toLowerCase()} yet: it is “${now.en.toLowerCase()}”. Next may come: ${open.en}`,
        },
    { because: ORDER }
  )
}

/** A mandate that is over needs no more steps. */
export function overRefusal(mandate: { endOn: string } | undefined, today: string) {
  if (mandate && today <= mandate.endOn) return null
  return refuse(
    409,
    'mandate-over',
    {
      zh: `代表资格已于 ${mandate?.endOn ?? ''} 终止，只能终止这件跟进`,
      en: `The mandate ended on ${mandate?.endOn ?? ''}: all that is left is to drop the case`,
    },
    {
      because: {
        rule: { zh: '代表资格终止后不再跟进', en: 'Nothing is followed up after a mandate ended' },
        article: { zh: '《代表法》第六十二条', en: 'Law on Deputies, art. 62' },
      },
    }
  )
}

/** One case at a time: whoever opens a second finishes the first. */
export function runsAlready({
  openedOn,
  status,
  ground,
}: {
  openedOn: string
  status: CaseStatus
  ground: CaseGround
}) {
  const why = caseGrounds[ground]
  const now = caseStatuses[status]
  return refuse(
    409,
    'case-runs-already',
    {
      zh: `${openedOn} 已建立一件跟进（${why.zh}），还没有结束（${now.zh}）`,
      en: `A case of ${openedOn} (${why.en.toLowerCase()}) is not over: ${now.en.toLowerCase()}`,
    },
    {
      because: {
        rule: { zh: '一个代表资格同时只有一件跟进', en: 'One case at a time for a mandate' },
        article: OWN_RULES,
      },
    }
  )
}

/** What it is about has begun, and fell into the mandate. */
export function periodRefusal(period: string, { startOn, today }: { startOn: string; today: string }) {
  const days = period.length === 4 ? { firstOn: `${period}-01-01`, lastOn: `${period}-12-31` } : quarterDays(period)
  if (days.firstOn <= today && days.lastOn >= startOn) return null
  return refuseField(
    '/period',
    'period-outside-the-mandate',
    {
      zh: `须是任期内（${startOn} 起）已经开始的年度或季度`,
      en: `It must be a year or quarter that has begun, within the mandate (since ${startOn})`,
    },
    {
      rule: {
        zh: '记录代表在任期内的履职情况，只跟进任期内的',
        en: 'The record is of what a deputy does within the mandate, and so is a case',
      },
      article: { zh: '《代表法》第五十八条', en: 'Law on Deputies, art. 58' },
      arithmetic: days.firstOn > today ? `${days.firstOn} > ${today}` : `${days.lastOn} < ${startOn}`,
    }
  )
}

type Signed = { interviewers: readonly string[]; signature: Signature; witness?: string | undefined }

/** Who refuses to sign does so before somebody else than those who talked. */
export function witnessRefusal({ interviewers, signature, witness }: Signed) {
  const because = {
    rule: {
      zh: '约谈由两人以上进行，代表拒绝签字的，由另一人见证',
      en: 'Two or more hold the interview; where the deputy refuses to sign, somebody else is witness',
    },
    article: OWN_RULES,
  }
  if (signature === 'signed') return null
  if (witness === undefined) {
    return refuseField(
      '/witness',
      'witness-missing',
      { zh: `${signatures.refused.zh}的，须写明见证人`, en: 'Name who saw the deputy refuse to sign' },
      because
    )
  }
  if (!interviewers.includes(witness)) return null
  return refuseField(
    '/witness',
    'witness-talked',
    { zh: '见证人不能是约谈人', en: 'The witness is somebody else than those who talked' },
    because
  )
}

/** Why a case is dropped has to be so. */
export function groundRefusal(ground: DropGround, status: CaseStatus, isOver: boolean) {
  const wasAdvised = status === 'advised' || status === 'resigned'
  if ((ground !== 'over' || isOver) && (ground !== 'declined' || wasAdvised)) return null
  const { zh, en } = dropGrounds[ground]
  return refuseField(
    '/ground',
    'ground-does-not-hold',
    { zh: `现在不是“${zh}”的情形`, en: `This is not so: ${en.toLowerCase()}` },
    ORDER
  )
}

/** A step happened after the one before it, and not in time to come. */
export function dayRefusal(pointer: string, day: string, { from, today }: { from: string; today: string }) {
  if (from <= day && day <= today) return null
  return refuseField(
    pointer,
    'day-out-of-order',
    { zh: `须在 ${from} 至 ${today} 之间`, en: `It must lie between ${from} and ${today}` },
    { ...ORDER, arithmetic: day < from ? `${day} < ${from}` : `${day} > ${today}` }
  )
}

type Telling = { status: string; decidedOn: string | null; title: string | null }

const TELLING: Because = {
  rule: {
    zh: '区、镇代表由选民直接选举，没有选举单位：向原选区选民通报，由通报审批后张贴公告',
    en: 'District and township deputies are elected by voters: their own electoral district is told, by an approved circular and its notice',
  },
  article: {
    zh: '《代表法》第五十八条；本区履职积分办法（本区设定）',
    en: 'Law on Deputies, art. 58; the district’s own rules on duty points',
  },
}

/** The electors are told by a circular that was approved since the interview and names this deputy in their district. */
export function tellingRefusal(circular: Telling | undefined, names: boolean, interviewedOn: string) {
  const no = (code: string, words: Words, arithmetic?: string) =>
    refuseField('/circularId', code, words, arithmetic === undefined ? TELLING : { ...TELLING, arithmetic })
  if (!circular) return no('no-such-circular', { zh: '没有这份通报', en: 'There is no such circular' })
  if (circular.status !== 'approved' || circular.decidedOn === null) {
    return no('circular-not-approved', { zh: '这份通报还没有批准', en: 'The circular is not approved' })
  }
  if (!names) {
    return no('electors-not-told', {
      zh: '这份通报没有向该代表的原选区公告该代表',
      en: 'The circular does not tell this deputy’s electoral district of the deputy',
    })
  }
  if (circular.decidedOn < interviewedOn) {
    return no(
      'circular-before-interview',
      {
        zh: `这份通报 ${circular.decidedOn} 已批准，早于约谈（${interviewedOn}）`,
        en: `It was approved on ${circular.decidedOn}, before the interview of ${interviewedOn}`,
      },
      `${circular.decidedOn} < ${interviewedOn}`
    )
  }
  return null
}

/** The day lies within the months an observation may last, and within the term. */
export function observationRefusal(untilOn: string, bounds: { first: string; last: string; endOn: string }) {
  const { first, endOn } = bounds
  const last = bounds.last < endOn ? bounds.last : endOn
  if (first <= untilOn && untilOn <= last) return null
  return refuseField(
    '/untilOn',
    'observation-length',
    first <= last
      ? { zh: `须在 ${first} 至 ${last} 之间`, en: `It must lie between ${first} and ${last}` }
      : {
          zh: `任期到 ${endOn} 为止，已不足一个月，不能再定观察期`,
          en: `The term ends on ${endOn}, within a month: no observation can begin`,
        },
    {
      rule: {
        zh: '观察期不短于一个月、不长于十二个月，并在任期之内',
        en: 'An observation lasts between one month and twelve, within the term',
      },
      article: OWN_RULES,
      arithmetic: `${first} ≤ ${untilOn} ≤ ${last}`,
    }
  )
}

/** Nobody is advised to resign while the time they were given runs. */
export function observationRuns(untilOn: string, today: string) {
  if (today >= untilOn) return null
  return refuse(
    409,
    'observation-runs',
    { zh: `观察期到 ${untilOn}，期满才能劝辞`, en: `The observation runs until ${untilOn}: no advice before` },
    { because: { ...ORDER, arithmetic: `${today} < ${untilOn}` } }
  )
}

const ACCEPTING: Because = {
  rule: {
    zh: '县级人大代表辞职，由本级人大常委会组成人员过半数通过；乡级人大代表辞职，由本级人大过半数的代表通过',
    en: 'A district deputy’s resignation passes by more than half of all members of the standing committee, a township deputy’s by more than half of all deputies',
  },
  article: { zh: '《选举法》第五十五条', en: 'Electoral Law, art. 55' },
}

type Decision = { level: Level; body: AcceptingBody; memberCount: number; voteCount: number }

/** More than half of ALL members of the competent body: whoever is away counts as well. `seated`: deputies on record. */
export function majorityRefusal({ level, body, memberCount, voteCount }: Decision, seated: number) {
  const competent = acceptingBodyOf(level)
  if (body !== competent) {
    const { zh, en } = acceptingBodies[competent]
    return refuseField(
      '/body',
      'wrong-body',
      { zh: `该级代表辞职由${zh}决定`, en: `It is for this body to decide: ${en.toLowerCase()}` },
      ACCEPTING
    )
  }
  const max = BODY_MEMBERS_MAX[body]
  if (memberCount > max) {
    return refuseField(
      '/memberCount',
      'more-members-than-the-law-allows',
      { zh: `最多${max}人`, en: `It has ${max} members at the most` },
      body === 'congress'
        ? {
            rule: { zh: '乡镇人大代表总名额不得超过一百六十名', en: 'A township has 160 deputies at the most' },
            article: { zh: '《选举法》第十二条', en: 'Electoral Law, art. 12' },
            arithmetic: `${memberCount} > ${max}`,
          }
        : {
            rule: {
              zh: '县级人大常委会组成人员十五人至三十五人，人口超过一百万的不超过四十五人',
              en: 'A county’s standing committee has 15 to 35 members, 45 above a million people',
            },
            article: { zh: '《地方组织法》第四十七条', en: 'Organic Law of Local Congresses, art. 47' },
            arithmetic: `${memberCount} > ${max}`,
          }
    )
  }
  if (body === 'congress' && memberCount < seated) {
    return refuseField(
      '/memberCount',
      'fewer-than-seated',
      { zh: `当天在册的镇代表有${seated}人`, en: `${seated} deputies sat for the township on that day` },
      { ...ACCEPTING, arithmetic: `${memberCount} < ${seated}` }
    )
  }
  if (voteCount > memberCount) {
    return refuseField(
      '/voteCount',
      'more-votes-than-members',
      { zh: '赞成票多于全体人数', en: 'There are more votes than members' },
      { ...ACCEPTING, arithmetic: `${voteCount} > ${memberCount}` }
    )
  }
  if (isMajorityOfAll(voteCount, memberCount)) return null
  return refuseField(
    '/voteCount',
    'no-majority',
    {
      zh: `未过全体的半数：全体${memberCount}人，至少要${Math.floor(memberCount / 2) + 1}票`,
      en: `Not more than half of all: of ${memberCount} at least ${Math.floor(memberCount / 2) + 1} must be for it`,
    },
    { ...ACCEPTING, arithmetic: `2 × ${voteCount} = ${2 * voteCount} ≤ ${memberCount}` }
  )
}
