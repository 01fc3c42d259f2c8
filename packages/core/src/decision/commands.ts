import { itemsOf } from '../agenda/queries.ts'
import { agendaStream, type ItemType } from '../agenda/schema.ts'
import type { BodyAt } from '../body/schema.ts'
import { actorKey, isSameSigner, reachesUnit } from '../kernel/actor.ts'
import { command, type Rows } from '../kernel/command.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField, type Problem } from '../kernel/problem.ts'
import { resolutionOfDecision } from '../resolution/queries.ts'
import { resolutionsStream } from '../resolution/schema.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { quorumLack } from '../session/quorum-rules.ts'
import { nowRefusal } from '../sitting/checks.ts'
import { sittingOf } from '../sitting/queries.ts'
import { sittingsStream } from '../sitting/schema.ts'
import {
  countsDiffered,
  decisionAnnulled,
  decisionCounted,
  decisionMade,
  decisionOpened,
  decisionWithdrawn,
} from './events.ts'
import { isOneByOne, methodsOf, resultOf, standingVote, TOO_MANY, votesIn } from './majority-rules.ts'
import { countsOf, decisionOf, decisionsOf, questionsOn } from './queries.ts'
import {
  countedKinds,
  countVotes,
  DECISIONS_MAX,
  decisionsStream,
  decisionStatuses,
  endVote,
  methods,
  openVote,
  type Counts,
  type DecisionStatus,
} from './schema.ts'

type Refusal = { ok: false; problem: Problem } | null

