import { decisionsOnItem } from '../decision/queries.ts'
import { decisionsStream } from '../decision/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { opinionsOnItem } from '../opinion/queries.ts'
import { notChangeable } from '../session/checks.ts'
import { callsOfItem } from '../sitting/queries.ts'
import { sittingsStream } from '../sitting/schema.ts'
import { CALLING, sessionOf } from '../session/queries.ts'
import { sessionsStream, type SessionStatus } from '../session/schema.ts'
import type { Body, BodyAt } from '../body/schema.ts'
import { papersOf } from '../paper/queries.ts'
import {
  agendaAdopted,
  agendaItemChanged,
  agendaItemRemoved,
  agendaOrdered,
  agendaPlanned,
  paperStepRecorded,
  paperStepTakenBack,
} from './events.ts'
import { paperChain } from './paper-rules.ts'
import { adoptionOf, itemsOf, stepsOf } from './queries.ts'
import {
  adoptAgenda,
  agendaStream,
  changeItem,
  ITEMS_MAX,
  orderItems,
  planItems,
  recordStep,
  removeItem,
  takeBackStep,
} from './schema.ts'

type Of = BodyAt & { sessionId: string }

// It writes the agenda and relies on the session: whether it is still to be held.
const streamsOf = (input: Of) => [agendaStream(input.sessionId), sessionsStream(input)]
const rowsOf = (input: Of) => ({
  session: sessionOf(input, input.sessionId),
  items: itemsOf(input.sessionId),
  adoption: adoptionOf(input.sessionId),
})

type State = {
  session: { status: SessionStatus; body: Body }[]
  adoption: { adoptedOn: string }[]
}

/**
 * Why nothing can be changed: the session was called off, or the agenda adopted and nobody decided to change it. Of one that
 * is held it still can: a session has days, and an adoption is written down when somebody comes to it.
 */
function changeRefusal({ session: [session], adoption: [adoption] }: State, decision: string) {
  if (!session) return notFound()
  if (session.status === 'cancelled') return notChangeable(session.status)
  if (!adoption || decision !== '') return null
  return refuseField(
    '/decision',
    'decision-missing',
    {
      zh: `议程已于 ${adoption.adoptedOn} 通过，变更须写明由谁决定`,
      en: `The agenda was adopted on ${adoption.adoptedOn}: say by whose decision it is changed`,
    },
    {
      rule: {
        zh: '会议议程经预备会议（会议）通过，通过后的变更须经主席团（会议）决定',
        en: 'A meeting adopts its agenda; once adopted it is changed by a decision only',
      },
      article:
        session.body === 'congress'
          ? { zh: '《地方组织法》第十七条', en: 'Organic Law of Local Congresses, art. 17' }
          : { zh: '本区会议规则（本区设定）', en: 'The district’s own rules of procedure' },
    }
  )
}

const noteRows = ({ commandId }: Ctx, { adoption }: State, decision: string) =>
  adoption.length > 0 && decision !== '' ? insertMany('agenda_note', [{ commandId, decision }]) : []

const textRows = (rows: readonly { itemId: string; title: string; speaker: string }[]) =>
  insertMany('agenda_item_text', rows, 'on conflict do update set title = excluded.title, speaker = excluded.speaker')

/** Puts items on an agenda, behind those that are there. Their ids are the commandId's. */
export const plan = command({
  name: 'agenda.plan',
  roles: CALLING,
  input: planItems,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, items, decision, onlyIfEmpty = false }, ctx) => {
    const no = changeRefusal(rows, decision)
    if (no) return no
    if (onlyIfEmpty && rows.items.length > 0) {
      return refuse(409, 'items-changed', {
        zh: '已有议程，请刷新页面',
        en: 'Somebody has begun the agenda. Refresh the page',
      })
    }
    if (rows.items.length + items.length > ITEMS_MAX) {
      return refuse(409, 'too-many-items', {
        zh: `议程最多${ITEMS_MAX}项`,
        en: `An agenda has at most ${ITEMS_MAX} items`,
      })
    }
    const last = rows.items.at(-1)?.position ?? 0
    const made = items.map((item, n) => ({ ...item, id: `${ctx.commandId}/${n}`, position: last + n + 1 }))
    return ok({
      facts: [
        agendaPlanned.on(agendaStream(sessionId), ctx.today, {
          sessionId,
          items: made.map(({ title: _, speaker: __, ...item }) => item),
        }),
      ],
      beside: [
        ...textRows(made.map(({ id: itemId, title, speaker }) => ({ itemId, title, speaker }))),
        ...noteRows(ctx, rows, decision),
      ],
    })
  },
})

