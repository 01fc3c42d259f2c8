import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, PASSWORD, signIn } from './actions.ts'

// A calendar program subscribes by a secret address: made, shown once, made anew, ended.

const PHONE = { width: 360, height: 740 }

/** What a program reads there: it has no cookie. */
async function readAt(page: Page, address: string) {
  const response = await fetch(new URL(new URL(address).pathname, page.url()))
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('an office subscribes to the sessions of its place, makes the address anew and ends it', async ({ page }) => {
  await signIn(page)
  await page.goto(`/qinghe/calendar/congress/${new Date().getFullYear()}`)
  await page.getByRole('link', { name: '白马镇', exact: true }).click()
  await page.getByRole('link', { name: '日历订阅' }).click()
  await expect(page.getByText('没有订阅地址')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '生成订阅地址' }).click()
  const first = await page.getByTestId('secret').innerText()
  const shown = await readAt(page, first)
  expect(shown.type).toBe('text/calendar; charset=utf-8')
  const unfolded = shown.text.replaceAll('\r\n ', '')
  expect(unfolded).toContain('SUMMARY:白马镇')
  // Put off once: it has its UID still.
  expect(unfolded).toContain('SEQUENCE:1')
  await expectAccessible(page)
  await page.getByRole('button', { name: '重新生成' }).click()
  await expect(page.getByTestId('secret')).not.toHaveText(first)
  const second = await page.getByTestId('secret').innerText()
  expect((await readAt(page, first)).status).toBe(404)
  expect((await readAt(page, second)).status).toBe(200)
  await page.getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('已停用')).toBeVisible()
  expect((await readAt(page, second)).status).toBe(404)
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

test('a session that was called off is CANCELLED in the calendar', async ({ page }) => {
  await signIn(page)
  await page.goto(`/qinghe/calendar/congress/${new Date().getFullYear()}`)
  await page.getByRole('link', { name: '三泉镇', exact: true }).click()
  await page.getByRole('link', { name: '日历订阅' }).click()
  await page.getByRole('button', { name: '生成订阅地址' }).click()
  const { text } = await readAt(page, await page.getByTestId('secret').innerText())
  expect(text).toContain('STATUS:CANCELLED')
  expect(text).toContain('STATUS:CONFIRMED')
})

test('a deputy subscribes to the sessions they sit in', async ({ page }) => {
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('苏兰')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('link', { name: '设置订阅' }).click()
  await page.getByRole('button', { name: '生成订阅地址' }).click()
  const shown = await readAt(page, await page.getByTestId('secret').innerText())
  const unfolded = shown.text.replaceAll('\r\n ', '')
  expect(unfolded).toContain('我的会议日程')
  expect(unfolded).toContain('SUMMARY:柳荫镇')
  expect(unfolded).not.toContain('SUMMARY:白马镇')
  await expectAccessible(page)
  await page.goto('/qinghe/my/feed')
  await expect(page.getByTestId('secret')).toHaveCount(0)
  await expect(page.getByText(/生成的地址在使用/)).toBeVisible()
})
