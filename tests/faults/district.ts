import { cancel, confirm, hold, report, sendBack } from '@jiceng/core/activity/commands'
import * as assessment from '@jiceng/core/assessment/commands'
import { closePeriod, publish, withdraw as withdrawBoard } from '@jiceng/core/board/commands'
import { publishWorkCalendar } from '@jiceng/core/calendar/commands'
import { publishedCalendars } from '@jiceng/core/calendar/published'
import * as circular from '@jiceng/core/circular/commands'
import * as dutyCase from '@jiceng/core/duty-case/commands'
import * as group from '@jiceng/core/deputy-group/commands'
import { actorKey, type Actor } from '@jiceng/core/kernel/actor'
import * as leave from '@jiceng/core/leave/commands'
import * as mandate from '@jiceng/core/mandate/commands'
import { begin, drawDistrict, establish, openDistrict } from '@jiceng/core/people/commands'
import type { Level, UnitKind } from '@jiceng/core/people/schema'
import * as objection from '@jiceng/core/objection/commands'
import * as place from '@jiceng/core/place/commands'
import { publishRuleSet, record, reverse } from '@jiceng/core/points/commands'
import { presetRuleSet } from '@jiceng/core/points/preset'
import { NO_FLOOR } from '@jiceng/core/points/schema'
import * as proposal from '@jiceng/core/proposal/commands'
import { recordVoters, withdraw as withdrawReception } from '@jiceng/core/reception/commands'
import * as recipient from '@jiceng/core/recipient/commands'
import { recordLate, reverseLate } from '@jiceng/core/revision/commands'
import * as selfCheck from '@jiceng/core/self-check/commands'
import { testWorld } from '@jiceng/core/testing'
import { announceUpload, storedUpload } from '@jiceng/core/upload/queries'
import { endpoints } from './endpoints.ts'
import { erasing } from './erasing.ts'
import { imports } from './imports.ts'
import { lastYear } from './last-year.ts'
import { inSession } from './opinions.ts'
import { terms } from './terms.ts'
import { DISTRICT, TERM, TODAY, type Builder } from './world.ts'

// A district late in October: the third quarter of 北桥 is over and open, the second closed, the first published and told.

const people = testWorld()
const { administrator, commission, system } = people
const colleague = { ...commission, id: 'colleague', name: '秦岚' } as const satisfies Actor
const worker = { ...commission, id: 'worker', name: '刘畅', roles: ['working_body'] } as const satisfies Actor

/** A database that has its identity and nothing else. */
export function buildNothing({ can }: Builder): Promise<void> {
  can(openDistrict, { id: DISTRICT, name: '青禾区', areaCode: '500199' }, system)
  return Promise.resolve()
}

/** A database of the pool that nobody has taken. */
export function buildUnclaimed({ database }: Builder): Promise<void> {
  database.exec('delete from identity')
  return Promise.resolve()
}

/** Everything a district can do, in an order in which each builds on the one before. */
export async function buildDistrict(to: Builder): Promise<void> {
  await openAndRule(to)
  const places = await units(to)
  const deputies = await seated(to, places)
  await duty(to, places, deputies)
  await lastYear(to, [places.north, places.town, places.third], deputies.ding)
  await away(to, places, deputies)
  await boards(to, places, deputies)
  await receiving(to, places, deputies)
  await telling(to, places, deputies)
  await groups(to, places, deputies)
  await terms(to, places.town)
  await inSession(to, places.town, deputies.ding)
  await cases(to, places, deputies)
  await imports(to)
  await erasing(to, { ...places.north, electoralDistrictId: places.districts.spare })
}

async function openAndRule({ must, can }: Builder): Promise<void> {
  const preset = presetRuleSet('2025Q1')
  await must(openDistrict, { id: DISTRICT, name: '青禾区', areaCode: '500199' }, system)
  await must(publishRuleSet, preset, system)
  for (const { year, holidays, workdays } of publishedCalendars) {
    await must(publishWorkCalendar, { year, holidays: [...holidays], workdays: [...workdays] }, system)
  }
  await must(selfCheck.setBoardSettings, { selfCheckWorkingDays: 0 }, administrator)
  can(selfCheck.setBoardSettings, { selfCheckWorkingDays: 5 }, administrator)
  const grades = [
    { name: '优秀', fromHundredths: 6000 },
    { name: '合格', fromHundredths: NO_FLOOR },
  ]
  can(publishRuleSet, { ...preset, version: 2, fromQuarter: '2027Q1', grades, reason: '新的年度' }, administrator)
  can(publishWorkCalendar, { year: '2031', holidays: ['2031-10-01'], workdays: [] }, system)
}

