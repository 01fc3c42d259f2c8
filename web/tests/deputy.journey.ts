import { expect, test, type Page } from '@playwright/test'
import { appCode, expectAccessible, lastQuarter } from './actions.ts'

// A unit's slips are printed; a deputy comes in by one, on a small phone inside WeChat and without script, sees the own
// points, reports what is missing, and looks after the own account.

const WECHAT =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0.50'
const PASSWORD = 'demo-qinghe-2026'
const OWN_PASSWORD = 'north bridge deputy'
const NEW_PASSWORD = 'south lake deputy'
const { quarter, title, day } = lastQuarter()
/** A unit that has not closed the last quarter. */
const UNIT = '柳荫镇'

async function signIn(page: Page, account: string, password: string) {
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill(account)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

async function setSelfCheck(page: Page, days: string) {
  await page.goto('/qinghe/settings')
  await page.getByLabel('自查期（工作日）').fill(days)
  await page.getByRole('button', { name: '保存设定' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
}

/** Opens the unit's self-check of the last quarter, unless an earlier walk did. */
async function openSelfCheck(page: Page, points: string) {
  await setSelfCheck(page, '5')
  await page.goto(points)
  const open = page.getByRole('button', { name: '开放自查' })
  if (await open.isVisible()) await open.click()
  await expect(page.getByText(/自查到/).first()).toBeVisible()
  await setSelfCheck(page, '0')
}

/** The slip of the first deputy who has neither account nor code, after another one was made and withdrawn. */
async function slipOf(page: Page, accounts: string): Promise<{ name: string; code: string }> {
  await page.goto(accounts)
  await expect(page.getByRole('heading', { name: '代表账号' })).toBeVisible()
  await page.getByLabel('全选').uncheck()
  const row = page.getByRole('row').filter({ hasText: '没有账号' }).first()
  const name = (await row.locator('b').first().textContent())!
  await row.getByRole('checkbox').check()
  await page.getByRole('button', { name: '制作一次性码' }).click()
  await expect(page.getByText('已制作1张').first()).toBeVisible()
  const own = page.getByRole('row').filter({ hasText: name }).first()
  await own.getByRole('link', { name: '撤回' }).click()
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await expect(own).toContainText('一次性码已撤回')
  await page.getByLabel('全选').uncheck()
  await own.getByRole('checkbox').check()
  await page.getByRole('button', { name: '制作一次性码' }).click()
  await expect(page.getByText('已制作1张').first()).toBeVisible()
  return { name, code: (await page.locator('.slip .code').textContent())! }
}

test('a deputy comes in by a slip, sees the own points, reports a missing one and looks after the account', async ({
  page,
  browser,
}) => {
  await signIn(page, 'zhang@qinghe.example', PASSWORD)
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
  await page.goto('/qinghe/units')
  const unit = (await page
    .getByRole('row', { name: new RegExp(UNIT) })
    .getByRole('link', { name: '区县级' })
    .first()
    .getAttribute('href'))!
  await openSelfCheck(page, `${unit.replace('/units/', '/points/')}/${quarter}`)
  const { name, code } = await slipOf(page, unit.replace(/[^/]+$/, 'accounts'))

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

  await seesOwnPoints(own, name)
  await reportsMissing(own)
  await looksAfterAccount(own, await phone.newPage(), account)
  await takesSecondStep(own, account)
  await phone.close()

  // axe needs script.
  await page.goto('/qinghe/account')
  await page.getByLabel('当前密码').fill(PASSWORD)
  await page.getByRole('button', { name: '开启两步验证' }).click()
  await expect(page.getByText('15分钟内有效')).toBeVisible()
  await expectAccessible(page)
})

async function seesOwnPoints(own: Page, name: string) {
  await own.getByRole('link', { name: '菜单' }).click()
  const nav = own.getByRole('navigation', { name: '主导航' })
  await expect(nav.getByText(`${name}（代表）`)).toBeVisible()
  for (const link of ['我的积分', '公开页', '我的账号', 'English']) {
    await expect(nav.getByRole('link', { name: link })).toBeVisible()
  }
  for (const button of ['退出', '大字']) await expect(nav.getByRole('button', { name: button })).toBeVisible()
  await expect(nav.getByRole('link', { name: '街镇和代表' })).toHaveCount(0)
  await own.goto('/qinghe/my')
  await own
    .locator('section')
    .filter({ hasText: title })
    .getByRole('link', { name: /看每一条/ })
    .click()
  // Each entry with who recorded it and the rule behind it.
  const entries = own.locator('ul.caps li').filter({ hasText: '登记，' })
  await expect(entries.first()).toBeVisible()
  await entries.first().getByText('依据').click()
  await expect(
    entries
      .first()
      .getByText(/每.+分/)
      .first()
  ).toBeVisible()
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}

async function reportsMissing(own: Page) {
  await own.goto('/qinghe/my')
  await own.getByRole('link', { name: /自查到.+报错重漏/ }).click()
  await own.getByLabel('种类').selectOption({ label: '漏' })
  await own.getByRole('button', { name: '报错重漏' }).click()
  await expect(own.getByRole('alert')).toBeVisible()
  await own.getByLabel('种类').selectOption({ label: '漏' })
  await own.getByLabel('漏登的事项').selectOption({ index: 1 })
  await own.getByLabel('日期', { exact: true }).fill(day)
  await own.getByLabel('说明').fill('接待选民一次，未见登记')
  await own.getByRole('button', { name: '报错重漏' }).click()
  await expect(own.getByText('已报给代表工委')).toBeVisible()
  await own.getByRole('button', { name: '撤回' }).click()
  await expect(own.getByText('已撤回。')).toBeVisible()
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}

async function looksAfterAccount(own: Page, elsewhere: Page, account: string) {
  await signIn(elsewhere, account, OWN_PASSWORD)
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
}

/** On, asked for at the next sign-in, and off again: with the phone's code and with one on paper. */
async function takesSecondStep(own: Page, account: string) {
  await own.getByLabel('当前密码').fill(NEW_PASSWORD)
  await own.getByRole('button', { name: '开启两步验证' }).click()
  const key = (await own.locator('.secret').textContent())!
  await own.getByLabel('动态码').fill('000000')
  await own.getByRole('button', { name: '确认开启' }).click()
  await expect(own.getByRole('alert')).toContainText('这个码不对')
  await own.getByLabel('动态码').fill(appCode(key))
  await own.getByRole('button', { name: '确认开启' }).click()
  await expect(own.getByText('恢复码只显示这一次')).toBeVisible()
  const codes = await own.locator('li.code').allTextContents()
  expect(codes).toHaveLength(10)
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  await signIn(own, account, NEW_PASSWORD)
  await own.getByLabel('动态码或恢复码').fill(codes[0]!.toLowerCase())
  await own.getByRole('button', { name: '登录' }).click()
  await expect(own).toHaveURL(/\/qinghe\/my$/)
  await own.goto('/qinghe/account')
  await expect(own.getByText('还有9个恢复码')).toBeVisible()
  await own.getByLabel('当前密码').fill(NEW_PASSWORD)
  await own.getByLabel('动态码或恢复码').fill(appCode(key, 1))
  await own.getByRole('button', { name: '关闭两步验证' }).click()
  await expect(own.getByText('两步验证已关闭')).toBeVisible()
}
