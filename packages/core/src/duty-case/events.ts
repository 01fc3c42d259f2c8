import * as z from 'zod'
import { eventType, type Fact } from '../kernel/event.ts'
import { insertMany, updateMany } from '../kernel/insert.ts'
import { day, id } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'
import {
  acceptingBody,
  caseGround,
  casePeriod,
  dropGround,
  signature,
  type CaseStatus,
  type NoteKind,
} from './schema.ts'

// What was said and written at each step stands in `duty_case_note` only.

const onCase = z.strictObject({ id })
type OnCase = Fact<z.infer<typeof onCase>>

/** A step that has no more to it than its day. */
const on = (status: CaseStatus, column: string) => (facts: readonly OnCase[]) =>
  updateMany(
    'duty_case',
    facts.map(({ data, occurredOn }) => ({ id: data.id, status, [column]: occurredOn }))
  )

export const caseOpened = eventType({
  type: 'duty-case.opened',
  words: { zh: '建立履职跟进', en: 'Case opened' },
  payload: z.strictObject({ id, mandateId: id, level, ground: caseGround, period: casePeriod }),
  public: false,
  rows: (facts) =>
    insertMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({ ...data, status: 'opened', openedOn: occurredOn }))
    ),
})

export const caseInterviewed = eventType({
  type: 'duty-case.interviewed',
  words: { zh: '约谈代表', en: 'Deputy interviewed' },
  payload: z.strictObject({ id, signature }),
  public: false,
  rows: (facts) =>
    updateMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'interviewed',
        interviewedOn: occurredOn,
        signature: data.signature,
      }))
    ),
})

/** The electors were told, by an approved circular. */
export const caseInformed = eventType({
  type: 'duty-case.informed',
  words: { zh: '已向选民通报', en: 'Electors told' },
  payload: z.strictObject({ id, circularId: id }),
  public: false,
  rows: (facts) =>
    updateMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'informed',
        informedOn: occurredOn,
        circularId: data.circularId,
      }))
    ),
})

export const caseObserved = eventType({
  type: 'duty-case.observed',
  words: { zh: '开始观察期', en: 'Observation begun' },
  payload: z.strictObject({ id, untilOn: day }),
  public: false,
  rows: (facts) =>
    updateMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'observed',
        observedOn: occurredOn,
        untilOn: data.untilOn,
      }))
    ),
})

export const caseClosed = eventType({
  type: 'duty-case.closed',
  words: { zh: '已改进，结案', en: 'Improved and closed' },
  payload: onCase,
  public: false,
  rows: on('closed', 'endedOn'),
})

/** Advice, and no more: the mandate goes on until its deputy resigns in writing and a body accepts it. */
export const resignationAdvised = eventType({
  type: 'duty-case.advised',
  words: { zh: '劝辞', en: 'Advised to resign' },
  payload: onCase,
  public: false,
  rows: on('advised', 'advisedOn'),
})

export const resignationReceived = eventType({
  type: 'duty-case.resignation-received',
  words: { zh: '收到书面辞职', en: 'Written resignation received' },
  payload: onCase,
  public: false,
  rows: on('resigned', 'resignedOn'),
})

/** The competent body accepted it; the mandate's own end stands beside it in the same commit. */
export const resignationAccepted = eventType({
  type: 'duty-case.resignation-accepted',
  words: { zh: '辞职被接受', en: 'Resignation accepted' },
  payload: z.strictObject({ id, body: acceptingBody, memberCount: z.int(), voteCount: z.int() }),
  public: false,
  rows: (facts) =>
    updateMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'accepted',
        decidedOn: occurredOn,
        endedOn: occurredOn,
        memberCount: data.memberCount,
        voteCount: data.voteCount,
      }))
    ),
})

export const caseDropped = eventType({
  type: 'duty-case.dropped',
  words: { zh: '终止履职跟进', en: 'Case dropped' },
  payload: z.strictObject({ id, ground: dropGround }),
  public: false,
  rows: (facts) =>
    updateMany(
      'duty_case',
      facts.map(({ data, occurredOn }) => ({
        id: data.id,
        status: 'dropped',
        endedOn: occurredOn,
        dropGround: data.ground,
      }))
    ),
})

/** What was written at a step: private, so beside the event and never in it. */
export const caseNotes = (caseId: string, notes: Partial<Record<NoteKind, string>>) =>
  insertMany(
    'duty_case_note',
    Object.entries(notes).map(([kind, text]) => ({ caseId, kind, text }))
  )
