import { plan, remove } from '@jiceng/core/agenda/commands'
import type { BodyAt } from '@jiceng/core/body/schema'
import * as opinion from '@jiceng/core/opinion/commands'
import { testWorld } from '@jiceng/core/testing'
import { feeds } from './feeds.ts'
import { sessions } from './sessions.ts'
import { TODAY, type Builder } from './world.ts'

const { office } = testWorld()

type Of = BodyAt & { sessionId: string }

/** A town's sessions, what was said in them, and the calendars that have them. */
export async function inSession(to: Builder, town: { unitId: string }, personId: string): Promise<void> {
  // Who was elected once has one id as a person and as a deputy.
  await opinions(to, await sessions(to, town, personId))
  await feeds(to, town, personId)
}

/** One that is to be written down of a session’s only item; of the session before an opinion at each step. */
async function opinions(to: Builder, { held, before: of }: { held: Of; before: Of }): Promise<void> {
  const { must, can } = to
  const own = office(of.placeId)
  const item = { type: 'special_report' as const, field: null, title: '民生实事', speaker: '', minutes: 30 }
  const planned = await must(plan, { ...held, items: [{ ...item, isPublic: true }], decision: '' }, own)
  const itemId = `${planned}/0`
  const words = { source: 'plenary' as const, sourceId: null, text: '加快管网改造' }
  const said = { ...of, ...words }
  can(opinion.record, { ...held, ...words, itemId }, own)
  can(remove, { ...held, itemId, decision: '' }, own, 'of which an opinion may come')
  const assigned = { organ: '镇人民政府', assignedOn: '2026-09-20', dueOn: '2026-10-15' }
  const reported = { reportedOn: '2026-10-10', report: '已完成两个小区' }
  const older = await must(opinion.record, { ...said, itemId: null }, own)
  const one = { ...of, opinionId: older }
  can(opinion.assign, { ...one, ...assigned }, own)
  const [handled, answered] = [await begun(to, said, assigned), await begun(to, said, assigned)]
  await must(opinion.report, { ...of, opinionId: answered, ...reported }, own)
  can(opinion.report, { ...of, opinionId: handled, ...reported }, own)
  can(opinion.close, { ...of, opinionId: answered, closedOn: TODAY, decision: '' }, own)
  const again = { decidedOn: TODAY, dueOn: '2027-01-31', decision: '还有三个小区' }
  can(opinion.carryOn, { ...of, opinionId: answered, ...again }, own)
  can(opinion.takeBack, { ...of, opinionId: answered, status: 'reported', round: 1 }, own)
  const passedOn = await begun(to, said, assigned)
  await must(opinion.assign, { ...of, opinionId: passedOn, ...assigned, organ: '镇城管办' }, own)
  can(opinion.takeBack, { ...of, opinionId: passedOn, status: 'assigned', round: 1 }, own, 'handed on')
}

type Said = Of & { source: 'plenary'; sourceId: null; text: string }
type Assigned = { organ: string; assignedOn: string; dueOn: string }

/** One that an organ handles. */
async function begun({ must }: Builder, said: Said, assigned: Assigned): Promise<string> {
  const own = office(said.placeId)
  const { placeId, body, sessionId } = said
  const opinionId = await must(opinion.record, { ...said, itemId: null }, own)
  await must(opinion.assign, { placeId, body, sessionId, opinionId, ...assigned }, own)
  return opinionId
}
