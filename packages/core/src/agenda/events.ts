import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { deleteMany, forMany, insertMany, mustChange, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { itemType, paperStep, reportField } from './schema.ts'

const item = { id, type: itemType, field: reportField.nullable(), minutes: z.int(), isPublic: z.boolean() }

/** Items are put on an agenda, behind those that are there. What they are called stands in `agenda_item_text`. */
export const agendaPlanned = eventType({
  type: 'agenda.planned',
  words: { zh: '列入议程', en: 'Put on the agenda' },
  payload: z.strictObject({ sessionId: id, items: z.array(z.strictObject({ ...item, position: z.int() })) }),
  public: false,
  rows: (facts) =>
    insertMany(
      'agenda_item',
      facts.flatMap(({ data: { sessionId, items } }) =>
        items.map(({ isPublic, ...rest }) => ({ sessionId, ...rest, isPublic: Number(isPublic) }))
      )
    ),
})

export const agendaItemChanged = eventType({
  type: 'agenda.item-changed',
  words: { zh: '修改议程', en: 'Item of the agenda changed' },
  payload: z.strictObject({ sessionId: id, ...item }),
  public: false,
  rows: (facts) => [
    ...updateMany(
      'agenda_item',
      facts.map(({ data }) => ({
        id: data.id,
        type: data.type,
        field: data.field,
        minutes: data.minutes,
        isPublic: Number(data.isPublic),
      }))
    ),
    mustChange,
  ],
})

export const agendaItemRemoved = eventType({
  type: 'agenda.item-removed',
  words: { zh: '撤出议程', en: 'Taken off the agenda' },
  payload: z.strictObject({ sessionId: id, id }),
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'agenda_item',
      facts.map(({ data }) => ({ id: data.id }))
    ),
    mustChange,
    ...deleteMany(
      'paper_step',
      facts.map(({ data }) => ({ itemId: data.id }))
    ),
  ],
})

/** Positions follow from the order of the ids. */
export const agendaOrdered = eventType({
  type: 'agenda.ordered',
  words: { zh: '调整议程顺序', en: 'Order of the agenda changed' },
  payload: z.strictObject({ sessionId: id, itemIds: z.array(id) }),
  public: false,
  rows: (facts) =>
    facts.flatMap(({ data }) =>
      forMany(
        'update agenda_item set position = j.value->>1 from json_each(?) j where agenda_item.id = j.value->>0',
        data.itemIds.map((itemId, index) => [itemId, index + 1])
      )
    ),
})

export const agendaAdopted = eventType({
  type: 'agenda.adopted',
  words: { zh: '通过议程', en: 'Agenda adopted' },
  payload: z.strictObject({ sessionId: id, adoptedOn: day }),
  public: false,
  rows: (facts) =>
    insertMany(
      'agenda_adoption',
      facts.map(({ data }) => data)
    ),
})

export const paperStepRecorded = eventType({
  type: 'agenda.paper-step-recorded',
  words: { zh: '文件送达', en: 'Step of a paper' },
  payload: z.strictObject({ sessionId: id, itemId: id, step: paperStep, doneOn: day }),
  public: false,
  rows: (facts) =>
    insertMany(
      'paper_step',
      facts.map(({ data: { itemId, step, doneOn } }) => ({ itemId, step, doneOn }))
    ),
})

export const paperStepTakenBack = eventType({
  type: 'agenda.paper-step-taken-back',
  words: { zh: '撤销文件送达', en: 'Step of a paper taken back' },
  payload: z.strictObject({ sessionId: id, itemId: id, step: paperStep }),
  public: false,
  rows: (facts) => [
    ...deleteMany(
      'paper_step',
      facts.map(({ data }) => ({ itemId: data.itemId, step: data.step }))
    ),
    mustChange,
  ],
})
