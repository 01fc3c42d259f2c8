import { expect, test } from '@playwright/test'
import { expectAccessible, PASSWORD, signIn } from './actions.ts'

const year = String(new Date(Date.now() + 8 * 3_600_000).getUTCFullYear())

test('a deputy opens the draft of the own duty report on a phone and takes it along as a document', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('苏兰')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page
    .getByRole('link', { name: `${year}年述职报告草稿` })
    .first()
    .click()
  const paper = page.getByRole('article', { name: `${year}年度述职报告` })
  await expect(paper.getByRole('heading', { name: '一、任职情况' })).toBeVisible()
  await expect(paper.getByText('报告人：苏兰')).toBeVisible()
  await expectAccessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载 .docx' }).click()
  expect((await downloading).suggestedFilename()).toBe(`${year}年度述职报告-苏兰.docx`)
  await page.goto(page.url().replace(year, '2020'))
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
})

test('the office that keeps the record opens the draft of its deputy', async ({ page }) => {
  await signIn(page)
  await page.goto('/qinghe/units')
  await page
    .getByRole('row', { name: /北桥街道/ })
    .getByRole('link')
    .first()
    .click()
  await page.locator('a[href*="/deputies/"]').first().click()
  await page.getByRole('link', { name: '述职报告' }).click()
  await expect(page.getByRole('heading', { name: '二、参加会议和活动' })).toBeVisible()
  await expect(page.getByRole('table').filter({ hasText: '应参加' })).toBeVisible()
})
