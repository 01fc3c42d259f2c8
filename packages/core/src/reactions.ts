import type * as z from 'zod'
import { run, type Ctx } from './kernel/command.ts'
import { cursorOf, moveCursor, reachedBy, readUpTo, type Cursor } from './kernel/cursor.ts'
import { db } from './kernel/db.ts'
import type { Fact } from './kernel/event.ts'
import { Clash, type Store } from './kernel/store.ts'
import { make, takeBack } from './proposal/commands.ts'
import { sourceNamed, type MakeProposals, type TakeBackProposals } from './proposal/schema.ts'
import { receptionRecorded, receptionWithdrawn } from './reception/events.ts'
import { rollSettled, rollTakenBack } from './roll/events.ts'

// What facts of one module mean to another: the one file that knows both sides. Each reaction is pure; what it asks for
// is a command of the program's own.

type Told<D> = Pick<Fact<D>, 'occurredOn' | 'data'>
type On<D> = { type: string; payload: z.ZodType<D> }
type Reaction = {
  type: string
  /** null: it means nothing this time. */
  react(store: Store, fact: Told<unknown>, ctx: Ctx): ReturnType<typeof run> | null
}

const gives = <D>({ type }: On<D>, what: (fact: Told<D>) => MakeProposals): Reaction => ({
  type,
  react: (store, fact, ctx) => {
    const made = what(fact as Told<D>)
    return made.mandateIds.length === 0 ? null : run(store, make, made, ctx)
  },
})

const takes = <D>({ type }: On<D>, what: (fact: Told<D>) => TakeBackProposals): Reaction => ({
  type,
  react: (store, fact, ctx) => run(store, takeBack, what(fact as Told<D>), ctx),
})

const REACTIONS: readonly Reaction[] = [
  gives(receptionRecorded, ({ occurredOn, data: { id, unitId, level, mandateIds, voterCount } }) => ({
    ...{ source: sourceNamed('reception', id), unitId, level, occurredOn, mandateIds },
    ...{ itemCode: 'voter-reception', note: `接待选民${voterCount}人次` },
  })),
  takes(receptionWithdrawn, ({ occurredOn, data: { id, unitId, level } }) => ({
    ...{ source: sourceNamed('reception', id), unitId, level, occurredOn, note: '接待登记已撤回' },
  })),
  gives(rollSettled, ({ occurredOn, data: { id, unitId, level, part, lines } }) => ({
    ...{ source: sourceNamed('roll', id), unitId, level, occurredOn },
    ...{ itemCode: 'congress-attendance', note: `出席人代会第${part}个半天` },
    mandateIds: lines.filter(({ presence }) => presence === 'present').map(({ mandateId }) => mandateId),
  })),
  takes(rollTakenBack, ({ occurredOn, data: { id, unitId, level } }) => ({
    ...{ source: sourceNamed('roll', id), unitId, level, occurredOn, note: '出席名册已撤回' },
  })),
]

/** Events that mean something to another module. */
export const REACTED_TO: readonly string[] = REACTIONS.map(({ type }) => type)

/** Events read at once. */
const READ_MAX = 100

const unread = () =>
  db
    .selectFrom('event')
    .select(['seq', 'commandId', 'n', 'type', 'occurredOn', 'data'])
    .where('seq', '>', readUpTo('reaction_cursor'))
    .where('type', 'in', REACTED_TO)
    .orderBy('seq')
    .limit(READ_MAX)

type Unread = Awaited<ReturnType<ReturnType<typeof unread>['execute']>>[number]

/**
 * Brings a district's reactions up to date. It may run twice at once and be cut short anywhere: a reaction is the same
 * command whenever it is tried, and the cursor moves when all before it are done.
 */
export async function reactToNew(store: Store, ctxOf: (commandId: string) => Ctx): Promise<void> {
  for (;;) {
    const [[at], found] = (await store.read([cursorOf('reaction_cursor').compile(), unread().compile()])) as [
      Cursor[],
      Unread[],
    ]
    const until = reachedBy(found, READ_MAX, at!)
    if (until <= at!.seq) return
    for (const event of found) if (event.seq <= until) await reactTo(store, event, ctxOf)
    await store.write(moveCursor('reaction_cursor', { seq: at!.seq }, until)).catch((error: unknown) => {
      // Somebody else has come as far: read again.
      if (!(error instanceof Clash)) throw error
    })
  }
}

/** No door accepts the prefix, so nobody else can use the id. */
const reactionId = ({ commandId, n }: Unread): string => `react:${commandId}/${n}:points`

async function reactTo(store: Store, event: Unread, ctxOf: (commandId: string) => Ctx): Promise<void> {
  const { react } = REACTIONS.find(({ type }) => type === event.type)!
  const fact = { occurredOn: event.occurredOn, data: JSON.parse(event.data) as unknown }
  const result = await react(store, fact, ctxOf(reactionId(event)))
  if (!result) return
  // Only a lost race is worth another try. Whether an entry may be made is asked at its confirmation, so what else may
  // come back is that it has been done: by an older version of this program in other words, or for another fact.
  if (!result.ok && result.problem.code === 'conflict') throw new Error(`reaction to ${event.type} lost its race`)
}
