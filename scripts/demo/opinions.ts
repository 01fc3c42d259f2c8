import { plan } from '@jiceng/core/agenda/commands'
import { templateOf } from '@jiceng/core/agenda/template-rules'
import type { BodyAt } from '@jiceng/core/body/schema'
import { addDays } from '@jiceng/core/kernel/calendar'
import { ask } from '@jiceng/core/kernel/command'
import type { Store } from '@jiceng/core/kernel/store'
import { assign, carryOn, close, record, report } from '@jiceng/core/opinion/commands'
import { sessionOpinions } from '@jiceng/core/opinion/queries'
import type { SessionKind } from '@jiceng/core/session/schema'
import { administrator, made, must } from './clerk.ts'

// What was said in the last sessions of three bodies, at every step: closed, reported, carried on, overdue, and new.

const SAID = [
  '建议加快老旧小区供水管网改造，年内完成剩余小区的前期工作，并定期公布进度。',
  '预算执行应更加注重绩效，对连续两年执行率偏低的项目提出整改意见。',
  '建议完善农村污水处理设施的运行维护机制，落实经费和责任人。',
  '进一步优化学校周边的交通组织，上下学时段增派力量，消除安全隐患。',
  '建议加强小微企业融资服务，梳理并公布惠企政策清单。',
]
const DONE = '已会同有关部门研究办理：完成两个小区的改造，其余列入下半年计划。（演示）'

type Held = { sessionId: string; kind: SessionKind; firstOn: string; lastOn: string }
type Of = BodyAt & { sessionId: string }

export async function raiseOpinions(store: Store, units: ReadonlyMap<string, string>, today: string): Promise<void> {
  const bodies: [BodyAt, string][] = [
    [{ placeId: 'district', body: 'standing_committee' }, '区人民政府（演示）'],
    [{ placeId: 'district', body: 'congress' }, '区人民政府（演示）'],
    [{ placeId: units.get('三泉镇')!, body: 'congress' }, '镇人民政府（演示）'],
  ]
  for (const [body, organ] of bodies) {
    const [newest, before] = await lastHeld(store, body, today)
    if (before) await followed(store, { ...body, sessionId: before.sessionId }, { organ, held: before, today })
    if (newest) await said(store, { ...body, sessionId: newest.sessionId }, { held: newest, today }, SAID.slice(0, 2))
  }
}

/** The last two sessions that are over, the newer first. */
async function lastHeld(store: Store, { placeId, body }: BodyAt, today: string): Promise<Held[]> {
  const sql = `select id as sessionId, kind, firstOn, lastOn from session
    where placeId = ? and body = ? and status = 'held' and lastOn < ? order by firstOn desc limit 2`
  const [rows] = (await store.read([{ sql, parameters: [placeId, body, today] }])) as [Held[]]
  return rows
}

/** What was said the day after, of the items of the agenda in their order; answers the opinions' ids. */
async function said(store: Store, of: Of, { held, today }: { held: Held; today: string }, texts: readonly string[]) {
  const ctx = () => administrator(addDays(held.lastOn, 1))
  const isDistrict = of.placeId === 'district'
  const items = templateOf(of.body, held.kind, isDistrict).map((item) => ({ ...item, speaker: '有关负责人（演示）' }))
  const planned = await made(store, plan, { ...of, items, decision: '' }, administrator(held.firstOn))
  const read = await ask(store, sessionOpinions, { sessionId: of.sessionId, show: 'all' }, administrator(today))
  if (!read.ok) throw new Error(`demo: ${read.problem.code}`)
  const ids: string[] = []
  for (const [n, text] of texts.entries()) {
    const { source, sourceId } = read.value.speakers[(n * 3) % read.value.speakers.length]!
    const itemId = `${planned}/${n % items.length}`
    ids.push(await made(store, record, { ...of, itemId, source, sourceId, text }, ctx()))
  }
  return ids
}

type Follow = { organ: string; held: Held; today: string }

/** Five opinions, each one step further than the one before; the second is overdue where its day can have passed. */
async function followed(store: Store, of: Of, { organ, held, today }: Follow): Promise<void> {
  const [recorded, ...others] = await said(store, of, { held, today }, SAID)
  const assignedOn = addDays(held.lastOn, 1)
  const dueOn = [addDays(today, -3), addDays(today, 60), addDays(today, 60), addDays(today, 60)]
  const ctx = administrator
  for (const [n, opinionId] of others.entries()) {
    const due = dueOn[n]! < assignedOn ? assignedOn : dueOn[n]!
    await must(store, assign, { ...of, opinionId, organ, assignedOn, dueOn: due }, ctx(assignedOn))
    if (n > 0) await must(store, report, { ...of, opinionId, reportedOn: today, report: DONE }, ctx(today))
  }
  const [, , again, done] = others
  const decision = '进度尚有差距，继续办理并在下次会议前再次报告。（演示）'
  const carried = { decidedOn: today, dueOn: addDays(today, 90), decision }
  await must(store, carryOn, { ...of, opinionId: again!, ...carried }, ctx(today))
  await must(store, close, { ...of, opinionId: done!, closedOn: today, decision: '同意办结（演示）' }, ctx(today))
  if (!recorded) throw new Error('demo: no opinion was recorded')
}
