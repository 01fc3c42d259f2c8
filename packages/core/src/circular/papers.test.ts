import { expect, test } from 'vitest'
import { ask } from '../kernel/command.ts'
import { proposedCircular } from '../testing-circular.ts'
import { approve, markDelivered } from './commands.ts'
import { papersOf } from './papers.ts'
import { circularRecord } from './queries.ts'

const sender = { districtName: '青禾区', boardUrl: 'https://jiceng.example/qinghe/boards/u/district/2026Q3' }

/** The record as the door hands it over: each notice with its link. */
async function approvedRecord() {
  const world = await proposedCircular()
  await world.must(approve, world.approval, world.colleague)
  const record = async (link: string | null) => {
    const found = await ask(world.store, circularRecord, { circularId: world.circularId }, world.ctx(world.author))
    if (!found.ok) throw new Error(found.problem.code)
    const { recipients, ...circular } = found.value
    return {
      ...circular,
      recipients: recipients.map((one) => ({ ...one, notice: one.notice && { ...one.notice, link } })),
    }
  }
  return { ...world, record }
}

test('a letter says whom it is for, why, of whom, until when its link opens, and brings its receipt', async () => {
  const { record, recipientId } = await approvedRecord()
  const circular = await record('https://jiceng.example/notices/qinghe/token')
  const [letter] = papersOf(circular, sender, { kind: 'letters' })
  expect(letter).toMatchObject({
    id: recipientId,
    organ: '青禾区人民代表大会常务委员会',
    number: '〔2026〕　　号',
    title: '关于2026年第三季度代表履职情况的通报',
    to: '青禾区第一中学',
    deputies: [
      { name: '丁文博', electoralDistrict: '第1选区', quarter: '0', year: '0' },
      { name: '陈静', electoralDistrict: '第1选区', quarter: '0', year: '0' },
    ],
    signedOn: '2026年10月8日',
    address: { url: 'https://jiceng.example/notices/qinghe/token' },
    receipt: { choices: ['确认收到', '不是本单位人员', '不再接收'] },
  })
  expect(letter!.paragraphs).toEqual([
    '便于单位保障代表执行职务的时间。',
    `根据《代表法》第四十条、第五十八条，现将贵单位北桥街道区县级人大代表2026年第三季度履职积分情况函告如下，以公示榜第1版（校验码${circular.root.slice(0, 8)}）为准。`,
  ])
  expect(letter!.address!.text).toContain('2026年11月7日前有效')
  const [closed] = papersOf(await record(null), sender, { kind: 'letters' })
  expect(closed!.address).toBeNull()
})

test('a webhook that arrived needs no letter; one that was asked for is printed all the same', async () => {
  const { must, record, circularId, recipientId } = await approvedRecord()
  const pushed = async () => {
    const circular = await record(null)
    return {
      ...circular,
      recipients: circular.recipients.map((one) => ({ ...one, notice: { ...one.notice!, channel: 'webhook' } })),
    }
  }
  expect(papersOf(await pushed(), sender, { kind: 'letters' })).toEqual([])
  await must(markDelivered, { noticeId: `${circularId}:${recipientId}` }, { kind: 'system', id: 'outbox' })
  expect(papersOf(await pushed(), sender, { kind: 'letters', addresseeId: recipientId })).toHaveLength(1)
  expect(papersOf(await pushed(), sender, { kind: 'letters', addresseeId: 'another' })).toEqual([])
})

test('a 公告 names the board and its address, and says nothing of why the employers are told', async () => {
  const { record, seats } = await approvedRecord()
  const posters = papersOf(await record(null), sender, { kind: 'announcements', addresseeId: seats[0]! })
  expect(posters).toMatchObject([
    {
      title: '公　告',
      number: null,
      to: null,
      address: { url: sender.boardUrl },
      receipt: null,
      deputies: [{}, {}, {}],
    },
  ])
  expect(JSON.stringify(posters)).toContain('现将第1选区选出的北桥街道区县级人大代表')
  expect(JSON.stringify(posters)).not.toContain('保障代表执行职务')
})
