import { expect, test, type Page } from '@playwright/test'
import { counted, expectAccessible, expectExported, lastQuarter } from './actions.ts'

// After publication: a late entry, the next revision, what is left of the one before, and a board taken down.

const { quarter, title, day } = lastQuarter()

async function signIn(page: Page, account: string) {
  const act = counted(page)
  await act.open('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill(account)
  await act.fill('密码', 'demo-qinghe-2026')
  await act.press('登录')
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
  return act
}

test('a late entry leads to a revision, the old one keeps its notice, and a withdrawn one its reason', async ({
  page,
  browser,
  request,
}) => {
  const act = await signIn(page, 'he@qinghe.example')
  await act.open(`${(await boardOf(page, '石门街道')).replace('/boards/', '/points/')}/revision`)
  await expect(page.getByText('公示后没有变动')).toBeVisible()
  await expectAccessible(page)
  await act.press('补登')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('代表', { exact: true }).selectOption({ index: 1 })
  await act.choose('事项', '接待选民')
  await act.fill('日期', day)
  await act.fill('补登原因', '签到表迟交')
  await act.press('补登')
  await expect(page.getByText('已补登')).toBeVisible()
  await expect(page.getByText('待公示更正版')).toBeVisible()
  await expectExported(page)
  const address = page.url().split('?')[0]!
  const board = address.replace('/points/', '/boards/').replace('/revision', '')
  const first = await request.get(`${board}/1`)
  const tag = first.headers()['etag']!
  expect(first.headers()['cache-control']).toBe('public, max-age=0, s-maxage=60')
  expect((await request.get(`${board}/1`, { headers: { 'if-none-match': tag } })).status()).toBe(304)

  const other = await (await browser.newContext()).newPage()
  const sign = await signIn(other, 'zhang@qinghe.example')
  await expect(other.getByRole('heading', { name: '待公示的更正版' })).toBeVisible()
  await sign.open(address)
  await sign.press('公示更正版')
  await expect(other.getByRole('alert')).toContainText('请写明更正的原因')
  await sign.fill('更正原因', '补登一次接待选民')
  await sign.press('公示更正版')
  await expect(other.getByText('更正版已公示')).toBeVisible()
  await expectAccessible(other)

  // The public: what changed and why; of the first revision the notice only. The site keeps a page for a minute, so
  // what is seen at once is asked under an address nobody has asked yet.
  const reader = await (await browser.newContext()).newPage()
  await reader.goto(board)
  await expect(reader).toHaveURL(/\/2$/)
  await expect(reader.getByText('原因：补登一次接待选民')).toBeVisible()
  await expect(reader.getByRole('table', { name: '更正的行' }).locator('tbody tr')).toHaveCount(1)
  await expectAccessible(reader)
  const stale = await request.get(`${board}/1?fresh`, { headers: { 'if-none-match': tag } })
  expect(stale.status()).toBe(200)
  await reader.goto(`${board}/1?fresh`)
  await expect(reader.getByText('由更正版代替')).toBeVisible()
  await expect(reader.locator('tbody tr')).toHaveCount(0)
  await expectAccessible(reader)
  await reader.getByRole('link', { name: '看第2版' }).click()
  await expect(reader).toHaveURL(/\/2$/)

  // The wall of the deputies' house turns its pages by itself, without script and cookie.
  const wall = await request.get(`${board}/hall`)
  expect(wall.headers()['refresh']).toMatch(/^15; url=.*\/hall\?page=2$/)
  expect(wall.headers()['cache-control']).toBe('public, max-age=0, s-maxage=60')
  expect(wall.headers()['set-cookie']).toBeUndefined()
  await reader.setViewportSize({ width: 1920, height: 1080 })
  await reader.goto(`${board}/hall?page=2&hold`)
  await expect(reader.getByRole('heading', { name: title })).toBeVisible()
  await expect(reader.getByText(/^第2\/\d页$/)).toBeVisible()
  expect(await reader.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080)
  await expectAccessible(reader)

  await act.open(address)
  await act.fill('撤下原因', '积分规则适用有误')
  await act.fill('批准人', '赵立新')
  await act.fill('批准人职务', '区人大常委会副主任')
  await act.press('撤下')
  await expect(page.getByText('已撤下，公众页只显示说明')).toBeVisible()
  await expectAccessible(page)
  await reader.goto(`${board}/2?fresh`)
  await expect(reader.getByText('原因：积分规则适用有误')).toBeVisible()
  await expect(reader.locator('tbody tr')).toHaveCount(0)
  expect(await reader.content()).not.toContain('赵立新')
  await expectAccessible(reader)
  await reader.goto(`${board}/hall?fresh`)
  await expect(reader.getByText('本榜已于')).toBeVisible()
  await expect(reader.locator('tbody tr')).toHaveCount(0)
  await reader.goto('/qinghe?fresh')
  await expect(reader.getByText('撤下').first()).toBeVisible()
})

/** The address of a unit's board of the last quarter, from the public page. */
async function boardOf(page: Page, unit: string): Promise<string> {
  await page.goto('/qinghe')
  const links = page.getByRole('link', { name: unit, exact: true })
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  return hrefs.find((href) => href.endsWith(quarter))!
}
