import { plan } from '@jiceng/core/agenda/commands'
import type { ItemType } from '@jiceng/core/agenda/schema'
import type { BodyAt } from '@jiceng/core/body/schema'
import { count, open } from '@jiceng/core/decision/commands'
import type { Counts, Method } from '@jiceng/core/decision/schema'
import { addDays } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { draft, issue, publish } from '@jiceng/core/resolution/commands'
import { call } from '@jiceng/core/session/commands'
import { call as callTo, checkInMembers, close, open as openSitting, openDoors } from '@jiceng/core/sitting/commands'
import { administrator, commission, made } from './clerk.ts'

// What the demo's sessions decided: the standing committee's newest meeting, with a published resolution, and a town's
// presidium that sits today and is voting.

type Session = BodyAt & { sessionId: string }
type Sitting = Session & { sittingId: string }
type Question = { itemId: string; question: string; method: Method }

export async function decide(store: Store, units: ReadonlyMap<string, string>, today: string): Promise<void> {
  await committeeDecided(store, today)
  await presidiumVotes(store, { placeId: units.get('大有镇')!, body: 'presidium' }, today)
}

/** The numbers in the order in which they are announced. */
const countsOf = (forCount: number, againstCount: number, abstainedCount: number, invalidCount: number): Counts => ({
  ...{ forCount, againstCount, abstainedCount, invalidCount },
})

const item = (type: ItemType, title: string) => ({
  ...{ type, title, field: null, speaker: '', minutes: 20, isPublic: type !== 'personnel' },
})

/** Opens a sitting with so many of its members, and answers it. */
async function sit(store: Store, of: Session, away: number, day: string): Promise<Sitting> {
  const by = administrator
  const sittingId = await made(store, openDoors, { ...of, kind: 'plenary' }, by(day))
  const sql = 'select memberId from presence where sittingId = ? order by memberId'
  const [due] = (await store.read([{ sql, parameters: [sittingId] }])) as [{ memberId: string }[]]
  const memberIds = due.slice(away).map(({ memberId }) => memberId)
  const sitting = { ...of, sittingId }
  await made(store, checkInMembers, { ...sitting, memberIds }, by(day))
  await made(store, openSitting, sitting, by(day))
  return sitting
}

async function put(store: Store, sitting: Sitting, asked: Question, day: string) {
  await made(store, callTo, { ...sitting, itemId: asked.itemId }, administrator(day))
  const { sittingId: _, ...of } = sitting
  return { ...of, decisionId: await made(store, open, { ...sitting, ...asked }, administrator(day)) }
}

/** Both tellers, with the same numbers. */
async function counted(store: Store, sitting: Sitting, asked: Question, counts: Counts, day: string) {
  const vote = await put(store, sitting, asked, day)
  for (const teller of [administrator, commission]) {
    await made(store, count, { ...vote, round: 1, ...counts }, teller(day))
  }
  return vote
}

const RESOLUTION = `青禾区人大常委会听取和审议了区人民政府关于民生实事项目推进情况的报告（演示）。
会议认为，区人民政府按照人大批准的计划推进民生实事项目，工作是有成效的。会议决定批准这个报告。
会议要求，区人民政府要抓好项目后续管护，并在六个月内向常委会报告审议意见的办理情况。`

async function committeeDecided(store: Store, today: string): Promise<void> {
  const of = { placeId: 'district', body: 'standing_committee' } as const
  const sql = `select id, firstOn from session where placeId = ? and body = ? and status = 'held' and firstOn < ?
    order by firstOn desc limit 1`
  const [[held]] = (await store.read([{ sql, parameters: [of.placeId, of.body, today] }])) as [
    { id: string; firstOn: string }[],
  ]
  if (!held) return
  const session = { ...of, sessionId: held.id }
  const items = [
    item('special_report', '民生实事项目推进情况的报告'),
    item('resolution', '关于批准民生实事项目推进情况报告的决议（草案）'),
    item('personnel', '人事任免'),
  ]
  const day = held.firstOn
  const planned = await made(store, plan, { ...session, items, decision: '' }, administrator(day))
  const sitting = await sit(store, session, 3, day)
  const votes = (n: number, question: string, method: Method, counts: Counts) =>
    counted(store, sitting, { itemId: `${planned}/${n}`, question, method }, counts, day)
  const passed = await votes(1, '通过关于批准民生实事项目推进情况报告的决议', 'show_of_hands', countsOf(25, 0, 1, 0))
  await votes(2, '任命陶安（演示）为区人大常委会办公室副主任', 'paper', countsOf(24, 1, 0, 1))
  await votes(0, '将项目清单的调整一并列入决议', 'show_of_hands', countsOf(14, 9, 3, 0))
  await made(store, close, sitting, administrator(day))
  const words = { title: '关于批准民生实事项目推进情况报告的决议', text: RESOLUTION, organCode: '青禾人常发' }
  const resolutionId = await made(store, draft, { ...passed, ...words }, administrator(day))
  await made(store, issue, { ...of, resolutionId }, administrator(day))
  await made(store, publish, { ...of, resolutionId }, administrator(day))
}

async function presidiumVotes(store: Store, of: BodyAt, today: string): Promise<void> {
  const about = { kind: 'regular', ordinal: 60, proposerCount: null, venue: '镇政府三楼会议室（演示）' } as const
  const days = { calledOn: addDays(today, -10), firstOn: today, lastOn: today }
  const session = { ...of, sessionId: await made(store, call, { ...of, ...about, ...days }, administrator(today)) }
  const items = [
    item('project_report', '民生实事项目督查情况'),
    item('resolution', '关于开展河道整治专项监督的决定（草案）'),
    item('election', '推选镇人大代表资格审查委员会主任委员'),
    item('resolution', '关于开展小巷整治的决定（草案）'),
    item('other', '督查整改清单'),
  ]
  const planned = await made(store, plan, { ...session, items, decision: '' }, administrator(today))
  const sitting = await sit(store, session, 1, today)
  const asked = (n: number, question: string, method: Method) => ({ itemId: `${planned}/${n}`, question, method })
  await counted(store, sitting, asked(0, '通过督查情况报告', 'show_of_hands'), countsOf(8, 0, 0, 0), today)
  const running = await put(store, sitting, asked(1, '通过关于开展河道整治专项监督的决定', 'show_of_hands'), today)
  await made(store, count, { ...running, round: 1, ...countsOf(6, 1, 1, 0) }, commission(today))
}
