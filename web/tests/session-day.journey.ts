import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, signIn } from './actions.ts'

// One session from its call to its minutes: prepared at the desk, held from a phone in the hall, counted by two tellers.

const PHONE = { width: 360, height: 740 }
const DESK = { width: 1280, height: 800 }
const local = new Date(Date.now() + 8 * 3_600_000)
const year = local.getUTCFullYear()
const today = local.toISOString().slice(0, 10)
const QUESTION = '通过关于乡公交站点的决议'

const part = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '会议的各部分' }).getByRole('link', { name, exact: true }).click()

async function count(page: Page, [forIt, against, abstained]: readonly [number, number, number]) {
  await page.getByLabel('赞成').fill(String(forIt))
  await page.getByLabel('反对').fill(String(against))
  await page.getByLabel('弃权').fill(String(abstained))
  await page.getByLabel('废票').fill('0')
  await page.getByRole('button', { name: '报票' }).click()
}

test('a session is called, held, votes, and ends in its minutes', async ({ page, browser }) => {
  await page.setViewportSize(DESK)
  await signIn(page)
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name: '峰岩乡', exact: true }).click()
  await page.getByRole('link', { name: '召集会议' }).click()
  await page.getByLabel('会议类型').selectOption({ label: '临时会议' })
  await page.getByLabel('第几次会议').fill('31')
  await page.getByLabel('开始日期').fill(today)
  await page.getByLabel('会议地点').fill('乡政府礼堂（演示）')
  await page.getByLabel(/提议的代表人数/).fill('40')
  await page.getByRole('button', { name: '召集会议' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('峰岩乡')

  await part(page, '议程')
  const adding = page.getByRole('complementary')
  await adding.getByLabel('类型').selectOption({ label: '决议、决定草案' })
  await adding.getByLabel('议题名称').fill('乡公交站点决议草案（演示）')
  await adding.getByRole('button', { name: '增加议题' }).click()
  await expect(page.getByRole('row', { name: /乡公交站点决议草案/ })).toBeVisible()
  await page.getByRole('button', { name: '通过议程' }).click()
  await expect(page.getByText(/日通过/).first()).toBeVisible()

  await page.setViewportSize(PHONE)
  await part(page, '会场')
  await page.getByRole('button', { name: '开始签到' }).click()
  await expect(page.getByText('已开始签到')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: /选中所列未在场的/ }).check()
  // Two stay at home.
  for (const box of (await page.getByRole('row').getByRole('checkbox').all()).slice(0, 2)) await box.uncheck()
  await page.getByRole('button', { name: /为选中的\d+人签到/ }).click()
  await expect(page.getByText('已达法定人数')).toBeVisible()
  await page.getByRole('button', { name: '开会', exact: true }).click()
  await expect(page.getByText('已开会', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /进入/ }).click()
  await expect(page.getByRole('timer')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  const present = Number(await page.locator('[data-count=present]').innerText())

  await part(page, '表决')
  await page.getByLabel('付表决的事项').fill(QUESTION)
  await page.getByLabel('表决方式').selectOption({ label: '举手表决' })
  await page.getByRole('button', { name: '付表决' }).click()
  await page.getByRole('link', { name: QUESTION }).click()
  await count(page, [present - 3, 2, 1])
  await expect(page.getByText('一位计票人已报票')).toBeVisible()
  const other = await (await browser.newContext({ viewport: PHONE })).newPage()
  await signIn(other, 'he@qinghe.example')
  await other.goto(page.url())
  await count(other, [present - 3, 2, 1])
  await expect(other.getByText(/独立计票，数字一致/)).toBeVisible()
  await other.context().close()

  await part(page, '审议意见')
  const saying = page.getByRole('complementary')
  await saying.getByLabel('提出方').selectOption({ label: '全体会议' })
  await saying.getByLabel('意见内容').fill('建议增设站点（演示）')
  await saying.getByRole('button', { name: '登记审议意见' }).click()
  await expect(page.getByText('已保存')).toBeVisible()

  await part(page, '会场')
  await page.getByRole('button', { name: /结束本项/ }).click()
  await expect(page.getByText('本项已结束')).toBeVisible()
  await page.getByRole('button', { name: '散会' }).click()
  await expect(page.getByText('已散会', { exact: true }).first()).toBeVisible()

  await page.setViewportSize(DESK)
  await part(page, '出席名册')
  await page.getByRole('button', { name: '确认名册' }).click()
  await expect(page.getByText(/出席名册已确认/)).toBeVisible()
  await expect(page.getByRole('row', { name: /未到/ })).toHaveCount(2)

  await part(page, '会议记录')
  const minutes = page.getByRole('article', { name: '会议记录' })
  await expect(minutes).toContainText('法定人数')
  await expect(minutes).toContainText(QUESTION)
  await expect(minutes).toContainText(`赞成${present - 3}`)
  await expect(minutes).toContainText('乡公交站点决议草案')
  await expectAccessible(page)
})