export const change = command({
  name: 'agenda.change-item',
  roles: CALLING,
  input: changeItem,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, itemId, decision, title, speaker, ...given }, ctx) => {
    const item = rows.items.find(({ id }) => id === itemId)
    if (!item) return notFound()
    const no = changeRefusal(rows, decision)
    if (no) return no
    const { type, field, minutes, isPublic } = given
    const isSame =
      item.title === title &&
      item.speaker === speaker &&
      item.type === type &&
      item.field === field &&
      item.minutes === minutes &&
      item.isPublic === Number(isPublic)
    if (isSame) return refuseField('/title', 'item-unchanged', { zh: '没有改动', en: 'Nothing changes' })
    return ok({
      facts: [
        agendaItemChanged.on(agendaStream(sessionId), ctx.today, {
          ...{ sessionId, id: itemId, type, field, minutes, isPublic },
        }),
      ],
      beside: [...textRows([{ itemId, title, speaker }]), ...noteRows(ctx, rows, decision)],
    })
  },
})

export const remove = command({
  name: 'agenda.remove-item',
  roles: CALLING,
  input: removeItem,
  streams: (input) => [...streamsOf(input), decisionsStream(input.sessionId), sittingsStream(input.sessionId)],
  load: (input) => ({
    ...rowsOf(input),
    papers: papersOf(input.sessionId).where('itemId', '=', input.itemId),
    opinions: opinionsOnItem(input.sessionId, input.itemId),
    votes: decisionsOnItem(input.sessionId, input.itemId),
    calls: callsOfItem(input.sessionId, input.itemId),
  }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, itemId, decision }, ctx) => {
    if (!rows.items.some(({ id }) => id === itemId)) return notFound()
    const no = changeRefusal(rows, decision)
    if (no) return no
    const { length: papers } = rows.papers
    if (papers > 0) {
      return refuse(409, 'item-has-papers', {
        zh: `这项议题有${papers}份文件，请先删除文件`,
        en: `This item has ${papers === 1 ? 'a paper' : `${papers} papers`}. Remove ${papers === 1 ? 'it' : 'them'} first`,
      })
    }
    if (rows.opinions.length > 0) {
      return refuse(409, 'has-opinions', {
        zh: `这项议程已登记${rows.opinions.length}条审议意见，不能撤出`,
        en: `Opinions of it are on record (${rows.opinions.length}): it stays on the agenda`,
      })
    }
    if (rows.calls.length > 0) {
      return refuse(409, 'item-was-called', {
        zh: '会议已进入过这项议程，不能撤出',
        en: 'A sitting has dealt with this item: it stays on the agenda',
      })
    }
    if (rows.votes.length > 0) {
      return refuse(409, 'item-voted-on', {
        zh: '这项议程已付表决，不能撤出',
        en: 'This item was put to the vote: it stays on the agenda',
      })
    }
    return ok({
      facts: [agendaItemRemoved.on(agendaStream(sessionId), ctx.today, { sessionId, id: itemId })],
      beside: [
        mustBeAbsent(opinionsOnItem(sessionId, itemId)),
        { sql: 'delete from agenda_item_text where itemId = ?', parameters: [itemId] },
        ...noteRows(ctx, rows, decision),
      ],
    })
  },
})