type Places = Awaited<ReturnType<typeof units>>

async function units({ must, can }: Builder) {
  const unit = (kind: UnitKind, name: string) => must(establish, { kind, name }, administrator)
  const north = { unitId: await unit('street', '北桥街道'), level: 'district' as Level }
  const town = { unitId: await unit('town', '柳荫镇'), level: 'district' as Level }
  const third = { unitId: await unit('street', '文昌街道'), level: 'district' as Level }
  const empty = await unit('street', '松涛街道')
  const retired = await unit('street', '旧城街道')
  await must(place.retireUnit, { unitId: retired }, administrator)
  const drawn = (of: typeof north, name: string) => must(drawDistrict, { ...of, name, seats: 3 }, administrator)
  const districts = {
    ...{ first: await drawn(north, '第1选区'), second: await drawn(north, '第2选区') },
    ...{ spare: await drawn(north, '第3选区'), empty: await drawn(north, '第8选区') },
    old: await drawn(north, '第9选区'),
    ...{ town: await drawn(town, '镇第1选区'), third: await drawn(third, '文昌第1选区') },
    township: await drawn({ ...town, level: 'township' }, '镇第1选区'),
  }
  await must(place.retireDistrict, { ...north, electoralDistrictId: districts.old }, administrator)
  can(establish, { kind: 'street', name: '新街道' }, administrator)
  can(drawDistrict, { ...north, name: '第4选区', seats: 2 }, administrator)
  can(place.renameUnit, { unitId: north.unitId, name: '北桥新街道' }, administrator)
  can(place.retireUnit, { unitId: empty }, administrator)
  can(place.restoreUnit, { unitId: retired }, administrator)
  can(place.renameDistrict, { ...north, electoralDistrictId: districts.first, name: '第一选区' }, administrator)
  can(place.retireDistrict, { ...north, electoralDistrictId: districts.empty }, administrator)
  can(place.restoreDistrict, { ...north, electoralDistrictId: districts.old }, administrator)
  return { north, town, third, empty, districts, office: people.office(north.unitId) }
}

type Deputies = Awaited<ReturnType<typeof seated>>

async function seated({ must, can }: Builder, { north, town, third, districts }: Places) {
  const seat = (of: typeof north, electoralDistrictId: string, name: string) =>
    must(begin, { ...of, ...TERM, electoralDistrictId, name }, administrator)
  const of = {
    ...{ chen: await seat(north, districts.first, '陈静'), ding: await seat(north, districts.first, '丁文博') },
    ...{ ma: await seat(north, districts.second, '马晓岚'), wang: await seat(north, districts.second, '王素梅') },
    ...{ leaving: await seat(north, districts.second, '𠮷野禾'), left: await seat(north, districts.first, '邓一鸣') },
    ...{ town: await seat(town, districts.town, '苏兰'), third: await seat(third, districts.third, '韩青') },
    moved: await seat(third, districts.third, '罗云'),
  }
  const move = { mandateId: of.moved, ...third, toUnitId: town.unitId, fromOn: '2026-10-12', reason: '工作变动' }
  await must(mandate.transfer, move, administrator)
  const ended = {
    mandateId: of.left,
    ...north,
    ending: 'resignation',
    decision: '区人大常委会公告〔2026〕3号',
  } as const
  await must(mandate.endMandateEarly, { ...ended, endOn: '2026-10-12' }, administrator)
  can(begin, { ...north, ...TERM, electoralDistrictId: districts.spare, name: '何田田' }, administrator)
  can(
    begin,
    { ...town, ...TERM, level: 'township', electoralDistrictId: districts.township, name: '苏兰', personId: of.town },
    administrator,
    'a second mandate'
  )
  can(mandate.endMandateEarly, { ...ended, mandateId: of.leaving, endOn: '2026-10-19' }, administrator)
  const { mandateId, ...back } = { mandateId: of.left, ...north, endedOn: '2026-10-12', reason: '登记有误' }
  can(mandate.reinstate, { mandateId, ...back }, administrator)
  can(
    mandate.transfer,
    { mandateId: of.wang, ...north, toUnitId: third.unitId, fromOn: '2026-10-19', reason: '居住地变动' },
    administrator
  )
  const exempted = { year: '2026', ground: 'illness', reason: '长期病休' } as const
  await must(assessment.exempt, { ...exempted, mandateId: of.ding }, administrator)
  can(assessment.exempt, { ...exempted, mandateId: of.chen }, administrator)
  can(assessment.include, { mandateId: of.ding, year: '2026', reason: '登记有误' }, administrator)
  const returned = { mandateId: of.moved, unitId: town.unitId, level: town.level, fromUnitId: third.unitId }
  can(mandate.takeBackTransfer, { ...returned, fromOn: '2026-10-12', reason: '登记有误' }, administrator)
  return of
}

