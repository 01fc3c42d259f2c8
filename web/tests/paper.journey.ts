import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, signIn } from './actions.ts'

// The papers of an agenda's items, and what everybody may read of a session.

const PHONE = { width: 360, height: 740 }
const local = new Date(Date.now() + 8 * 3_600_000)
const year = local.getUTCFullYear()

const pdf = (about: string) => Buffer.from(`%PDF-1.7\n% ${about}\nstartxref\n9\n%%EOF\n`)
const narrow = async (page: Page) => {
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
}

/** The agenda of the demo's extraordinary session, and one of its items opened. */
async function openItem(page: Page, name: string) {
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name: '白马镇', exact: true }).click()
  // The calendar has rows of such sessions too.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('白马镇 人民代表大会')
  await page
    .getByRole('row', { name: /临时会议/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('link', { name: '议程', exact: true }).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.locator('#papers')).toBeVisible()
}

test('a paper goes up as it is chosen, is made public, and everybody has it until it is not', async ({
  page,
  browser,
}) => {
  await signIn(page)
  await openItem(page, '预算调整')
  const papers = page.locator('#papers')
  const file = papers.getByLabel('上传文件')
  await papers.getByRole('button', { name: '保存文件' }).click()
  await expect(page.getByRole('alert')).toContainText('请选择文件')
  await expectAccessible(page)
  await file.setInputFiles({ name: '照片.pdf', mimeType: 'application/pdf', buffer: Buffer.from('GIF89a') })
  await expect(papers.getByText('文件内容不是 PDF 或 .docx')).toBeVisible()
  const name = `预算调整方案${Date.now()}`
  await file.setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf(name) })
  await expect(papers.getByText('已上传，请保存')).toBeVisible()
  await expect(papers.getByLabel(/^文件名称/)).toHaveValue(name)
  await papers.getByRole('button', { name: '保存文件' }).click()
  const one = papers.getByRole('listitem').filter({ hasText: name })
  await expect(one).toContainText('内部')
  await expect(page.getByRole('row', { name: /预算调整/ })).toContainText('份文件')
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await one.getByRole('link', { name }).first().click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe(`${name}.pdf`)
  expect(await readFile(await download.path())).toEqual(pdf(name))

  const stranger = await (await browser.newContext()).newPage()
  const address = await page.getByRole('link', { name: '向社会公开的页面' }).getAttribute('href')
  await stranger.goto(address!)
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText('白马镇')
  await expect(stranger.getByText(name)).toHaveCount(0)
  await one.getByRole('button', { name: '设为公开' }).click()
  await expect(one).toContainText('向社会公开')
  // The page itself may be a minute old; asked in another way, it is not.
  await stranger.goto(`${address}?now`)
  const href = await stranger.getByRole('link', { name }).getAttribute('href')
  const shown = await stranger.request.get(href!)
  expect(await shown.body()).toEqual(pdf(name))
  expect(shown.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-security-policy': `default-src 'none'; sandbox`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=0, s-maxage=60',
  })
  expect(shown.headers()['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''/)

  await one.getByRole('link', { name: '删除' }).click()
  await expect(papers.getByText('删除后谁都打不开这份文件')).toBeVisible()
  await expectAccessible(page)
  await narrow(page)
  await papers.getByRole('button', { name: '删除' }).click()
  await expect(papers.getByText(name)).toHaveCount(0)
  expect((await stranger.request.get(`${href}?now`)).status()).toBe(404)
  await stranger.goto(`${address}?then`)
  await expect(stranger.getByText(name)).toHaveCount(0)
  await stranger.context().close()
})

test('without a script the file goes along with its form', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await signIn(page)
  await openItem(page, '政府半年工作报告')
  const papers = page.locator('#papers')
  const name = `半年工作报告${Date.now()}`
  await papers
    .getByLabel('上传文件')
    .setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: pdf(name) })
  await papers.getByRole('button', { name: '保存文件' }).click()
  await expect(papers.getByRole('link', { name }).first()).toBeVisible()
  await context.close()
})

test('everybody reads the year of sessions and a session: kept for a minute, no script, no cookie', async ({
  page,
}) => {
  await page.goto('/qinghe')
  await page.getByRole('link', { name: '会议', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${year}年会议`)
  for (const heading of ['区人民代表大会', '区人大常委会', '乡镇人民代表大会']) {
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
  }
  await expect(page.locator('li li').filter({ hasText: /三泉镇.*临时会议/ })).toContainText('已取消')
  await expect(page.getByText('演示）')).toHaveCount(0)
  await expectAccessible(page)
  await narrow(page)
  await page
    .getByRole('row', { name: /年初例会/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('青禾区')
  await expect(page.getByText(/日通过/)).toBeVisible()
  await expect(page.getByRole('link', { name: '政府工作报告（演示）' })).toBeVisible()
  await expect(page.getByText('会议内部使用')).toHaveCount(0)
  await expect(page.getByText('人大会议室（演示）')).toHaveCount(0)
  await expect(page.locator('script')).toHaveCount(0)
  await expectAccessible(page)
  await narrow(page)
  const answer = await page.request.get(page.url())
  expect(answer.headers()['cache-control']).toBe('public, max-age=0, s-maxage=60')
  const tag = answer.headers()['etag']!
  expect((await page.request.get(page.url(), { headers: { 'if-none-match': tag } })).status()).toBe(304)
  expect((await page.request.get('/qinghe/meetings/none')).status()).toBe(404)
  await expect(page.locator('meta[name=robots]')).toHaveCount(0)
  // A district that nobody has verified is in no search engine.
  await page.goto('/baishi/meetings')
  await expect(page.getByText('这一年还没有会议')).toBeVisible()
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex')
  await expectAccessible(page)
})

test('a session that was called off shows that, and nothing of its agenda', async ({ page }) => {
  await page.goto('/qinghe/meetings')
  await page.getByRole('link', { name: /三泉镇.*临时会议/ }).click()
  await expect(page.getByText('这次会议已取消')).toBeVisible()
  await expect(page.getByText('并入季度会议')).toHaveCount(0)
  await page.goto(page.url().replace('/qinghe/', '/en/qinghe/'))
  await expect(page.getByText('This session has been called off')).toBeVisible()
  await expectAccessible(page)
})
