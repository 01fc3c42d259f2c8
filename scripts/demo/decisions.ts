import { order, plan } from '@jiceng/core/agenda/commands'
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
import { adopted } from './papers.ts'

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

/** Opens a sitting with all but the first few of its members, and answers it. `times`: its doors, who came, its opening. */
async function sit(store: Store, of: Session, away: number, day: string, times: readonly string[] = []) {
  const [doors, here, opened] = times
  const sittingId = await made(store, openDoors, { ...of, kind: 'plenary' }, administrator(day, doors))
  const sql = 'select memberId from presence where sittingId = ? order by memberId'
  const [due] = (await store.read([{ sql, parameters: [sittingId] }])) as [{ memberId: string }[]]
  const memberIds = due.slice(away).map(({ memberId }) => memberId)
  const sitting = { ...of, sittingId }
  await made(store, checkInMembers, { ...sitting, memberIds }, administrator(day, here))
  await made(store, openSitting, sitting, administrator(day, opened))
  return sitting
}

/** Calls an item and puts it to the vote, at so many o’clock. */
async function put(store: Store, sitting: Sitting, asked: Question, day: string, called?: string, voted?: string) {
  await made(store, callTo, { ...sitting, itemId: asked.itemId }, administrator(day, called))
  const { sittingId: _, ...of } = sitting
  return { ...of, decisionId: await made(store, open, { ...sitting, ...asked }, administrator(day, voted)) }
}

/** Both tellers count the same. */
async function counted(
  store: Store,
  vote: Session & { decisionId: string },
  counts: Counts,
  day: string,
  time?: string
) {
  for (const teller of [administrator, commission]) {
    await made(store, count, { ...vote, round: 1, ...counts }, teller(day, time))
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
  const day = held.firstOn
  const items = await agendaOf(store, session, day)
  await adopted(store, session, items, day)
  const sitting = await sit(store, session, 3, day, ['08:30', '08:50', '09:00'])
  const talked = (n: number, time: string) =>
    made(store, callTo, { ...sitting, itemId: items[n]!.id }, administrator(day, time))
  const votes = async (
    n: number,
    question: string,
    method: Method,
    counts: Counts,
    times: [string, string, string]
  ) => {
    const [called, voted, told] = times
    const vote = await put(store, sitting, { itemId: items[n]!.id, question, method }, day, called, voted)
    return counted(store, vote, counts, day, told)
  }
  await talked(0, '09:05')
  await talked(1, '09:35')
  const list = countsOf(14, 9, 3, 0)
  await votes(2, '将项目清单的调整一并列入决议', 'show_of_hands', list, ['10:05', '10:25', '10:28'])
  const resolved = countsOf(25, 0, 1, 0)
  const title = '通过关于批准民生实事项目推进情况报告的决议'
  const passed = await votes(3, title, 'show_of_hands', resolved, ['10:30', '10:40', '10:43'])
  const elected = countsOf(24, 1, 0, 1)
  await votes(4, '任命陶安（演示）为区人大常委会办公室副主任', 'paper', elected, ['10:45', '10:55', '11:10'])
  await made(store, close, sitting, administrator(day, '11:15'))
  const words = { title: '关于批准民生实事项目推进情况报告的决议', text: RESOLUTION, organCode: '青禾人常发' }
  const resolutionId = await made(store, draft, { ...passed, ...words }, administrator(day))
  await made(store, issue, { ...of, resolutionId }, administrator(day))
  await made(store, publish, { ...of, resolutionId }, administrator(day))
}

/** What it talks about: reports first, persons last. */
async function agendaOf(store: Store, session: Session, day: string) {
  const read = async () => {
    const sql = 'select id, type from agenda_item where sessionId = ? order by position'
    const [rows] = (await store.read([{ sql, parameters: [session.sessionId] }])) as [{ id: string; type: ItemType }[]]
    return rows
  }
  const planned = await read()
  const items = [
    { ...item('special_report', '民生实事项目推进情况的报告'), speaker: '有关负责人（演示）' },
    item('resolution', '关于批准民生实事项目推进情况报告的决议（草案）'),
  ]
  await made(store, plan, { ...session, items, decision: '' }, administrator(day))
  const added = (await read()).slice(planned.length)
  const isLast = ({ type }: { type: ItemType }) => type === 'personnel'
  const all = [...planned.filter((one) => !isLast(one)), ...added, ...planned.filter(isLast)]
  await made(store, order, { ...session, itemIds: all.map(({ id }) => id), decision: '' }, administrator(day))
  return all
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
  const reported = await put(store, sitting, asked(0, '通过督查情况报告', 'show_of_hands'), today)
  await counted(store, reported, countsOf(8, 0, 0, 0), today)
  const running = await put(store, sitting, asked(1, '通过关于开展河道整治专项监督的决定', 'show_of_hands'), today)
  await made(store, count, { ...running, round: 1, ...countsOf(6, 1, 1, 0) }, commission(today))
}