async function duty({ must, can }: Builder, { north, town, office }: Places, { chen, ding, ma, town: su }: Deputies) {
  const entry = (mandateId: string, occurredOn: string, of = north) => ({
    ...{ ...of, mandateId, itemCode: 'inspection', occurredOn, note: '加装电梯视察' },
  })
  for (const on of ['2026-02-11', '2026-05-12', '2026-09-16']) {
    for (const one of [chen, ding]) await must(record, entry(one, on), office)
  }
  const wrong = { ...north, mandateId: ma, occurredOn: '2026-09-17', reason: '重复登记' }
  const entryId = `${await must(record, entry(ma, '2026-09-17'), office)}/0`
  can(record, entry(chen, '2026-09-20'), office)
  can(record, entry(chen, '2026-10-14'), commission, 'in the running quarter')
  can(reverse, { ...wrong, entryId }, office)

  const held = (of: typeof north, title: string, mandateId: string) => ({
    ...{ ...of, title, itemCode: 'survey', occurredOn: '2026-09-10' },
    attendance: [{ mandateId, presence: 'present' as const }],
  })
  const done = await must(hold, held(north, '小组学习', chen), office)
  const reported = await must(report, held(town, '重点项目视察', su), worker)
  const decided = { activityId: reported, unitId: town.unitId, level: town.level }
  can(hold, held(north, '小组走访', ding), office)
  can(report, held(north, '执法检查', ma), worker)
  can(confirm, { ...held(town, '重点项目视察', su), activityId: reported }, administrator)
  can(sendBack, { ...decided, occurredOn: '2026-09-10', reason: '不属本街镇' }, administrator)
  const undone = { activityId: done, ...north, occurredOn: '2026-09-10', reason: '活动取消', mandateIds: [chen] }
  can(cancel, undone, office)
}

/** One request waits, of a deputy who may still take it back. */
async function away({ must, can }: Builder, { office }: Places, { chen, ding }: Deputies): Promise<void> {
  const deputy = (personId: string) => ({ kind: 'deputy', id: personId, name: '代表', personId }) as const
  const days = { fromOn: '2026-11-02', untilOn: '2026-11-04', reason: '住院' }
  const asked = { mandateId: ding, leaveId: await must(leave.request, { mandateId: ding, ...days }, deputy(ding)) }
  can(leave.request, { mandateId: chen, ...days }, deputy(chen))
  can(leave.request, { mandateId: chen, ...days, fromOn: '2026-10-12' }, office, 'on a deputy’s word')
  can(leave.answer, { ...asked, outcome: 'refused', answer: '当日有专题审议' }, office)
  can(leave.withdraw, asked, deputy(ding))
}

const PUBLIC_UNTIL = { objectionWorkingDays: 5, publicUntilOn: '2027-10-20' }

