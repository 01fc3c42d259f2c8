import { expect, test } from '@playwright/test'
import { expectAccessible, PASSWORD, signIn, violations } from './actions.ts'

// A deputy on the phone: what their sessions are about, and the papers they read for them.

const PHONE = { width: 360, height: 740 }

test('a deputy opens a session of theirs, reads a paper that is not public, and nothing of another body’s', async ({
  page,
  browser,
}) => {
  await page.setViewportSize(PHONE)
  const expectNarrow = async () => {
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(page, ['color-contrast'])).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  }
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('苏兰')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  const sessionsIn = (name: string | RegExp) =>
    page.locator('section').filter({ has: page.getByRole('heading', { name }) })
  // 本次 where another journey has opened it.
  const next = sessionsIn(/^(下|本)次会议$/)
  await expect(next.getByRole('listitem')).toContainText('镇政府礼堂（演示）')
  await next.getByRole('link', { name: '查看全部会议' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('我的会议')
  await expectNarrow()

  await sessionsIn('正在召开和将要召开')
    .getByRole('link', { name: /^柳荫镇.*人民代表大会/ })
    .click()
  await expect(page.getByText('镇政府礼堂（演示）')).toBeVisible()
  const item = page.getByRole('listitem').filter({ hasText: '40分钟' })
  const paper = item.getByRole('link', { name: '政府半年工作报告（演示，会议内部使用）' })
  const downloading = page.waitForEvent('download')
  await paper.click()
  expect((await downloading).suggestedFilename()).toBe('政府半年工作报告（演示，会议内部使用）.docx')
  await expectNarrow()
  const href = (await paper.getAttribute('href'))!
  await page.goto(page.url().replace('/qinghe/', '/en/qinghe/'))
  await expect(page.getByRole('heading', { name: 'Agenda' })).toBeVisible()
  await expectNarrow()

  // Written down from paper, and no roll of it says who was there.
  await page.goto('/qinghe/my/sessions')
  await sessionsIn('近一年').getByRole('link').first().click()
  await expect(page.getByText('这次会议没有登记您的出席情况')).toBeVisible()
  await expectNarrow()

  const office = await (await browser.newContext()).newPage()
  await signIn(office)
  expect((await office.request.get(href)).status()).toBe(403)
  await office.goto(`/qinghe/calendar/congress/${new Date().getFullYear()}`)
  await office.getByRole('link', { name: '白马镇', exact: true }).click()
  await office
    .getByRole('row', { name: /临时会议/ })
    .getByRole('link')
    .first()
    .click()
  await expect(office.getByRole('heading', { level: 1 })).toContainText('白马镇')
  const other = new URL(office.url()).pathname.split('/').at(-1)!
  await office.context().close()
  expect((await page.goto(`/qinghe/my/sessions/${other}`))?.status()).toBe(404)
  await expectAccessible(page)
})
