import { noLongerInForce } from '../annual-board/queries.ts'
import { annualBoardStream } from '../annual-board/schema.ts'
import { notInForce } from '../board/checks.ts'
import { closingOf, revisionAt, rowOnBoard } from '../board/queries.ts'
import { boardStream, type UnitQuarter } from '../board/schema.ts'
import { calendarsFrom, calendarsOf } from '../calendar/queries.ts'
import { workingDaysAfter } from '../calendar/rules.ts'
import { actorKey, isSameSigner, reachesUnit, type Actor } from '../kernel/actor.ts'
import { quarterDays, quarterOf, yearOf } from '../kernel/calendar.ts'
import { command, type Ctx, type Rows } from '../kernel/command.ts'
import { insertMany, mustBeAbsent } from '../kernel/insert.ts'
import { ok, refuse, refuseField } from '../kernel/problem.ts'
import type { Statement } from '../kernel/store.ts'
import { seatsOfPersonBetween } from '../people/queries.ts'
import type { Level } from '../people/schema.ts'
import { ownEntryRefusal } from '../points/checks.ts'
import { entryAt, recordersIn, reversalOf, ruleItemIn } from '../points/queries.ts'
import { objectionDecided, objectionFiled, objectionRegistered, objectionWithdrawn } from './events.ts'
import { objectionAt, objectionsTo } from './queries.ts'
import {
  DECISION_WORKING_DAYS,
  decideObjection,
  fileObjection,
  objectionsStream,
  OBJECTIONS_MAX,
  raisedInWords,
  REGISTERED_MAX,
  registerObjection,
  withdrawObjection,
  type ObjectionKind,
} from './schema.ts'
import { openOn, windowSources, windowsOf, type Window } from './windows.ts'

type About = UnitQuarter & {
  revision: number
  mandateId: string | null
  kind: ObjectionKind
  entryId: string | null
  aboutOn: string | null
  itemCode: string | null
}

/** What every objection is held against, whoever brings it. */
const sources = (input: About, ctx: Ctx) => ({
  ...windowSources(input),
  onBoard: rowOnBoard(input, input.mandateId ?? ''),
  entry: entryAt(input.mandateId ?? '', input.aboutOn ?? '', input.entryId ?? ''),
  reversal: reversalOf(input.entryId ?? ''),
  item: ruleItemIn(input.quarter, input.itemCode ?? ''),
  objections: objectionsTo(input),
  calendars: calendarsFrom(yearOf(ctx.today)),
})
type Sources = Rows<ReturnType<typeof sources>>

/** What an objection rests on: its board, and the year's that shows the quarter too. */
const streamsOf = (input: UnitQuarter): string[] => [
  objectionsStream(input),
  boardStream(input),
  annualBoardStream({ level: input.level, year: yearOf(input.quarter) }),
]

/** A deputy objects to a board of their own unit and level, to any row of it. */
export const file = command({
  name: 'objection.file',
  roles: ['deputy'],
  input: fileObjection,
  streams: (input) => streamsOf(input),
  load: (input, ctx) => ({ ...sources(input, ctx), seats: seatsSince(ctx.actor, input, ctx.today) }),
  // Whoever sits for the unit on some day since the quarter began: also one who was elected after it.
  scope: (_, { seats }, input) => seats.some((seat) => seat.unitId === input.unitId),
  decide: ({ seats, ...rows }, input, ctx) => {
    const { personId } = ctx.actor as Extract<Actor, { kind: 'deputy' }>
    const mine = rows.objections.filter((one) => one.personId === personId)
    const no = boardRefusal(rows, input, ctx.today) ?? aboutRefusal(rows, input) ?? repeated(mine, input)
    if (no) return no
    if (input.entryId !== null && !seats.some((seat) => seat.mandateId === input.mandateId)) return noSuchEntry()
    if (mine.length >= OBJECTIONS_MAX) return tooMany(OBJECTIONS_MAX)
    const filed = { ...objectionOf(rows, input, ctx), ...raised(rows, ctx.today), personId }
    return ok({
      facts: [objectionFiled.on(objectionsStream(input), ctx.today, filed)],
      beside: [...termHolds(filed), ...notesOf(filed, { text: input.text })],
    })
  },
})