async function boards({ must, can }: Builder, places: Places, { chen, town: su, ding }: Deputies): Promise<void> {
  const { north, town, third, office } = places
  const late = { ...north, mandateId: chen, itemCode: 'inspection', occurredOn: '2026-05-20', reason: '漏登' }
  const of = (quarter: string) => ({ ...north, quarter })
  const [first, second, last] = [of('2026Q1'), of('2026Q2'), of('2026Q3')]
  await must(closePeriod, first, office)
  await must(publish, { ...first, ...PUBLIC_UNTIL }, commission)
  await must(closePeriod, second, office)
  await must(selfCheck.setBoardSettings, { selfCheckWorkingDays: 4 }, administrator)
  await must(selfCheck.openSelfCheck, last, office, '2026-10-08')
  can(closePeriod, last, office)
  can(publish, { ...second, ...PUBLIC_UNTIL }, commission)
  can(recordLate, late, commission)
  const withdrawn = { ...first, revision: 1, reason: '名单有误', approverName: '何敏', approverOffice: '代表工委' }
  can(withdrawBoard, withdrawn, colleague)

  await objections({ must, can }, first, office, { chen, ding })
  const open = { ...town, quarter: '2026Q3' }
  await must(selfCheck.openSelfCheck, open, administrator, '2026-10-16')
  const deputy = { kind: 'deputy', id: 'su', name: '苏兰', personId: su } as const satisfies Actor
  const missing = { ...open, mandateId: su, kind: 'missing', entryId: null, occurredOn: '2026-09-10' } as const
  const reportId = await must(selfCheck.file, { ...missing, itemCode: 'inspection', note: '漏登一次' }, deputy)
  can(selfCheck.openSelfCheck, { ...third, quarter: '2026Q3' }, commission)
  can(selfCheck.file, { ...missing, occurredOn: '2026-09-11', itemCode: 'inspection', note: '又漏一次' }, deputy)
  const answered = { ...open, reportId, mandateId: su }
  can(selfCheck.answer, { ...answered, outcome: 'refused', answer: '已核对，不属实' }, commission)
  can(selfCheck.withdraw, answered, deputy)
  const entryId = `${await must(recordLate, { ...late, mandateId: ding, occurredOn: '2026-02-20' }, commission)}/0`
  can(reverseLate, { entryId, ...north, mandateId: ding, occurredOn: '2026-02-20', reason: '登记有误' }, commission)
}

/** The commission published the board and an office closed it: a colleague decides. */
async function objections(
  { must, can }: Pick<Builder, 'must' | 'can'>,
  board: Places['north'] & { quarter: string },
  office: Actor,
  { chen, ding }: Pick<Deputies, 'chen' | 'ding'>
): Promise<void> {
  const deputyOf = (personId: string, name: string) => ({ kind: 'deputy', id: name, name, personId }) as const
  const about = { ...board, revision: 1, kind: 'wrong', entryId: null, aboutOn: null, itemCode: null } as const
  const came = { channel: 'letter', receivedOn: TODAY, objectorName: '周立', objectorContact: '' } as const
  const whole = { ...about, mandateId: null, text: '名单不全' }
  await must(objection.file, { ...about, mandateId: ding, text: '这次视察没有举行' }, deputyOf(chen, '陈静'))
  await must(objection.register, { ...whole, ...came }, office)
  can(objection.file, { ...about, mandateId: chen, text: '登记重复' }, deputyOf(ding, '丁文博'))
  can(objection.register, { ...whole, ...came, text: '没有贴出' }, office)
  can(objection.withdraw, { ...board, number: 2, reason: '来信人撤回' }, office)
  can(objection.withdraw, { ...board, number: 1, reason: '' }, deputyOf(chen, '陈静'), 'by the deputy')
  const answers = { answer: '经核对无误', publicAnswer: '登记无误' }
  can(objection.decide, { ...board, number: 1, outcome: 'dismissed', ...answers }, colleague)
}

/** Receptions, and what they give: in the running quarter, in the one that is to be closed and in one that is. */
async function receiving({ must, can }: Builder, { north, office }: Places, { chen, ding, ma }: Deputies) {
  const reception = { ...north, occurredOn: '2026-10-13', place: '代表之家', mandateIds: [chen, ding], voterCount: 5 }
  const receptionId = await must(recordVoters, reception, office)
  const { mandateIds: _, place: __, voterCount: ___, ...on } = reception
  can(recordVoters, { ...reception, raised: '停车难' }, office)
  can(withdrawReception, { ...on, receptionId, reason: '登错日期' }, office)

  const gives = { ...on, itemCode: 'voter-reception', note: '接待选民5人次' }
  const made = async (source: string, mandateIds: string[], occurredOn = on.occurredOn) => {
    const commandId = await must(proposal.make, { ...gives, source, mandateIds, occurredOn }, system)
    return mandateIds.map((mandateId, n) => ({ proposalId: `${commandId}/${n}`, mandateId }))
  }
  const running = { ...north, quarter: '2026Q4' }
  const waiting = [...(await made('reception/1', [chen, ding])), ...(await made('reception/2', [ma]))]
  can(proposal.confirm, { ...running, proposals: waiting }, office)
  const proposalIds = waiting.map(({ proposalId }) => proposalId)
  can(proposal.decline, { ...running, proposalIds, reason: '重复' }, office)
  const [standing] = await made('reception/3', [chen, ding])
  await must(proposal.confirm, { ...running, proposals: [standing!] }, office)
  const takenBack = { ...on, note: '接待登记已撤回' }
  can(proposal.takeBack, { ...takenBack, source: 'reception/3' }, system)
  can(proposal.takeBack, { ...takenBack, source: 'reception/1' }, system, 'before a decision')
  can(proposal.make, { ...gives, source: 'reception/4', mandateIds: [chen], occurredOn: '2026-09-22' }, system)
  await must(proposal.confirm, { ...running, proposals: await made('reception/6', [ma]) }, office)
  await must(proposal.takeBack, { ...takenBack, source: 'reception/6' }, system)
  can(proposal.make, { ...gives, source: 'reception/6', mandateIds: [ma] }, system, 'of a source that stands again')
  const late = { ...north, quarter: '2026Q2', proposals: await made('reception/5', [ding], '2026-05-20') }
  can(proposal.confirmLate, { ...late, reason: '登记簿迟交' }, commission)
}