/** Another order. All items are named: nobody orders what somebody else has just added. */
export const order = command({
  name: 'agenda.order',
  roles: CALLING,
  input: orderItems,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, itemIds, decision }, ctx) => {
    const no = changeRefusal(rows, decision)
    if (no) return no
    const now = rows.items.map(({ id }) => id)
    if (now.length !== itemIds.length || now.some((id) => !itemIds.includes(id))) {
      return refuse(409, 'items-changed', {
        zh: '议程已被别人改动，请刷新后再调整顺序',
        en: 'Somebody else has changed the agenda. Refresh, then order it',
      })
    }
    if (now.every((id, index) => id === itemIds[index])) {
      return refuseField('/itemIds', 'order-unchanged', { zh: '顺序没有变', en: 'The order is the same' })
    }
    return ok({
      facts: [agendaOrdered.on(agendaStream(sessionId), ctx.today, { sessionId, itemIds })],
      beside: noteRows(ctx, rows, decision),
    })
  },
})

/** The meeting has adopted its agenda: since then it changes by a decision only. */
export const adopt = command({
  name: 'agenda.adopt',
  roles: CALLING,
  input: adoptAgenda,
  streams: (input) => streamsOf(input),
  load: (input) => rowsOf(input),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: (rows, { sessionId, adoptedOn }, ctx) => {
    const no = changeRefusal(rows, 'decided')
    if (no) return no
    if (rows.adoption[0]) {
      return refuse(409, 'adopted-already', {
        zh: `议程已于 ${rows.adoption[0].adoptedOn} 通过`,
        en: `The agenda was adopted on ${rows.adoption[0].adoptedOn}`,
      })
    }
    if (rows.items.length === 0) {
      return refuse(409, 'empty-agenda', { zh: '议程还是空的', en: 'There is nothing on the agenda yet' })
    }
    if (adoptedOn < rows.session[0]!.calledOn) {
      return refuseField('/adoptedOn', 'before-the-call', {
        zh: '议程不能在通知之前通过',
        en: 'It cannot be adopted before the session was called',
      })
    }
    if (adoptedOn > ctx.today) {
      return refuseField('/adoptedOn', 'in-the-future', {
        zh: '通过日期不能晚于今天',
        en: 'The day it was adopted cannot lie ahead',
      })
    }
    return ok({ facts: [agendaAdopted.on(agendaStream(sessionId), ctx.today, { sessionId, adoptedOn })] })
  },
})

/** A step of an item's paper is done. */
export const step = command({
  name: 'agenda.record-step',
  roles: CALLING,
  input: recordStep,
  streams: (input) => streamsOf(input),
  load: (input) => ({ ...rowsOf(input), steps: stepsOf(input.sessionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], items, steps }, { sessionId, itemId, step: done, doneOn }, ctx) => {
    const item = items.find(({ id }) => id === itemId)
    if (!session || !item) return notFound()
    if (session.status === 'cancelled') return notChangeable(session.status)
    if (!paperChain(session.body, item.type, session.firstOn).some(({ step: one }) => one === done)) {
      return refuseField('/step', 'no-such-step', {
        zh: '这项议程的文件没有这一步',
        en: 'The paper of this item has no such step',
      })
    }
    const known = steps.find((one) => one.itemId === itemId && one.step === done)
    if (known) {
      return refuse(409, 'step-done', { zh: `已于 ${known.doneOn} 送达`, en: `It was done on ${known.doneOn}` })
    }
    if (doneOn > ctx.today) {
      return refuseField('/doneOn', 'in-the-future', {
        zh: '送达日期不能晚于今天',
        en: 'The day it was done cannot lie ahead',
      })
    }
    return ok({
      facts: [paperStepRecorded.on(agendaStream(sessionId), doneOn, { sessionId, itemId, step: done, doneOn })],
    })
  },
})

/** A step that was entered by mistake is open again. */
export const takeBack = command({
  name: 'agenda.take-back-step',
  roles: CALLING,
  input: takeBackStep,
  streams: (input) => streamsOf(input),
  load: (input) => ({ ...rowsOf(input), steps: stepsOf(input.sessionId) }),
  scope: (actor, _, { placeId }) => reachesUnit(actor, placeId),
  decide: ({ session: [session], steps }, { sessionId, itemId, step: done }, ctx) => {
    if (!session) return notFound()
    if (session.status === 'cancelled') return notChangeable(session.status)
    if (!steps.some((one) => one.itemId === itemId && one.step === done)) return notFound()
    return ok({ facts: [paperStepTakenBack.on(agendaStream(sessionId), ctx.today, { sessionId, itemId, step: done })] })
  },
})
