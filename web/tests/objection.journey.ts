import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, PASSWORD, signIn } from './actions.ts'

// A board in its window: a deputy objects on a small phone, an office puts down what came by phone, somebody who neither
// closed nor published decides, everybody reads the outcome, and anybody recomputes the root.

const UNIT = '书院街道'
const OWN_PASSWORD = 'south academy deputy'
const COMMISSION = 'he@qinghe.example'

/** The address of the unit's newest board, from the public page. */
async function boardOf(page: Page): Promise<string> {
  await page.goto('/qinghe')
  return (await page.getByRole('link', { name: UNIT, exact: true }).first().getAttribute('href'))!
}

/** A slip for a deputy of the unit who has no account, as its administrator prints it. */
async function slipOf(page: Page, accounts: string): Promise<string> {
  await page.goto(accounts)
  await page.getByLabel('全选').uncheck()
  await page.getByRole('row').filter({ hasText: '没有账号' }).last().getByRole('checkbox').check()
  await page.getByRole('button', { name: '制作一次性码' }).click()
  return (await page.locator('.slip .code').last().textContent())!
}

async function comesIn(own: Page, code: string) {
  await own.goto('/join')
  await own.getByLabel('一次性码').fill(code)
  await own.getByRole('button', { name: '下一步' }).click()
  await own.getByLabel('密码').fill(OWN_PASSWORD)
  await own.getByRole('button', { name: '设置密码并加入' }).click()
  await expect(own).toHaveURL(/\/qinghe\/my$/)
}

/** On 360 px and without script: what is refused changes nothing, one is taken back, one stays. */
async function objects(own: Page) {
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await own.getByRole('link', { name: /异议期至/ }).click()
  await own.getByRole('button', { name: '提出异议' }).click()
  await expect(own.getByRole('alert')).toBeVisible()
  await own.getByLabel('所指的行').selectOption({ label: '整个公示榜' })
  await own.getByLabel('种类').selectOption({ label: '其他' })
  await own.getByLabel('异议内容').fill('公示榜的字太小，老人看不清')
  await own.getByRole('button', { name: '提出异议' }).click()
  await expect(own.getByText('异议已提出')).toBeVisible()
  await own.getByRole('button', { name: '撤回' }).click()
  await expect(own.getByText('异议已撤回。')).toBeVisible()
  await own.getByLabel('所指的行').selectOption({ index: 2 })
  await own.getByLabel('种类').selectOption({ label: '漏' })
  await own.getByLabel('异议内容').fill('那位代表八月的执法检查没有计入')
  await own.getByRole('button', { name: '提出异议' }).click()
  await expect(own.getByText('异议已提出')).toBeVisible()
  expect(await own.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
}

/** Chooses the deputy, then one of the entries; what was filled in stays. */
async function namesEntry(page: Page) {
  await page.getByLabel('异议内容').fill('来电反映这次登记有误')
  await page.getByLabel('所指的行').selectOption({ index: 1 })
  await page.getByRole('button', { name: '列出这一行的登记' }).click()
  await page.getByLabel('哪一条登记').selectOption({ index: 1 })
  await expectAccessible(page)
  await page.getByRole('button', { name: '登记异议' }).click()
  await expect(page.getByText('已登记，等待代表工委决定')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: '来电反映这次登记有误' })
  await expect(row).toContainText(/错 · .+ · .+ · \d+月\d+日/)
  await row.getByRole('link', { name: '撤回' }).click()
  await page.getByLabel('撤回原因').fill('来电人已看明白')
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await expect(page.getByText('异议已撤回。')).toBeVisible()
}

async function registers(page: Page, objections: string) {
  await page.goto(objections)
  await expectAccessible(page)
  await page.getByLabel('来源').selectOption({ label: '来信' })
  await page.getByLabel('异议内容').fill('来信反映第3选区名单有误')
  await page.getByLabel('收到日期').fill('2020-01-01')
  await page.getByRole('button', { name: '登记异议' }).click()
  await expect(page.getByRole('alert')).toContainText('不能早于公示日')
  await page.getByLabel('收到日期').fill(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: '登记异议' }).click()
  await expect(page.getByText('已登记，等待代表工委决定')).toBeVisible()
  await expect(page.getByLabel('异议内容')).toHaveValue('')
  await namesEntry(page)
  const row = page.getByRole('row').filter({ hasText: '来信反映第3选区名单有误' })
  await row.getByRole('link', { name: '撤回' }).click()
  await page.getByLabel('撤回原因').fill('来信人电话撤回')
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await expect(page.getByText('异议已撤回。')).toBeVisible()
  await expectExported(page)
}

async function decides(page: Page) {
  await page.goto('/qinghe/today')
  const waiting = page.locator('section').filter({ has: page.getByRole('heading', { name: '待决定的异议' }) })
  await waiting.getByRole('link', { name: UNIT }).click()
  const row = page.getByRole('row').filter({ hasText: '那位代表八月的执法检查没有计入' })
  await row.getByRole('link', { name: '决定' }).click()
  await page.getByLabel('结论').selectOption({ label: '成立' })
  await page.getByLabel('给异议人的答复').fill('签到表有其签名，应予补登')
  await page.getByRole('button', { name: '决定', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('公开答复').fill('经核对签到表，漏登一次，将补登并公示更正版。')
  await page.getByRole('button', { name: '决定', exact: true }).click()
  await expect(page.getByText('已决定，结果已登在公示榜上')).toBeVisible()
  await expect(row.getByText('成立，待公示更正版')).toBeVisible()
  await expectAccessible(page)
}

test('a deputy objects, a colleague decides, everybody reads it and recomputes the root', async ({ page, browser }) => {
  await signIn(page)
  const board = await boardOf(page)
  const points = board.replace('/boards/', '/points/')
  await page.goto('/qinghe/units')
  const unit = (await page.getByRole('row', { name: UNIT }).getByRole('link').first().getAttribute('href'))!
  const code = await slipOf(page, unit.replace(/[^/]+$/, 'accounts'))
  // Who published it sees that a colleague decides.
  await page.goto(`${points}/objections`)
  await expect(page.getByText('您已结账或公示，由他人决定').first()).toBeVisible()

  const phone = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, javaScriptEnabled: false, isMobile: true },
  })
  const own = await phone.newPage()
  await comesIn(own, code)
  await objects(own)

  const desk = await (await browser.newContext()).newPage()
  await signIn(desk, COMMISSION, PASSWORD)
  await registers(desk, `${points}/objections`)
  await decides(desk)

  await own.reload()
  await expect(own.getByText('答复：签到表有其签名，应予补登')).toBeVisible()
  await expect(own.getByText('正在更正，随后公示更正版。')).toBeVisible()
  await phone.close()

  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await reader.goto(`${board}/1?fresh`)
  await expect(reader.getByText('经核对签到表，漏登一次，将补登并公示更正版。')).toBeVisible()
  await expect(reader.getByText(/收到\d+件，已决定2件/)).toBeVisible()
  const text = await reader.content()
  for (const own of ['那位代表八月的执法检查', '签到表有其签名']) expect(text).not.toContain(own)
  expect(await reader.context().cookies()).toEqual([])

  // The line as the page shows it, run as it stands.
  const line = (await reader.locator('pre.proof').textContent())!
  const { stdout } = await promisify(exec)(line)
  await expect(reader.locator('footer.hash')).toContainText(stdout.trim())
})
