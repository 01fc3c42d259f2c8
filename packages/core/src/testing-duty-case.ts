import { approve, propose } from './circular/commands.ts'
import { accept, advise, inform, interview, observe, open, receive } from './duty-case/commands.ts'
import type { CaseStatus, CaseStep } from './duty-case/schema.ts'
import { run, type Command, type Queries } from './kernel/command.ts'
import type { Fact } from './kernel/event.ts'
import { publishedBoard } from './testing-circular.ts'
import { expect } from 'vitest'

export const TALK = {
  ...{ heldOn: '2026-10-08', place: '代表之家', interviewers: ['何敏', '秦岚'], record: '谈了出席会议的情况' },
  signature: 'signed' as const,
}
export const UNTIL = '2026-11-10'
export const DECISION = { decision: '青人常〔2026〕15号', memberCount: 25, voteCount: 20 }

/** A published board, an approved circular of it that names 陈静 to her electors, and a case about her. */
export async function worldWithCase() {
  const world = await publishedBoard()
  const { store, ctx, board, content, colleague, author, commission, of, mandates } = world
  const mandateId = mandates[0]!
  const at = (today: string, actor = commission as Parameters<typeof ctx>[0]) => ({
    ...ctx(actor),
    today,
    now: `${today}T02:00:00.000Z`,
  })
  const on = async <I, Q extends Queries>(today: string, spec: Command<I, Q>, input: I): Promise<Fact[]> => {
    const result = await run(store, spec, input, at(today))
    expect(result, spec.name).toMatchObject({ ok: true })
    return result.ok ? result.value : []
  }
  const refusal = async <I, Q extends Queries>(today: string, spec: Command<I, Q>, input: I) => {
    const result = await run(store, spec, input, at(today))
    return result.ok ? null : result.problem
  }
  const circular = async (change: object = {}) => {
    const [proposed] = await world.must(propose, { ...board, ...content, ...change }, author)
    return { ...board, circularId: proposed!.commandId }
  }
  const approved = async (change: object = {}) => {
    const told = await circular(change)
    await world.must(approve, { ...told, edition: 1, recipientIds: [world.recipientId] }, colleague)
    return told.circularId
  }
  const opening = { mandateId, ground: 'minimum-missed' as const, period: '2026Q3', reason: '第三季度没有参加小组活动' }
  const [opened] = await on('2026-10-08', open, opening)
  const it = { mandateId, caseId: opened!.commandId }
  const circularId = await approved()
  const acceptance = { ...it, ...of, ...DECISION, body: 'standing_committee' as const, decidedOn: '2026-11-20' }
  const steps: Record<Exclude<CaseStep, 'close' | 'drop'>, () => Promise<unknown>> = {
    interview: () => on('2026-10-08', interview, { ...it, ...TALK }),
    inform: () => on('2026-10-09', inform, { ...it, circularId }),
    observe: () => on('2026-10-10', observe, { ...it, goals: '参加两次小组活动', untilOn: UNTIL }),
    advise: () => on('2026-11-10', advise, { ...it, advisedOn: '2026-11-10', record: '建议考虑辞职' }),
    resign: () => on('2026-11-12', receive, { ...it, receivedOn: '2026-11-12', documentNumber: '辞职书第3号' }),
    accept: () => on('2026-11-20', accept, acceptance),
  }
  const to = async (status: CaseStatus) => {
    const order = ['interview', 'inform', 'observe', 'advise', 'resign', 'accept'] as const
    const reached = ['interviewed', 'informed', 'observed', 'advised', 'resigned', 'accepted']
    for (const step of order.slice(0, reached.indexOf(status) + 1)) await steps[step]()
  }
  return { ...world, mandateId, it, at, on, refusal, circular, approved, circularId, acceptance, opening, to }
}