/** Puts a question to the vote: while a sitting is open, and with a quorum in the hall. Its id is the commandId. */
export const open = command({
  name: 'decision.open',
  roles: CALLING,
  input: openVote,
  // Who leaves writes `sittings/…`: nobody does between the count of who is there and the vote.
  streams: ({ sessionId }) => [decisionsStream(sessionId), sittingsStream(sessionId), agendaStream(sessionId)],
  load: (input) => ({
    session: sessionOf(input, input.sessionId),
    sitting: sittingOf(input.sessionId, input.sittingId),
    items: itemsOf(input.sessionId),
    decisions: decisionsOf(input.sessionId),
    questions: questionsOn(input.sessionId, input.itemId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, sittingId, itemId, question, method, body }, ctx) => {
    const [session, sitting] = [rows.session[0], rows.sitting[0]]
    const item = rows.items.find(({ id }) => id === itemId)
    if (!session || !sitting || !item) return notFound()
    const over = nowRefusal(sitting, ['open'], ctx.today)
    if (over) return over
    const lack = quorumLack(body, sitting)
    if (lack) {
      const { zh, en } = lack.words
      return refuse(409, 'below-quorum', { zh: `${zh}，不能表决`, en: `${en}. There can be no vote` }, lack)
    }
    const free = methodsOf(body, item.type)
    if (!free.methods.includes(method)) {
      return refuseField(
        '/method',
        'method-not-allowed',
        {
          zh: `这项议程只能${free.methods.map((one) => methods[one].zh).join('或')}`,
          en: `This item is voted by ${free.methods.map((one) => methods[one].en.toLowerCase()).join(' or ')} only`,
        },
        free.because ?? undefined
      )
    }
    const again = againRefusal(item, question, rows)
    if (again) return again
    if (rows.decisions.length >= DECISIONS_MAX) {
      return refuse(409, 'too-many-votes', {
        zh: `一次会议最多${DECISIONS_MAX}次表决`,
        en: `A session has at most ${DECISIONS_MAX} votes`,
      })
    }
    const { presentCount, dueCount } = sitting
    return ok({
      facts: [
        decisionOpened.on(decisionsStream(sessionId), ctx.today, {
          ...{ id: ctx.commandId, sessionId, position: rows.decisions.length + 1, sittingId, itemId },
          ...{ itemType: item.type, method, presentCount, dueCount },
        }),
      ],
      beside: [
        ...insertMany('decision_note', [{ decisionId: ctx.commandId, kind: 'question', text: question }]),
        // Who arrives writes no stream this relies on, and may vote.
        mustBeAbsent(sittingOf(sessionId, sittingId).where('presentCount', '<>', presentCount)),
      ],
    })
  },
})

type Put = Rows<{ decisions: ReturnType<typeof decisionsOf>; questions: ReturnType<typeof questionsOn> }>

/** null where nothing that was put to the vote before stands in its way: one vote of an item, of a person one each. */
function againRefusal(item: { id: string; type: ItemType }, question: string, { decisions, questions }: Put): Refusal {
  const isAsked = (id: string) => questions.some((one) => one.decisionId === id && one.text === question)
  const standing = standingVote(item, decisions, ({ id }) => isAsked(id))
  if (!standing) return null
  const what = isOneByOne(item.type) ? VOTED.question : VOTED.item
  const { zh, en } = standing.status === 'open' ? VOTED.open : VOTED.made
  return refuse(409, 'voted-already', { zh: `${what.zh}${zh}`, en: `${what.en} ${en}` })
}

const VOTED = {
  item: { zh: '这项议程', en: 'This item' },
  question: { zh: '这一表决事项', en: 'This question' },
  open: { zh: '正在计票；要重新付表决，请先中止这次表决', en: 'is being counted: stop that vote first' },
  made: { zh: '已有表决结果；要重新付表决，请先撤销原结果', en: 'has been decided: annul that result first' },
}

type One = BodyAt & { sessionId: string; decisionId: string }
const rowsOf = (input: One) => ({
  session: sessionOf(input, input.sessionId),
  decision: decisionOf(input.sessionId, input.decisionId),
})

/** null where a vote is in this state. */
function stateRefusal(status: DecisionStatus, wanted: DecisionStatus): Refusal {
  if (status === wanted) return null
  return refuse(409, 'decision-not-so', {
    zh: `这次表决${decisionStatuses[status].zh}，不能这样做`,
    en: `It is not possible now: ${decisionStatuses[status].en.toLowerCase()}`,
  })
}

const kinds = Object.keys(countedKinds) as (keyof Counts)[]

/**
 * What a teller counted. Two have to give the same numbers, each without knowing the other's: then it is decided. Where
 * they differ neither holds.
 */
export const count = command({
  name: 'decision.count',
  roles: CALLING,
  input: countVotes,
  streams: ({ sessionId }) => [decisionsStream(sessionId)],
  load: (input) => ({ ...rowsOf(input), counts: countsOf(input.decisionId, input.round) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, decision: [decision], counts }, { sessionId, decisionId, round, body, ...given }, ctx) => {
    if (!session[0] || !decision) return notFound()
    const no = stateRefusal(decision.status, 'open')
    if (no) return no
    if (decision.round !== round) {
      return refuse(409, 'round-over', {
        zh: `现在是第${decision.round}轮计票，请刷新页面`,
        en: `Round ${decision.round} is being counted. Refresh the page`,
      })
    }
    const teller = actorKey(ctx.actor)
    if (decision.firstBy !== null && isSameSigner(decision.firstBy, teller)) {
      return refuse(409, 'second-teller', {
        zh: '您已报过本轮的数字，须由另一位计票人独立计票',
        en: 'You have given your numbers of this round: another teller counts now, apart from you',
      })
    }
    const { presentCount, dueCount, method } = decision
    const { placeId: _, ...counted } = given
    const tooMany = tooManyRefusal(counted, presentCount, method)
    if (tooMany) return tooMany
    const stream = decisionsStream(sessionId)
    const was = decisionCounted.on(stream, ctx.today, { id: decisionId, sessionId, round })
    const beside = insertMany('decision_count', [{ decisionId, round, teller, ...counted }])
    const [first] = counts
    if (decision.firstBy === null || !first) return ok({ facts: [was], beside })
    if (kinds.some((kind) => first[kind] !== counted[kind])) {
      return ok({ facts: [was, countsDiffered.on(stream, ctx.today, { id: decisionId, sessionId, round })], beside })
    }
    const { passed, needed } = resultOf(body, { forCount: counted.forCount, dueCount })
    const result = { id: decisionId, sessionId, presentCount, dueCount, needed, passed, ...counted }
    return ok({ facts: [was, decisionMade.on(stream, ctx.today, result)], beside })
  },
})

function tooManyRefusal(counted: Counts, presentCount: number, method: keyof typeof TOO_MANY): Refusal {
  const cast = votesIn(counted)
  if (cast <= presentCount) return null
  const sum = kinds.map((kind) => counted[kind]).join(' + ')
  return refuse(
    422,
    'more-votes-than-present',
    {
      zh: `共${cast}票，多于付表决时在场的${presentCount}名`,
      en: `${cast} votes, but ${presentCount} members were in the hall when it was put to the vote`,
    },
    { because: { ...TOO_MANY[method], arithmetic: `${sum} = ${cast} > ${presentCount}` } }
  )
}

/** Stops a vote before it is decided. */
export const withdraw = command({
  name: 'decision.withdraw',
  roles: CALLING,
  input: endVote,
  streams: ({ sessionId }) => [decisionsStream(sessionId)],
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, decision: [decision] }, { sessionId, decisionId, reason }, ctx) => {
    if (!session[0] || !decision) return notFound()
    return (
      stateRefusal(decision.status, 'open') ??
      ok({
        facts: [decisionWithdrawn.on(decisionsStream(sessionId), ctx.today, { id: decisionId, sessionId })],
        beside: insertMany('decision_note', [{ decisionId, kind: 'withdrawn', text: reason }]),
      })
    )
  },
})

/** Annuls a result that was wrong. While a resolution rests on it, that has to go first. */
export const annul = command({
  name: 'decision.annul',
  roles: CALLING,
  input: endVote,
  streams: (input) => [decisionsStream(input.sessionId), resolutionsStream(input)],
  load: (input) => ({ ...rowsOf(input), resolution: resolutionOfDecision(input.decisionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session, decision: [decision], resolution }, { sessionId, decisionId, reason }, ctx) => {
    if (!session[0] || !decision) return notFound()
    const no = stateRefusal(decision.status, 'made')
    if (no) return no
    if (resolution[0]) {
      return refuse(409, 'resolution-rests-on-it', {
        zh: '已据此形成决议，先撤回决议再撤销表决结果',
        en: 'A resolution rests on it: take that back first',
      })
    }
    return ok({
      facts: [decisionAnnulled.on(decisionsStream(sessionId), ctx.today, { id: decisionId, sessionId })],
      beside: insertMany('decision_note', [{ decisionId, kind: 'annulled', text: reason }]),
    })
  },
})