/** An office puts down what came without an account; the day it came in is the one that counts. */
export const register = command({
  name: 'objection.register',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: registerObjection,
  streams: (input) => streamsOf(input),
  load: (input, ctx) => sources(input, ctx),
  scope: (actor, _, input) => reachesUnit(actor, input.unitId),
  decide: (rows, input, ctx) => {
    if (input.receivedOn > ctx.today) {
      return refuseField('/receivedOn', 'in-the-future', { zh: '不能晚于今天', en: 'It cannot be later than today' })
    }
    const no = boardRefusal(rows, input, input.receivedOn) ?? aboutRefusal(rows, input)
    if (no) return no
    if (rows.objections.filter((one) => one.personId === null).length >= REGISTERED_MAX) return tooMany(REGISTERED_MAX)
    const registered = { ...objectionOf(rows, input, ctx), ...raised(rows, input.receivedOn), channel: input.channel }
    return ok({
      facts: [objectionRegistered.on(objectionsStream(input), input.receivedOn, registered)],
      beside: [
        ...termHolds(registered),
        ...notesOf(registered, {
          text: input.text,
          'objector-name': input.objectorName,
          'objector-contact': input.objectorContact,
        }),
      ],
    })
  },
})

/** Taken back by the deputy who filed it or, where one was registered, by an office on the objector's word. */
export const withdraw = command({
  name: 'objection.withdraw',
  roles: ['deputy', 'tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: withdrawObjection,
  streams: (input) => [objectionsStream(input)],
  load: (input) => ({ objection: objectionAt(input) }),
  scope: (actor, { objection: [objection] }, input) =>
    objection !== undefined &&
    (actor.kind === 'deputy'
      ? objection.personId === actor.personId
      : objection.personId === null && reachesUnit(actor, input.unitId)),
  decide: ({ objection: [objection] }, { reason, ...key }, ctx) => {
    if (objection!.status !== 'open') return alreadyDone()
    if (objection!.personId === null && reason === '') {
      return refuseField('/reason', 'reason-needed', {
        zh: '请写明为何撤回',
        en: 'Say why it is taken back',
      })
    }
    return ok({
      facts: [objectionWithdrawn.on(objectionsStream(key), ctx.today, key)],
      beside: notesOf(key, { 'withdrawal-reason': reason }),
    })
  },
})

/**
 * Says whether an objection is right, with the reason for whoever objected and an answer for everybody. It changes no
 * points: a late entry or reversal and the next revision do, as acts of their own.
 */
export const decide = command({
  name: 'objection.decide',
  roles: ['tenant_administrator', 'deputies_commission'],
  input: decideObjection,
  // A late entry writes the board: whoever made one after this was read is seen.
  streams: (input) => [objectionsStream(input), boardStream(input)],
  load: (input) => ({
    objection: objectionAt(input),
    closing: closingOf(input),
    revision: revisionAt(input, objectionAt(input).clearSelect().select('revision').$asScalar()),
    recorders: recordersIn(input.quarter, objectionAt(input).clearSelect().select('mandateId').$asScalar()),
  }),
  scope: (actor, { objection }) => actor.kind === 'member' && actor.unitId === null && objection.length > 0,
  decide: ({ objection: [objection], closing, revision, recorders }, input, ctx) => {
    if (objection!.status !== 'open') return alreadyDone()
    const signers = [closing[0]?.closedBy, revision[0]?.publishedBy]
    const no = ownBoard(ctx.actor, signers) ?? ownEntryRefusal(ctx.actor, disputed(objection!, recorders))
    if (no) return no
    const { answer, publicAnswer, outcome, ...key } = input
    return ok({
      facts: [objectionDecided.on(objectionsStream(key), ctx.today, { ...key, outcome })],
      beside: notesOf(key, { answer, 'public-answer': publicAnswer }),
    })
  },
})

const seatsSince = (actor: Actor, { level, quarter }: UnitQuarter, today: string) => {
  const personId = actor.kind === 'deputy' ? actor.personId : ''
  return seatsOfPersonBetween(personId, { level, startOn: quarterDays(quarter).firstOn, endOn: today })
}

/** Why a board takes no objection that came in on a day; null when it does. */
function boardRefusal(rows: Sources, { revision }: About, receivedOn: string) {
  const [newest] = rows.revisions
  if (!newest) {
    return refuse(409, 'not-published', { zh: '这个季度还没有公示', en: 'This quarter has not been published yet' })
  }
  const no = notInForce(newest, revision)
  if (no) return no
  const windows = windowsOf(rows)
  if (openOn(windows, receivedOn)) return null
  const { publishedOn } = newest
  return receivedOn < publishedOn
    ? refuseField('/receivedOn', 'before-publication', {
        zh: `不能早于公示日（${publishedOn}）`,
        en: `It cannot be before publication (${publishedOn})`,
      })
    : windowsOver(windows, receivedOn)
}

/** With the dates of every window it could have come in, so that whoever is late sees that there was none other. */
function windowsOver(windows: readonly Window[], receivedOn: string) {
  const over = windows.map(({ publishedOn, objectionsUntilOn, ...board }) =>
    receivedOn > objectionsUntilOn
      ? {
          zh: `${raisedInWords(board).zh}的异议期已于 ${objectionsUntilOn} 截止`,
          en: `${raisedInWords(board).en}: the time for objections ended on ${objectionsUntilOn}`,
          arithmetic: `${receivedOn} > ${objectionsUntilOn}`,
        }
      : {
          zh: `${raisedInWords(board).zh}的异议期自 ${publishedOn} 起`,
          en: `${raisedInWords(board).en}: the time for objections begins on ${publishedOn}`,
          arithmetic: `${receivedOn} < ${publishedOn}`,
        }
  )
  const runs = windows.map(({ publishedOn, objectionsUntilOn }) => `${publishedOn} → ${objectionsUntilOn}`)
  return refuse(
    409,
    'objections-over',
    { zh: over.map(({ zh }) => zh).join('，'), en: over.map(({ en }) => en).join('; ') },
    {
      because: {
        rule: {
          zh: '异议须在季度公示或所在年度、任期公示的异议期内提出；期间按工作日计，自公示次日起算',
          en: 'An objection comes within the window of the quarter’s board or of its year’s or term’s, which run in working days from the day after publication',
        },
        article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
        arithmetic: [...runs, ...over.map(({ arithmetic }) => arithmetic)].join('; '),
      },
    }
  )
}

/** Which board was open when it came in. */
function raised(rows: Sources, receivedOn: string) {
  const { raisedIn, raisedTerm, revision } = openOn(windowsOf(rows), receivedOn)!
  return {
    ...{ raisedIn, raisedRevision: raisedIn === 'board' ? null : revision },
    ...(raisedTerm === null ? {} : { raisedTerm }),
  }
}

type Raised = { level: Level; raisedTerm?: string; raisedRevision: number | null }

/** Which terms count a quarter is not known before it is read, so that a term's board is relied on by what it is. */
const termHolds = ({ level, raisedTerm, raisedRevision }: Raised): Statement[] =>
  raisedTerm === undefined || raisedRevision === null
    ? []
    : [mustBeAbsent(noLongerInForce({ level, year: raisedTerm, revision: raisedRevision }))]

/** Why an objection cannot be about this; null when it can. */
function aboutRefusal({ onBoard, entry: [entry], reversal, item }: Sources, input: About) {
  if (input.mandateId !== null && onBoard.length === 0) {
    return refuseField('/mandateId', 'not-on-the-board', {
      zh: '榜上没有这一行',
      en: 'The board has no such row',
    })
  }
  if (namesEntry(input)) {
    const stands = entry?.quarter === input.quarter && entry.reversesId === null && reversal.length === 0
    return stands ? null : noSuchEntry()
  }
  if (!namesItem(input)) return null
  if (!item[0]) {
    return refuseField('/itemCode', 'no-such-item', {
      zh: '当季施行的积分规则没有这一项',
      en: 'The rules in force in that quarter have no such item',
    })
  }
  if (input.mandateId === null || input.aboutOn === null || quarterOf(input.aboutOn) !== input.quarter) {
    return refuseField('/aboutOn', 'outside-the-quarter', {
      zh: '写明漏登的事项时，请选代表并写这个季度内的日期',
      en: 'With the item that is missing go the deputy and a day of this quarter',
    })
  }
  return null
}

const namesEntry = ({ kind, entryId }: About): boolean => (kind === 'wrong' || kind === 'duplicate') && entryId !== null
const namesItem = ({ kind, itemCode }: About): boolean => kind === 'missing' && itemCode !== null

const noSuchEntry = () =>
  refuseField('/entryId', 'no-such-entry', { zh: '请选择一条有效的登记', en: 'Choose an entry that stands' })

type Known = { mandateId: string | null; kind: string; entryId: string | null; itemCode: string | null; status: string }

function repeated(mine: readonly Known[], input: About) {
  const same = mine.some(
    (one) =>
      one.status === 'open' &&
      one.mandateId === input.mandateId &&
      one.kind === input.kind &&
      one.entryId === (namesEntry(input) ? input.entryId : null)
  )
  return same
    ? refuse(409, 'already-objected', {
        zh: '同样的异议您已经提出，正在办理',
        en: 'You have made the same objection, and it is under way',
      })
    : null
}

const tooMany = (max: number) =>
  refuse(409, 'too-many-objections', {
    zh: `对一个榜最多提出${max}件异议`,
    en: `At most ${max} objections to one board`,
  })

function objectionOf({ entry: [entry], objections, calendars }: Sources, input: About, ctx: Ctx) {
  const { unitId, level, quarter, revision, mandateId, kind, aboutOn, itemCode } = input
  const named = namesEntry(input)
    ? { entryId: entry!.id, aboutOn, itemCode: entry!.itemCode }
    : namesItem(input)
      ? { entryId: null, aboutOn, itemCode }
      : { entryId: null, aboutOn: null, itemCode: null }
  const number = objections.reduce((last, one) => Math.max(last, one.number), 0) + 1
  const { day } = workingDaysAfter(ctx.today, DECISION_WORKING_DAYS, calendarsOf(calendars))
  return { unitId, level, quarter, number, revision, kind, mandateId, ...named, dueOn: day }
}

type Recorder = { id: string; actor: string }

/** Whose entries are disputed: of the one it names or, where a row is called wrong and none is named, of the row. */
const disputed = ({ kind, mandateId, entryId }: Omit<Known, 'itemCode' | 'status'>, recorders: readonly Recorder[]) =>
  mandateId === null || kind === 'missing'
    ? []
    : recorders.filter(({ id }) => entryId === null || id === entryId).map(({ actor }) => actor)

/** Why somebody may not decide on a board they signed; null when they may. */
function ownBoard(actor: Actor, signers: readonly (string | null | undefined)[]) {
  const me = actorKey(actor)
  if (!signers.some((signer) => signer && isSameSigner(signer, me))) return null
  return refuse(
    409,
    'own-board',
    {
      zh: '这个榜由您结账或公示，请另一位同事决定',
      en: 'You closed or published this board: a colleague decides',
    },
    {
      because: {
        rule: {
          zh: '公示接受监督；异议由结账、公示和登记以外的人决定',
          en: 'A board stands under the voters’ eyes; who closed, published or scored does not decide on objections to it',
        },
        article: {
          zh: '《代表法》第五十八条；本区履职积分办法（本区设定）',
          en: 'Law on Deputies, art. 58; the district’s own rules on duty points',
        },
      },
    }
  )
}

type Key = UnitQuarter & { number: number }

const notesOf = ({ unitId, level, quarter, number }: Key, texts: Record<string, string>) =>
  insertMany(
    'objection_note',
    Object.entries(texts).flatMap(([kind, text]) =>
      text === '' ? [] : [{ unitId, level, quarter, number, kind, text }]
    )
  )

const alreadyDone = () =>
  refuse(409, 'already-decided', {
    zh: '这件异议已经决定或撤回',
    en: 'This objection has been decided or taken back',
  })
