import { closePeriod, publish, withdraw } from '@jiceng/core/board/commands'
import { approve, propose } from '@jiceng/core/circular/commands'
import { postLetter, reply } from '@jiceng/core/circular/notices'
import { provePost } from '@jiceng/core/circular/postings'
import { noticeId } from '@jiceng/core/circular/schema'
import { appoint, change, form } from '@jiceng/core/deputy-group/commands'
import { checkJob, stage } from '@jiceng/core/imports/job'
import { actorKey } from '@jiceng/core/kernel/actor'
import { addDays, addQuarters, quarterDays, quarterOf } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { endMandateEarly, transfer } from '@jiceng/core/mandate/commands'
import { decide, file as object, register as registerObjection } from '@jiceng/core/objection/commands'
import { begin, drawDistrict } from '@jiceng/core/people/commands'
import type { Level } from '@jiceng/core/people/schema'
import { record } from '@jiceng/core/points/commands'
import { attach, register } from '@jiceng/core/recipient/commands'
import { recordLate } from '@jiceng/core/revision/commands'
import { file, openSelfCheck, setBoardSettings } from '@jiceng/core/self-check/commands'
import { announceUpload, storedUpload } from '@jiceng/core/upload/queries'
import type { StoredPhoto } from '@jiceng/core/upload/schema'
import { register as registerEndpoint, verify } from '@jiceng/core/webhook/commands'
import { pump } from '@jiceng/workers/webhook/pump'
import { demoDeputy } from './accounts.ts'
import { administrator, commission, ctxAs, deputy, made } from './clerk.ts'
import { receiveLate, receiveVoters } from './receptions.ts'
import { followUp } from './follow-up.ts'
import { askLeave } from './leave.ts'
import { changeRules } from './rules.ts'

// What goes wrong or is out of the ordinary in a district, so that a newcomer sees how it looks.

type Of = { unitId: string; level: Level }
type Units = ReadonlyMap<string, string>

const street = (units: Units, name: string): Of => ({ unitId: units.get(name)!, level: 'district' })

/** Answers the person of the demo's deputy. `photo` proves that a 公告 hangs; its bytes are the caller's. */
export async function addTroubles(store: Store, units: Units, today: string, photo: StoredPhoto): Promise<string> {
  const last = addQuarters(quarterOf(today), -1)
  await reviseBoard(store, street(units, '望江街道'), last, today)
  await withdrawBoard(store, { unitId: units.get('峰岩乡')!, level: 'township' }, last, today)
  await changeSeats(store, units, today)
  await formGroups(store, street(units, '北桥街道'), today)
  const [north, brook] = [street(units, '北桥街道'), street(units, '清溪街道')]
  await receiveVoters(store, north, await mandatesOf(store, north), today)
  await receiveLate(store, brook, await mandatesOf(store, brook), last, today)
  await tellEmployers(store, street(units, '南桥街道'), last, today, photo)
  await uploadFaultyFile(store, today)
  await changeRules(store, today)
  const personId = await seatTwice(store, units, last, today)
  await objectTo(store, street(units, '书院街道'), last, today)
  await checkOneself(store, street(units, '东堤街道'), last, today, personId)
  await askLeave(store, personId, today)
  const revised = street(units, '望江街道')
  await followUp(store, { ...revised, quarter: last, revision: 2 }, (await mandatesOf(store, revised))[1]!, today)
  return personId
}

async function mandatesOf(store: Store, { unitId, level }: Of): Promise<string[]> {
  const sql = 'select mandateId from mandate_unit where unitId = ? and level = ? order by fromOn, mandateId'
  const [rows] = await store.read([{ sql, parameters: [unitId, level] }])
  return (rows as { mandateId: string }[]).map(({ mandateId }) => mandateId)
}

