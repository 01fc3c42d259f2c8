import { expect, test, type Page } from '@playwright/test'
import { expectAccessible } from './actions.ts'

// A unit's office prints slips; a deputy comes in by one, on a small phone inside WeChat and without script, and looks
// after the own account.

const WECHAT =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0.50'
const PASSWORD = 'demo-qinghe-2026'
const OWN_PASSWORD = 'north bridge deputy'
const NEW_PASSWORD = 'south lake deputy'

async function signIn(page: Page, account: string, password: string) {
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill(account)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

/** The slip of one deputy who has no account yet. */
async function slipOf(page: Page): Promise<{ name: string; code: string }> {
  await page.goto('/qinghe/units')
  await page.getByRole('link', { name: '区县级' }).first().click()
  await page.getByRole('link', { name: '代表账号' }).click()
  await expect(page.getByRole('heading', { name: '代表账号' })).toBeVisible()
  await expectAccessible(page)
  const boxes = page.getByRole('checkbox')
  const chosen = (await page.locator('label.check').first().textContent())!.trim()
  for (const box of await boxes.all()) await box.uncheck()
  await boxes.first().check()
  await page.getByRole('button', { name: '制作一次性码' }).click()
  await expect(page.getByText('已制作1张').first()).toBeVisible()
  await expectAccessible(page)
  return { name: chosen, code: (await page.locator('.slip .code').textContent())! }
}

test('a deputy comes in by a slip inside WeChat, without script, and changes the password', async ({
  page,
  browser,
}) => {
  await signIn(page, '罗敏', PASSWORD)
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
  const { name, code } = await slipOf(page)

  const phone = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, userAgent: WECHAT, javaScriptEnabled: false, isMobile: true },
  })
  const own = await phone.newPage()
  await own.goto('/join')
  await own.getByLabel('一次性码').fill(code.toLowerCase().replaceAll('-', ' '))
  await own.getByRole('button', { name: '下一步' }).click()
  await expect(own.getByText(name).first()).toBeVisible()
  const account = await own.getByLabel('账号').inputValue()
  await own.getByLabel('密码').fill(OWN_PASSWORD)
  await own.getByRole('button', { name: '设置密码并加入' }).click()
  await expect(own).toHaveURL(/\/qinghe\/my$/)

  await signIn(await phone.newPage(), account, OWN_PASSWORD)
  await own.goto('/qinghe/account')
  await expect(own.getByRole('row', { name: /安卓设备上的微信/ })).toHaveCount(2)
  await expect(own.getByText('当前这一处')).toHaveCount(1)
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await own.getByRole('button', { name: '结束其他各处' }).click()
  await expect(own.getByText('已结束1处登录')).toBeVisible()

  await own.getByLabel('原密码').fill('not the password')
  await own.getByLabel('新密码').fill(NEW_PASSWORD)
  await own.getByRole('button', { name: '修改密码' }).click()
  await expect(own.getByRole('alert')).toContainText('原密码不对')
  await own.getByLabel('原密码').fill(OWN_PASSWORD)
  await own.getByLabel('新密码').fill(NEW_PASSWORD)
  await own.getByRole('button', { name: '修改密码' }).click()
  await expect(own.getByText('密码已修改')).toBeVisible()
  await phone.close()

  // The office sees that the account is in use, and axe, which needs script, the page of one's own account.
  await page.goto('/qinghe/account')
  await expectAccessible(page)
})
