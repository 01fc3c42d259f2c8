import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, PASSWORD, signIn } from './actions.ts'

// A deputy asks for leave on a phone, the office answers, and the attendance it records next has it already.

const PHONE = { width: 360, height: 740 }
const today = new Date(Date.now() + 8 * 3_600_000)
/** A day of the quarter that runs, or the first of the next where it ends. */
const dayAfter = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const unitOf = (page: Page) =>
  page
    .getByRole('row', { name: /东堤街道/ })
    .getByRole('link')
    .first()

const fits = async (page: Page) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)

async function asks(page: Page, fromOn: string, untilOn: string) {
  await page.getByLabel('代表资格').selectOption({ label: '区县级代表，东堤街道' })
  await page.getByLabel('开始日').fill(fromOn)
  await page.getByLabel('结束日').fill(untilOn)
  await page.getByLabel('事由').fill('家中有事（演示）')
  await page.getByRole('button', { name: '提交申请' }).click()
}

test('a deputy asks for leave on a phone, is refused what overlaps, and takes a request back', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('苏兰')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByText('住院复查（演示）')).toBeVisible()
  await page.getByRole('link', { name: '申请请假' }).click()
  await asks(page, dayAfter(7), dayAfter(6))
  await expect(page.getByRole('alert')).toContainText('结束日不能早于开始日')
  await asks(page, dayAfter(7), dayAfter(12))
  await expect(page.getByRole('alert')).toContainText('重叠')
  await asks(page, dayAfter(12), dayAfter(12))
  await expect(page.getByText('已提交，等街镇人大办公室答复')).toBeVisible()
  await expectAccessible(page)
  await fits(page)
  const own = page.getByRole('listitem').filter({ hasText: '家中有事（演示）' })
  await own.getByRole('button', { name: '撤回' }).click()
  await expect(own.getByText('已撤回')).toBeVisible()
})

test('an office answers, writes down what it was told, and finds leave in the attendance it records', async ({
  page,
}) => {
  await signIn(page)
  const waiting = page.locator('section').filter({ has: page.getByRole('heading', { name: '待答复的请假' }) })
  await waiting.getByRole('link', { name: '答复' }).first().click()
  // The link on the list has the same name.
  await expect(page).toHaveURL(/\/leaves\//)
  await page.getByRole('link', { name: '答复' }).first().click()
  await page.getByLabel('答复', { exact: true }).selectOption({ label: '未批准' })
  await page.getByRole('button', { name: '答复' }).click()
  await expect(page.getByRole('alert')).toContainText('不批准须写明理由')
  await page.getByLabel('答复说明').fill('当日有专题审议，请另行商定')
  await page.getByRole('button', { name: '答复' }).click()
  await expect(page.getByText('已答复。')).toBeVisible()
  await expectExported(page)

  await page.getByLabel('开始日').fill(dayAfter(20))
  await page.getByLabel('结束日').fill(dayAfter(20))
  await page.getByLabel('事由').fill('电话告知出差（演示）')
  await page.getByRole('button', { name: '代为登记请假' }).click()
  await expect(page.getByText('已登记，等另一位同事答复')).toBeVisible()
  await expectAccessible(page)

  await page.goto('/qinghe/units')
  const unit = (await unitOf(page).getAttribute('href'))!
  const quarter = `${today.getUTCFullYear()}Q${Math.floor(today.getUTCMonth() / 3) + 1}`
  await page.goto(`${unit.replace('/units/', '/activities/')}/${quarter}/new`)
  const leave = page.getByRole('row', { name: /苏兰/ })
  await expect(leave.getByText('已批准请假')).toBeVisible()
  await expect(leave.getByRole('radio', { name: '请假' })).toBeChecked()
  await page.getByLabel('日期', { exact: true }).fill(dayAfter(-1))
  await expect(leave.getByRole('radio', { name: '请假' })).not.toBeChecked()
})