/** What a deputy had forgotten to hand in is recorded late; the board says what changed and why. */
async function reviseBoard(store: Store, of: Of, quarter: string, today: string): Promise<void> {
  const [mandateId] = (await mandatesOf(store, of)) as [string]
  const occurredOn = addDays(quarterDays(quarter).firstOn, 40)
  const late = { ...of, mandateId, itemCode: 'voter-reception', occurredOn, reason: '接待登记簿补交，原登记遗漏' }
  await made(store, recordLate, late, commission(today))
  const settings = { objectionWorkingDays: 5, publicUntilOn: addDays(today, 365), reason: '补登一条遗漏的接待选民记录' }
  await made(store, publish, { ...of, quarter, ...settings }, administrator(today))
}

async function withdrawBoard(store: Store, of: Of, quarter: string, today: string): Promise<void> {
  const approval = { approverName: '任国安', approverOffice: '青禾区人大常委会代表工委' }
  const reason = '一名代表的姓名登记有误，核对后重新公示'
  await made(store, withdraw, { ...of, quarter, revision: 1, reason, ...approval }, commission(today))
}

/** The first day of the quarters under way: no board of the year before has whoever came since. */
const demoBegins = (today: string): string => quarterDays(addQuarters(quarterOf(today), -2)).firstOn

/** A resignation and who was elected for it; a deputy who moved to another street. */
async function changeSeats(store: Store, units: Units, today: string): Promise<void> {
  const { firstOn } = quarterDays(quarterOf(today))
  const of = street(units, '松涛街道')
  const electoralDistrictId = await made(
    store,
    drawDistrict,
    { ...of, name: '机关选区', seats: 1 },
    administrator(today)
  )
  const seat = { ...of, electoralDistrictId, endOn: `${Number(today.slice(0, 4)) + 1}-01-31` }
  const before = { name: '邓国安', startOn: demoBegins(today), ground: 'by_election', namesake: true } as const
  const mandateId = await made(store, begin, { ...seat, ...before }, administrator(today))
  const resignation = { ending: 'resignation', decision: '青禾人常发〔2026〕11号' } as const
  await made(store, endMandateEarly, { ...of, mandateId, endOn: firstOn, ...resignation }, administrator(today))
  const elected = { name: '叶雨桐', startOn: addDays(firstOn, 20), ground: 'by_election', namesake: true } as const
  await made(store, begin, { ...seat, ...elected }, administrator(today))

  const from = street(units, '新塘街道')
  const [moving] = (await mandatesOf(store, from)) as [string]
  const move = { toUnitId: units.get('文昌街道')!, fromOn: addDays(firstOn, 5), reason: '工作单位迁至文昌街道' }
  await made(store, transfer, { ...from, mandateId: moving, ...move }, administrator(today))
}

async function formGroups(store: Store, of: Of, today: string): Promise<void> {
  const mandates = await mandatesOf(store, of)
  const half = Math.ceil(mandates.length / 2)
  for (const [name, joining] of [
    ['第一代表小组', mandates.slice(0, half)],
    ['第二代表小组', mandates.slice(half)],
  ] as const) {
    const groupId = await made(store, form, { ...of, name }, administrator(today))
    await made(store, change, { ...of, groupId, joining: [...joining], leaving: [] }, administrator(today))
    await made(store, appoint, { ...of, groupId, mandateId: joining[0]! }, administrator(today))
  }
}