async function telling(to: Builder, places: Places, { chen, ding, ma }: Deputies): Promise<void> {
  const { must, can, store } = to
  const { north, office, districts } = places
  const board = { ...north, quarter: '2026Q1' }
  const registered = (name: string) => must(recipient.register, { kind: 'employer', name }, administrator)
  const [school, mill] = [await registered('青禾区第一中学'), await registered('青禾纺织厂')]
  for (const mandateId of [chen, ding]) {
    await must(recipient.attach, { ...north, recipientId: school, mandateId }, administrator)
  }
  can(recipient.register, { kind: 'employer', name: '青禾区中医院' }, administrator)
  can(recipient.attach, { ...north, recipientId: mill, mandateId: ma }, administrator)
  can(recipient.detach, { ...north, recipientId: school, mandateId: ding }, administrator)
  const contact = { recipientId: school, address: '青禾区学府路1号', person: '周老师', phone: '023-00000000' }
  can(recipient.setContact, contact, administrator)
  await endpoints(to, school, mill)

  const content = {
    ...{ revision: 1, recipientIds: [school], electoralDistrictIds: [districts.first] },
    ...{ title: '关于第一季度代表履职情况的通报', reason: '便于单位保障代表执行职务的时间' },
    basis: '《代表法》第四十条、第五十八条',
  }
  const propose = (title: string) => must(circular.propose, { ...board, ...content, title }, office)
  const told = { ...board, circularId: await propose('第一次通报') }
  await must(circular.approve, { ...told, edition: 1, recipientIds: [school] }, colleague)
  const waiting = { ...board, circularId: await propose('第二次通报') }
  can(circular.propose, { ...board, ...content, title: '第三次通报' }, office)
  can(circular.revise, { ...waiting, ...content, title: '第二次通报（修改）' }, office)
  can(circular.drop, waiting, office)
  can(circular.reject, { ...waiting, reason: '理由不足' }, colleague)
  can(circular.approve, { ...waiting, edition: 1, recipientIds: [school] }, colleague)

  const notice = { noticeId: `${told.circularId}:${school}` }
  const holder = { kind: 'recipient', id: notice.noticeId, name: '青禾区第一中学' } as const satisfies Actor
  can(circular.markDelivered, notice, system)
  can(circular.markUndelivered, notice, system)
  can(circular.postLetter, { ...notice, postedOn: TODAY }, office)
  can(circular.renewLink, notice, office)
  can(circular.revokeLink, notice, office)
  can(circular.reply, { ...notice, generation: 1, kind: 'acknowledged', note: '' }, holder)

  const posting = { circularId: told.circularId, electoralDistrictId: districts.first }
  const at = { by: actorKey(office), at: `${TODAY}T01:00:00.000Z` }
  for (const [fileId, hash] of [
    ['photo-1', 'a'.repeat(64)],
    ['photo-2', 'b'.repeat(64)],
  ] as const) {
    const file = { id: fileId, hash, mediaType: 'image/jpeg', byteCount: 1000 } as const
    await store.write([...announceUpload(file, { ...at, commandId: fileId }), storedUpload(fileId)])
  }
  const hangs = { ...posting, postedOn: TODAY, place: '社区公告栏' }
  await must(circular.provePost, { ...hangs, fileId: 'photo-1' }, office)
  can(circular.provePost, { ...hangs, place: '代表之家', fileId: 'photo-2' }, office)
  can(circular.retractPost, { ...posting, reason: '照片拍错了选区' }, office)
}

