import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible, signIn } from './actions.ts'

// A working body reports an activity; the street's office confirms it and keeps its own list by keyboard.

async function signedIn(browser: Browser, account: string, width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  const page = await context.newPage()
  await signIn(page, account)
  return page
}

const rows = (page: Page) => page.locator('table.attendance tbody tr')

test('reported by one office, confirmed by another, counted once', async ({ browser }) => {
  const title = `重点项目视察 ${Date.now()}`
  const worker = await signedIn(browser, 'liu@qinghe.example')
  await worker.getByRole('link', { name: '街镇和代表' }).first().click()
  await worker
    .getByRole('row', { name: /北桥街道/ })
    .getByRole('link')
    .first()
    .click()
  await worker.getByRole('link', { name: '活动' }).click()
  await worker.getByRole('link', { name: '登记活动' }).click()
  await expect(worker.getByRole('heading', { name: '上报活动' })).toBeVisible()
  await worker.getByLabel('活动名称').fill(title)
  await rows(worker).nth(0).getByRole('radio', { name: '出席' }).check()
  await rows(worker).nth(1).getByRole('radio', { name: '请假' }).check()
  await worker.getByRole('button', { name: '上报活动' }).click()
  await expect(worker.getByRole('row', { name: new RegExp(title) })).toContainText('待确认')

  const office = await signedIn(browser, '罗敏', 360)
  await office.getByRole('link', { name: '北桥街道' }).first().click()
  await office.getByRole('link', { name: title }).click()
  await expectAccessible(office)
  await office.getByRole('button', { name: '确认，登记积分' }).click()
  await expect(office.getByText('已确认，积分已登记。')).toBeVisible()
  await expect(office.getByRole('button', { name: '撤销活动' })).toBeVisible()
  await office.getByRole('button', { name: '撤销活动' }).click()
  await expect(office.getByRole('alert')).toContainText('原因：请填写')
  await office.getByLabel('原因').fill('重复上报')
  await office.getByRole('button', { name: '撤销活动' }).click()
  await expect(office.getByText('已撤销。')).toBeVisible()
  await expectAccessible(office)
})

test('an attendance list of 26 is kept by keyboard alone, in under a minute', async ({ browser }) => {
  const page = await signedIn(browser, '罗敏')
  await page.getByRole('link', { name: '北桥街道' }).first().click()
  await page.getByRole('link', { name: '登记活动' }).click()
  await page.getByLabel('活动名称').fill('代表小组学习')
  // The keys work once the page has woken: then it offers its help.
  await expect(page.getByRole('button', { name: '帮助' })).toBeVisible()
  const began = Date.now()
  await rows(page).first().getByRole('radio').last().focus()
  for (let n = 0; n < 20; n++) await page.keyboard.press(n === 3 ? '2' : n === 5 ? '3' : '1')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('0')
  expect(Date.now() - began).toBeLessThan(60_000)
  await expect(page.getByRole('button', { name: '登记19人' })).toBeVisible()
  await expect(page.getByText('出席17，请假1，未到1')).toBeVisible()
  await page.getByRole('button', { name: '登记19人' }).click()
  await expect(page.getByRole('row', { name: /代表小组学习/ }).first()).toContainText('出席17，请假1，未到1')
})

test('a name told apart by its electoral district; the list works without script', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page, '罗敏')
  await page.getByRole('link', { name: '北桥街道' }).first().click()
  await page.getByRole('link', { name: '登记活动' }).click()
  await expect(rows(page).first()).toContainText(/第\d+选区/)
  await page.getByRole('button', { name: /登记\d+人/ }).click()
  await expect(page.getByRole('alert')).toContainText('请至少登记一名代表')
  await page.getByLabel('活动名称').fill('无脚本登记')
  await rows(page).first().getByRole('radio', { name: '出席' }).check()
  await page.getByRole('button', { name: /登记\d+人/ }).click()
  await expect(page.getByRole('row', { name: /无脚本登记/ })).toContainText('出席1')
})