/** One employer answered, one was sent a letter, and the system of the third has been failing for days. */
async function tellEmployers(store: Store, of: Of, quarter: string, today: string, photo: StoredPhoto): Promise<void> {
  const mandates = await mandatesOf(store, of)
  const told = addDays(today, -6)
  const recipientIds: string[] = []
  for (const [n, name] of ['青禾区实验小学', '青禾区水务公司', '青禾纺织厂'].entries()) {
    const recipientId = await made(store, register, { kind: 'employer', name }, administrator(told))
    await made(store, attach, { ...of, recipientId, mandateId: mandates[n]! }, administrator(told))
    recipientIds.push(recipientId)
  }
  const [school, waterworks, mill] = recipientIds as [string, string, string]
  const endpoint = { recipientId: mill, url: 'https://duty.qinghe-mill.example/notices' }
  const endpointId = await made(store, registerEndpoint, endpoint, administrator(told))
  await made(store, verify, { recipientId: mill, endpointId }, ctxAs({ kind: 'system', id: 'outbox' }, told))

  const electoralDistrictId = await electoralDistrictOf(store, mandates[0]!)
  const content = {
    ...{ revision: 1, recipientIds, electoralDistrictIds: [electoralDistrictId], title: '关于代表履职情况的通报' },
    ...{ reason: '便于单位保障代表执行职务的时间', basis: '《代表法》第四十条、第五十八条' },
  }
  const circularId = await made(store, propose, { ...of, quarter, ...content }, commission(told))
  const approval = { ...of, quarter, circularId, edition: 1, recipientIds }
  await made(store, approve, approval, administrator(told))
  const answer = { noticeId: noticeId(circularId, school), generation: 1, kind: 'acknowledged', note: '' } as const
  const receiving = { kind: 'recipient', id: answer.noticeId, name: '青禾区实验小学' } as const
  await made(store, reply, answer, ctxAs(receiving, addDays(told, 1)))
  const posted = { noticeId: noticeId(circularId, waterworks), postedOn: addDays(told, 1) }
  await made(store, postLetter, posted, commission(addDays(told, 1)))
  await hangNotice(store, { circularId, electoralDistrictId }, addDays(told, 2), photo)
  await failFor(store, told)
}

async function electoralDistrictOf(store: Store, mandateId: string): Promise<string> {
  const sql = 'select electoralDistrictId from mandate where id = ?'
  const [rows] = await store.read([{ sql, parameters: [mandateId] }])
  return (rows as { electoralDistrictId: string }[])[0]!.electoralDistrictId
}

/** A 公告 hangs where its voters pass, and a photo proves it. */
async function hangNotice(
  store: Store,
  of: { circularId: string; electoralDistrictId: string },
  postedOn: string,
  photo: StoredPhoto
): Promise<void> {
  const ctx = administrator(postedOn)
  const upload = { by: actorKey(ctx.actor), commandId: photo.id, at: ctx.now }
  await store.write([...announceUpload(photo, upload), storedUpload(photo.id)])
  await made(store, provePost, { ...of, postedOn, place: '社区党群服务中心公示栏', fileId: photo.id }, ctx)
}

/** A file somebody uploaded yesterday and has to correct. */
async function uploadFaultyFile(store: Store, today: string): Promise<void> {
  const ctx = commission(addDays(today, -1))
  const job = { id: 'demo:import', fileName: '新设街镇和选区.xlsx', unitId: null, actor: actorKey(ctx.actor) }
  const sheet = (name: string, ...rows: string[][]) => ({
    ...{ name, faults: [] },
    rows: rows.map((cells, index) => ({ row: index + 1, cells })),
  })
  await stage(store, { ...job, createdAt: ctx.now }, [
    sheet('街镇', ['名称', '类型'], ['云居镇', '镇'], ['青山村', '村'], ['', '乡']),
    sheet(
      '选区',
      ['街镇', '级别', '选区名称', '名额'],
      ['云居镇', '区县级', '第1选区', '3'],
      ['云居镇', '县级', '第2选区', '三']
    ),
  ])
  await checkJob(store, job.id, ctx.today)
}

const HOUR_MS = 3_600_000

/** The mill's server answers 503 for five days; the outbox tries, then gives the endpoint up. */
async function failFor(store: Store, from: string): Promise<void> {
  let clock = Date.parse(`${from}T04:00:00.000Z`)
  const until = clock + 5 * 24 * HOUR_MS
  const sender = {
    ...{ store, receiver: null },
    // Nothing is sent, so nobody follows it.
    noticeUrl: ({ noticeId }: { noticeId: string }) =>
      `http://127.0.0.1/notices/qinghe/${encodeURIComponent(noticeId)}`,
    send: () => Promise.resolve({ outcome: { status: 503, retryAfterSeconds: null }, answer: null }),
    now: () => new Date(clock).toISOString(),
    chance: () => 0.5,
  }
  for (; clock < until; clock += HOUR_MS) await pump(sender)
}