async function groups({ must, can }: Builder, { north, office }: Places, { chen, ding, ma }: Deputies) {
  const groupId = await must(group.form, { ...north, name: '第一代表小组' }, office)
  const of = { ...north, groupId }
  await must(group.change, { ...of, joining: [chen, ding], leaving: [] }, office)
  can(group.form, { ...north, name: '第二代表小组' }, office)
  can(group.rename, { ...of, name: '老街代表小组' }, office)
  can(group.change, { ...of, joining: [ma], leaving: [ding] }, office)
  can(group.appoint, { ...of, mandateId: chen }, office)
  can(group.dissolve, of, office)
}

/** One case at every step, each about another deputy; the electors were told in September. */
async function cases(
  { must, can }: Builder,
  places: Places,
  { chen, ding, ma, wang, leaving, town: su, third }: Deputies
) {
  const { north, office, districts } = places
  const board = { ...north, quarter: '2026Q1' }
  const electoralDistrictIds = [districts.first, districts.second]
  const text = { title: '年度通报', reason: '向选民通报履职情况', basis: '《代表法》第五十八条' }
  const content = { ...board, revision: 1, recipientIds: [], electoralDistrictIds, ...text }
  const circularId = await must(circular.propose, content, office, '2026-09-10')
  await must(circular.approve, { ...board, circularId, edition: 1, recipientIds: [] }, colleague, '2026-09-10')

  const about = { ground: 'other', period: '2026Q2', reason: '没有参加小组活动' } as const
  const talk = {
    ...{ heldOn: '2026-09-09', place: '代表之家', interviewers: ['何敏', '秦岚'], record: '谈了履职情况' },
    signature: 'signed' as const,
  }
  const on = (mandateId: string, caseId: string) => ({ mandateId, caseId })
  const goals = { goals: '参加两次小组活动', untilOn: '2026-10-12' }
  const reached = async (mandateId: string, steps: number) => {
    const it = on(mandateId, await must(dutyCase.open, { mandateId, ...about }, commission, '2026-09-08'))
    if (steps > 0) await must(dutyCase.interview, { ...it, ...talk }, commission, '2026-09-09')
    if (steps > 1) await must(dutyCase.inform, { ...it, circularId }, commission, '2026-09-11')
    if (steps > 2) await must(dutyCase.observe, { ...it, ...goals }, commission, '2026-09-11')
    const advice = { ...it, advisedOn: '2026-10-13', record: '建议考虑辞职' }
    if (steps > 3) await must(dutyCase.advise, advice, commission, '2026-10-13')
    const resignation = { ...it, receivedOn: '2026-10-15', documentNumber: '辞职书第1号' }
    if (steps > 4) await must(dutyCase.receive, resignation, commission, '2026-10-15')
    return it
  }
  can(dutyCase.open, { mandateId: third, ...about }, commission)
  can(dutyCase.interview, { ...(await reached(su, 0)), ...talk, heldOn: TODAY }, commission)
  const told = await reached(chen, 1)
  can(dutyCase.inform, { ...told, circularId }, commission)
  can(dutyCase.drop, { ...told, ground: 'answered', reason: '已说明情况' }, administrator)
  can(dutyCase.observe, { ...(await reached(ding, 2)), goals: goals.goals, untilOn: '2026-12-01' }, commission)
  const observed = await reached(ma, 3)
  can(dutyCase.close, { ...observed, reason: '已参加两次小组活动' }, commission)
  can(dutyCase.advise, { ...observed, advisedOn: TODAY, record: '建议考虑辞职' }, commission)
  can(dutyCase.receive, { ...(await reached(wang, 4)), receivedOn: TODAY, documentNumber: '辞职书第2号' }, commission)
  const decision = { decision: '区人大常委会公告〔2026〕4号', memberCount: 25, voteCount: 20 }
  const accepted = { ...north, body: 'standing_committee', decidedOn: '2026-10-19', ...decision } as const
  can(dutyCase.accept, { ...(await reached(leaving, 5)), ...accepted }, commission)
}
