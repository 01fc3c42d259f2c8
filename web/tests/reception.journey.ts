import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// Voters are received; what it gives waits for the street, is confirmed many at once, and is taken back when the
// reception was a mistake.

async function signedIn(browser: Browser, account: string, options: Parameters<Browser['newContext']>[0] = {}) {
  const page = await (await browser.newContext(options)).newPage()
  await signIn(page, account)
  return page
}

/** Another part of the quarter, once it is there. */
async function part(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('navigation', { name: '季度的各部分' }).getByRole('link', { name })
  await tab.click()
  await expect(tab).toHaveAttribute('aria-current', 'page')
}

/** The running quarter of the office's own street. */
async function openReceptions(page: Page): Promise<void> {
  await page.goto('/qinghe/units')
  await page
    .getByRole('row', { name: /北桥街道/ })
    .getByRole('link', { name: '区县级积分' })
    .click()
  await part(page, '接待选民')
}

/** Reactions follow a commit in a moment, or with the next turn of the clock. */
const waits = (page: Page, what: RegExp | string, count: number) =>
  expect(async () => {
    await page.reload()
    await expect(page.getByRole('row', { name: what })).toHaveCount(count, { timeout: 1000 })
  }).toPass()

const boxes = (page: Page) => page.locator('.ticks input')

test('twenty deputies by keyboard, confirmed at once, taken back with the reception', async ({ browser }) => {
  const page = await signedIn(browser, '罗敏')
  const voters = 100 + (Date.now() % 800)
  await openReceptions(page)
  await page.getByRole('link', { name: '登记接待' }).click()
  await expectAccessible(page)
  await page.getByLabel('接待地点').fill('北桥街道代表联络站')
  await page.getByLabel('接待选民人次').fill(String(voters))
  await boxes(page).first().focus()
  for (let n = 0; n < 20; n++) {
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
  }
  await page.getByLabel(/反映的问题/).fill('早市噪声')
  await page.getByRole('button', { name: '登记接待（20名代表）' }).click()
  await expect(page.getByRole('heading', { name: '北桥街道代表联络站' })).toBeVisible()
  await expectAccessible(page)
  await expectExported(page)
  const reception = page.url()

  await part(page, '待确认积分')
  await waits(page, `接待选民${voters}人次`, 20)
  await expectAccessible(page)
  await expectExported(page)
  const mine = page.getByRole('row', { name: `接待选民${voters}人次` })
  await page.getByRole('button', { name: '确认所选' }).click()
  await expect(page.getByRole('alert')).toContainText('请至少选一条')
  await mine.first().focus()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: '确认1条' })).toBeVisible()
  await page.getByRole('button', { name: /不予登记/ }).click()
  await expect(page.getByRole('alert')).toContainText('请填写')
  await page.getByLabel('原因').fill('当天请假')
  await page.getByRole('button', { name: /不予登记/ }).click()
  await expect(page.getByText('1条不予登记。')).toBeVisible()
  await expect(mine.filter({ hasText: '当天请假' })).toContainText('不予登记')
  await page.getByLabel(/全选/).check()
  await page.getByRole('button', { name: /^确认\d+条$/ }).click()
  await expect(page.getByText(/已确认\d+条，积分已登记。/)).toBeVisible()
  await expect(page.getByRole('heading', { name: '都处理完了' })).toBeVisible()

  await page.goto(reception)
  await page.getByLabel('原因').fill('改期')
  await page.getByRole('button', { name: '撤回这次接待' }).click()
  await expect(page.getByText('已撤回。')).toBeVisible()
  await part(page, '待确认积分')
  await waits(page, /冲正.*接待登记已撤回.*−2.*待确认/s, 19)
  await page.getByLabel(/全选/).check()
  await page.getByRole('button', { name: '确认19条' }).click()
  await expect(page.getByText('已确认19条，积分已登记。')).toBeVisible()
  await part(page, '历史')
  await expect(page.getByText(/登记接待选民/).first()).toBeVisible()
  await expect(page.getByText(/确认积分/).first()).toBeVisible()
})

test('an entry leads to the reception it comes from; the list of what waits works without script', async ({
  browser,
}) => {
  const page = await signedIn(browser, '罗敏', { javaScriptEnabled: false })
  const voters = 1000 + (Date.now() % 900)
  await openReceptions(page)
  await page.getByRole('link', { name: '登记接待' }).click()
  await page.getByRole('button', { name: /登记接待/ }).click()
  await expect(page.getByRole('alert')).toContainText('请至少选一名代表')
  await page.getByLabel('接待地点').fill('代表之家')
  await page.getByLabel('接待选民人次').fill(String(voters))
  await boxes(page).first().check()
  await page.getByRole('button', { name: /登记接待/ }).click()
  await part(page, '待确认积分')
  await waits(page, `接待选民${voters}人次`, 1)
  const row = page.getByRole('row', { name: `接待选民${voters}人次` })
  const name = (await row.locator('b').first().textContent())!
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: '确认所选' }).click()
  await expect(page.getByText('已确认1条，积分已登记。')).toBeVisible()
  await part(page, '积分登记')
  await page.getByRole('link', { name, exact: true }).click()
  const entry = page.getByRole('row', { name: `接待选民${voters}人次` })
  await entry.getByRole('link', { name: '接待选民' }).click()
  await expect(page.getByRole('heading', { name: '代表之家' })).toBeVisible()
})

test('after closing it is the deputies commission’s, with a reason, and the board is due anew', async ({ browser }) => {
  const page = await signedIn(browser, 'he@qinghe.example', { viewport: { width: 360, height: 800 } })
  await page.locator('a[href$="/proposals"]', { hasText: '清溪街道' }).click()
  await expect(page.getByText('本季度已结账：确认即为补登或结账后冲正')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel(/全选/).check()
  await page.getByRole('button', { name: /^确认\d+条$/ }).click()
  await expect(page.getByRole('alert')).toContainText('请填写')
  await page.getByLabel('原因').fill('登记簿迟交')
  await page.getByRole('button', { name: /^确认\d+条$/ }).click()
  await expect(page.getByText(/已确认\d+条，积分已登记。/)).toBeVisible()
  const colleague = await signedIn(browser, 'zhang@qinghe.example')
  await expect(colleague.locator('a[href$="/revision"]', { hasText: '清溪街道' })).toBeVisible()
})