/** From the next quarter on an hour of reception counts more. */
/** One person, a mandate of the district and one of a town: points belong to the mandate. */
async function seatTwice(store: Store, units: Units, quarter: string, today: string): Promise<string> {
  let personId: string | undefined
  for (const place of [street(units, '东堤街道'), { unitId: units.get('柳荫镇')!, level: 'township' as const }]) {
    const drawn = { ...place, name: '机关选区', seats: 1 }
    const electoralDistrictId = await made(store, drawDistrict, drawn, administrator(today))
    const term = { startOn: demoBegins(today), endOn: `${Number(today.slice(0, 4)) + 1}-01-31` }
    const seat = { ...place, ...term, electoralDistrictId, name: demoDeputy.name, ground: 'by_election' as const }
    const known = personId === undefined ? {} : { personId }
    const mandateId = await made(store, begin, { ...seat, ...known }, administrator(today))
    personId ??= mandateId
    const entries = [
      { itemCode: 'voter-reception', occurredOn: addDays(quarterDays(quarter).firstOn, 17), note: '代表之家接待选民' },
      { itemCode: 'suggestion', occurredOn: addDays(quarterDays(quarter).firstOn, 31), note: '关于校门口交通的建议' },
    ]
    for (const entry of entries) {
      const evidence = entry.itemCode === 'suggestion' ? '建议第2026-118号' : '接待登记簿第7页'
      await made(store, record, { ...place, mandateId, ...entry, evidence }, commission(today))
    }
  }
  return personId!
}

/** A street's office closed its quarter, and the board is out since today: one objection is decided, one waits. */
async function objectTo(store: Store, of: Of, quarter: string, today: string): Promise<void> {
  const office = { kind: 'member', id: 'demo:qinghe:member:cheng', name: '程立', unitId: of.unitId } as const
  const atOffice = () => ctxAs({ ...office, roles: ['unit_office'] }, today)
  const board = { ...of, quarter }
  await made(store, closePeriod, board, atOffice())
  const settings = { objectionWorkingDays: 5, publicUntilOn: addDays(today, 365) }
  await made(store, publish, { ...board, ...settings }, administrator(today))
  const about = { ...board, revision: 1, entryId: null, aboutOn: null, itemCode: null }
  const came = { channel: 'phone', receivedOn: today, objectorName: '', objectorContact: '' } as const
  const asked = { ...about, mandateId: null, kind: 'other', text: '代表之家门口没有张贴公示榜' } as const
  await made(store, registerObjection, { ...asked, ...came }, atOffice())
  const answer = '当日上午已在代表之家和社区公告栏张贴，附照片'
  const decision = { outcome: 'dismissed', answer, publicAnswer: '公示榜已在代表之家和社区公告栏张贴。' } as const
  await made(store, decide, { ...board, number: 1, ...decision }, commission(today))
  const [mandateId] = (await mandatesOf(store, of)) as [string]
  const deputy = ctxAs({ kind: 'deputy', id: 'demo:qinghe:member:other', personId: mandateId, name: '𠮷野禾' }, today)
  const missing = { ...about, mandateId, kind: 'missing', itemCode: 'voter-reception' } as const
  const aboutOn = addDays(quarterDays(quarter).firstOn, 52)
  const text = '当天在代表之家接待选民，登记簿第12页有记录，榜上没有计入'
  await made(store, object, { ...missing, aboutOn, text }, deputy)
}

/** The deputies of one street are looking at their own points, and one of them has found something. */
async function checkOneself(store: Store, of: Of, quarter: string, today: string, personId: string): Promise<void> {
  await made(store, setBoardSettings, { selfCheckWorkingDays: 5 }, administrator(today))
  await made(store, openSelfCheck, { ...of, quarter }, commission(today))
  const occurredOn = addDays(quarterDays(quarter).firstOn, 45)
  const missing = { kind: 'missing', entryId: null, occurredOn, itemCode: 'voter-reception', note: '' } as const
  const note = '当天在代表之家接待选民3人次，登记簿第9页'
  await made(store, file, { ...of, quarter, mandateId: personId, ...missing, note }, deputy(personId, today))
}
