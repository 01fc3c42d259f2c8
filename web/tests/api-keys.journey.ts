import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// An administrator lets a program in, sees that it came, and shows it out again.

const name = `办公系统${Date.now().toString(36)}`
const nextYear = `${new Date().getFullYear() + 1}-01-31`

const rowOf = (page: Page) => page.getByRole('table', { name: '接口密钥' }).getByRole('row').filter({ hasText: name })

test('a key is issued, shown once, used and revoked; the reference says what it opens', async ({ page, request }) => {
  await signIn(page)
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '接口密钥' }).click()
  await page.getByRole('button', { name: '发放密钥' }).click()
  await expect(page.getByRole('alert')).toContainText('可以做：请至少选一项')

  await page.getByLabel('用途').fill(name)
  await page.getByRole('group', { name: '街镇和选区' }).getByLabel('看街镇', { exact: true }).check()
  await page.getByLabel('有效至').fill(nextYear)
  await page.getByRole('button', { name: '发放密钥' }).click()
  const key = (await page.getByTestId('secret').textContent())!
  expect(key).toMatch(/^jck_[0-9a-f]{64}$/)
  await expectAccessible(page)
  await page.goto('/qinghe/keys')
  await expect(page.getByText(key)).toHaveCount(0)
  await expect(rowOf(page)).toContainText('未使用')

  const headers = { authorization: `Bearer ${key}` }
  const units = '/api/tenants/qinghe/units'
  expect((await request.get(units, { headers })).status()).toBe(200)
  const beyond = await request.post(units, { headers, data: { commandId: crypto.randomUUID() } })
  expect([403, 422]).toContain(beyond.status())

  await page.reload()
  await expect(rowOf(page)).not.toContainText('未使用')
  await rowOf(page).getByRole('link', { name: '吊销' }).click()
  await expect(page.getByRole('heading', { name: `吊销“${name}”` })).toBeVisible()
  await page.getByRole('button', { name: '吊销' }).click()
  await expect(page.getByText(`已吊销：${name}`)).toBeVisible()
  await expect(rowOf(page)).toContainText('已吊销')
  await expectExported(page)
  expect((await request.get(units, { headers })).status()).toBe(401)

  await page.getByRole('link', { name: '接口说明' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '接口说明' })).toBeVisible()
  await page.getByRole('link', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Points and their rules' }).click()
  await expect(page.getByRole('heading', { name: 'Points and their rules' })).toBeInViewport()
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  // Every chapter is made alike: axe looks at the first two.
  await page.evaluate(() => document.querySelectorAll('main > section:nth-child(n + 3)').forEach((one) => one.remove()))
  await page.evaluate(() => document.querySelectorAll('nav li:nth-child(n + 3)').forEach((one) => one.remove()))
  await expectAccessible(page)
})
