import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// The year of sessions: the district's matrix, a township's sessions called, moved, called off and held, and the members
// by whom quorums are counted.

const PHONE = { width: 360, height: 740 }
const local = new Date(Date.now() + 8 * 3_600_000)
const year = local.getUTCFullYear()
const dayAfter = (days: number) => new Date(local.getTime() + days * 86_400_000).toISOString().slice(0, 10)

async function openTown(page: Page, name: string) {
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} 人民代表大会`)
}

type Called = { kind: string; firstOn: string; calledOn?: string; proposers?: string; ordinal?: string }

async function call(page: Page, { kind, firstOn, calledOn, proposers, ordinal }: Called) {
  await page.getByRole('link', { name: '召集会议' }).click()
  await page.getByLabel('会议类型').selectOption({ label: kind })
  if (ordinal !== undefined) await page.getByLabel('第几次会议').fill(ordinal)
  if (calledOn !== undefined) await page.getByLabel('通知日期').fill(calledOn)
  await page.getByLabel('开始日期').fill(firstOn)
  await page.getByLabel('会议地点').fill('镇政府礼堂（演示）')
  if (proposers !== undefined) await page.getByLabel(/提议的代表人数/).fill(proposers)
  await page.getByRole('button', { name: '召集会议' }).click()
}

test('the district sees every township’s year, saves it as a file, and says how a township meets', async ({ page }) => {
  await signIn(page)
  await page.getByRole('link', { name: '会议安排' }).click()
  await expect(page.getByRole('row', { name: /龙潭镇/ })).toContainText('季会制')
  await expectAccessible(page)
  await expectExported(page)
  await page.getByRole('checkbox', { name: /石莲乡/ }).check()
  await page.getByLabel('会议制度').selectOption({ label: '季会制' })
  await page.getByRole('button', { name: '设定会议制度' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await expect(page.getByRole('row', { name: /石莲乡/ })).toContainText('季会制')
  await page.getByRole('button', { name: '设定会议制度' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('link', { name: '街道人大工委' }).click()
  await expect(page.getByRole('row', { name: /北桥街道/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /龙潭镇/ })).toHaveCount(0)
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

test('a session is called in time, moved and called off; deputies who propose one are a fifth', async ({ page }) => {
  await signIn(page)
  await openTown(page, '大有镇')
  await call(page, { kind: '季度会议', firstOn: dayAfter(3), ordinal: '31' })
  await expect(page.getByRole('alert')).toContainText('须在会前10日通知')
  await expect(page.getByText('3 < 10')).toBeVisible()
  await expectAccessible(page)
  await openTown(page, '大有镇')
  await call(page, { kind: '临时会议', firstOn: dayAfter(3), ordinal: '31', proposers: '5' })
  await expect(page.getByRole('alert')).toContainText('须五分之一以上代表提议')
  await page.getByLabel(/提议的代表人数/).fill('40')
  await page.getByRole('button', { name: '召集会议' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('大有镇第十九届人民代表大会第三十一次会议')
  await expect(page.getByText('已通知')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('开始日期').fill(dayAfter(9))
  await page.getByLabel('结束日期').fill(dayAfter(9))
  await page.getByLabel('改期原因').fill('场地检修（演示）')
  await page.getByRole('button', { name: '改期' }).click()
  await expect(page.getByText('已改期')).toBeVisible()
  // Why it moved stands beside its days, and in its history.
  await expect(page.getByText('场地检修（演示）')).toHaveCount(2)
  await page.getByLabel('取消原因').fill('并入季度会议（演示）')
  await page.getByRole('button', { name: '取消会议' }).click()
  await expect(page.getByText('会议改期', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('并入季度会议（演示）')).toBeVisible()
  await expect(page.getByRole('button', { name: '取消会议' })).toHaveCount(0)
})

test('a session that was held on paper is written down, with a quorum only', async ({ page }) => {
  await signIn(page)
  await openTown(page, '龙潭镇')
  await call(page, { kind: '临时会议', calledOn: dayAfter(-6), firstOn: dayAfter(-2), ordinal: '31' })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('第三十一次会议')
  await page.getByLabel('出席人数').fill('10')
  await page.getByRole('button', { name: '登记召开', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('不足法定人数')
  await expect(page.getByText('《地方组织法》第十四条').first()).toBeVisible()
  await page.getByLabel('出席人数').fill('80')
  await page.getByRole('button', { name: '登记召开', exact: true }).click()
  await expect(page.getByText('已登记召开')).toBeVisible()
  await page.getByRole('button', { name: '撤销召开登记' }).click()
  await expect(page.getByText('已撤销召开登记')).toBeVisible()
  await page.getByLabel('出席人数').fill('81')
  await page.getByRole('button', { name: '登记召开', exact: true }).click()
  await expect(page.getByText('已登记召开')).toBeVisible()
  await page.getByRole('link', { name: '龙潭镇 人民代表大会' }).click()
  await expect(page.getByRole('row', { name: /第三十一次会议/ })).toContainText('已召开')
  await expectExported(page)
})

test('members are entered by their names, end, and are taken back where it was a mistake', async ({ page }) => {
  await signIn(page)
  await openTown(page, '鸣玉镇')
  await page.getByRole('link', { name: '人大主席团' }).click()
  await expect(page).toHaveURL(/presidium/)
  await page.getByRole('link', { name: '组成人员' }).click()
  await expect(page.getByText('9名')).toBeVisible()
  await expectExported(page)
  const last = page.getByRole('row').last()
  const name = (await last.getByRole('link').first().innerText()).trim()
  await last.getByRole('link', { name: '不再担任' }).click()
  await expect(page.getByRole('heading', { name: `不再担任：${name}` })).toBeVisible()
  await page.getByLabel('最后一天').fill(dayAfter(-1))
  await page.getByRole('button', { name: '不再担任' }).click()
  await expect(page.getByText('已登记最后一天')).toBeVisible()
  await expect(page.getByText('8名')).toBeVisible()
  const next = page.getByRole('row').last()
  const nextName = (await next.getByRole('link').first().innerText()).trim()
  const taken = next.getByRole('link', { name: '不再担任' })
  const address = (await taken.getAttribute('href'))!
  await taken.click()
  // A namesake's heading says the same.
  await page.waitForURL((url) => `${url.pathname}${url.search}${url.hash}` === address)
  await expect(page.getByRole('heading', { name: `不再担任：${nextName}` })).toBeVisible()
  await page.getByRole('button', { name: '撤销登记' }).click()
  await expect(page.getByText('已撤销登记')).toBeVisible()
  await expect(page.getByText('7名')).toBeVisible()
  await page.getByLabel('姓名').fill('查无此人')
  await page.getByRole('button', { name: '登记组成人员' }).click()
  await expect(page.getByRole('alert')).toContainText('不是当日在任的代表')
  await expectAccessible(page)
})

test('an agenda begins with the usual one, its papers are followed, and once adopted it changes by a decision', async ({
  page,
}) => {
  await signIn(page)
  await openTown(page, '兴隆镇')
  await call(page, { kind: '年中会议', firstOn: dayAfter(14), ordinal: '31' })
  await expect(page.getByText('年中会议一般在七、八月召开').first()).toBeVisible()
  await page.getByRole('link', { name: '议程', exact: true }).click()
  await page.getByRole('button', { name: '按常用议程开始' }).click()
  await expect(page.getByRole('row', { name: /政府半年工作报告/ })).toBeVisible()
  await expectAccessible(page)
  await expectExported(page)

  await page.getByRole('link', { name: '预算调整' }).click()
  await page.getByRole('button', { name: '登记送达' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await expect(page.getByRole('row', { name: /预算调整/ })).toContainText('已送达')
  const opened = page.locator('#item')
  await opened.getByLabel('调整顺序').selectOption({ label: '第1项' })
  await opened.getByRole('button', { name: '调整顺序' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('预算调整')
  await expectAccessible(page)

  await page.getByRole('button', { name: '通过议程' }).click()
  await expect(page.getByText(/日通过/).first()).toBeVisible()
  const adding = page.getByRole('complementary')
  await adding.getByLabel('类型').selectOption({ label: '其他事项' })
  await adding.getByLabel('议题名称').fill('讨论事项（演示）')
  await adding.getByRole('button', { name: '增加议题' }).click()
  await expect(page.getByRole('alert')).toContainText('变更须写明由谁决定')
  await adding.getByLabel('由谁决定').fill('主席团第二次会议决定（演示）')
  await adding.getByRole('button', { name: '增加议题' }).click()
  await expect(page.getByRole('row', { name: /讨论事项（演示）/ })).toBeVisible()
  await expect(page.getByText(/主席团第二次会议决定（演示）/).first()).toBeVisible()
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

test('a township’s year: four quarterly sessions and an extraordinary one; each quarter counts once', async ({
  page,
}) => {
  await signIn(page)
  const last = year - 1
  const sessions = [
    { kind: '年初例会', firstOn: `${last}-01-20`, calledOn: `${last}-01-05` },
    { kind: '季度会议', firstOn: `${last}-05-20`, calledOn: `${last}-05-05` },
    { kind: '季度会议', firstOn: `${last}-08-20`, calledOn: `${last}-08-05` },
    { kind: '临时会议', firstOn: `${last}-09-25`, calledOn: `${last}-09-24`, proposers: '40' },
    { kind: '季度会议', firstOn: `${last}-11-20`, calledOn: `${last}-11-05` },
  ]
  const first = (last - 2022) * 4
  for (const [n, session] of sessions.entries()) {
    await openTown(page, '冷水镇')
    await call(page, { ...session, ordinal: String(first + n) })
    await page.getByLabel('出席人数').fill('90')
    await page.getByRole('button', { name: '登记召开', exact: true }).click()
    await expect(page.getByText('已登记召开')).toBeVisible()
  }
  await page.goto(`/qinghe/calendar/congress/${last}`)
  const row = page.getByRole('row', { name: /冷水镇/ })
  await expect(row.getByText('已召开')).toHaveCount(4)
  await expect(row.getByText('临时会议')).toHaveCount(1)
  await expect(row.getByText(/逾期|应召开/)).toHaveCount(0)
  // Nobody could write down here what another one held then: it is not told to be overdue.
  const other = page.getByRole('row', { name: /河图镇/ })
  await expect(other.getByText('未用本系统记录').first()).toBeVisible()
  await expect(other.getByText('逾期')).toHaveCount(0)
  await expectAccessible(page)
  await row.getByRole('link', { name: '冷水镇', exact: true }).click()
  await expect(page.getByRole('row', { name: /第.*次会议/ })).toHaveCount(5)
})
