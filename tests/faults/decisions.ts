import { plan } from '@jiceng/core/agenda/commands'
import * as decision from '@jiceng/core/decision/commands'
import * as resolution from '@jiceng/core/resolution/commands'
import { testWorld } from '@jiceng/core/testing'
import type { Builder } from './world.ts'

const { administrator, office } = testWorld()

type At = { placeId: string; body: 'presidium'; sessionId: string; sittingId: string }

/**
 * In a sitting that runs: a vote nobody has counted yet, one that one teller has, a result nothing rests on, and papers: a
 * draft, an issued one.
 */
export async function decisions({ must, can }: Builder, { sittingId, ...of }: At, itemId: string): Promise<void> {
  const own = office(of.placeId)
  const asked = { ...of, sittingId, itemId, method: 'paper' as const, question: '通过决议草案' }
  const item = { type: 'resolution' as const, field: null, title: '决议草案', speaker: '', minutes: 10 }
  /** An item has one vote that stands: each is of its own. */
  const votes = async () => {
    const planned = await must(plan, { ...of, items: [{ ...item, isPublic: false }], decision: '' }, own)
    return { ...of, decisionId: await must(decision.open, { ...asked, itemId: `${planned}/0` }, own) }
  }
  const numbers = { round: 1, forCount: 2, againstCount: 0, abstainedCount: 0, invalidCount: 0 }
  const begun = async () => {
    const vote = await votes()
    await must(decision.count, { ...vote, ...numbers }, own)
    return vote
  }
  const made = async () => {
    const vote = await begun()
    await must(decision.count, { ...vote, ...numbers }, administrator)
    return vote
  }
  can(decision.open, asked, own)
  const running = await begun()
  can(decision.count, { ...running, ...numbers }, administrator)
  can(decision.count, { ...running, ...numbers, forCount: 1, againstCount: 1 }, administrator, 'another number')
  can(decision.withdraw, { ...(await votes()), reason: '草案需修改' }, own)

  const words = { title: '关于镇民生实事的决定', text: '主席团决定批准。', organCode: '主席团发' }
  const result = await made()
  can(decision.annul, { ...result, reason: '票箱多出一张' }, own)
  can(resolution.draft, { ...result, ...words }, own)
  const { sessionId: _, ...body } = of
  const paper = async () => ({
    ...body,
    resolutionId: await must(resolution.draft, { ...(await made()), ...words }, own),
  })
  const drafted = await paper()
  can(resolution.redraft, { ...drafted, ...words, text: '主席团决定批准，并予公布。' }, own)
  can(resolution.issue, drafted, own)
  const issued = await paper()
  await must(resolution.issue, issued, own)
  can(resolution.publish, issued, own)
  can(resolution.withdraw, { ...issued, reason: '另行发文' }, own)
  const stopped = await paper()
  await must(resolution.issue, stopped, own)
  can(resolution.withdraw, { ...stopped, reason: '文稿有误' }, own, 'never public')
}
