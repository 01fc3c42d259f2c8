import { setTimeout } from 'node:timers/promises'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible, expectExported, hallPath, PASSWORD, signIn } from './actions.ts'

// A session's day in the hall: the clerk's page, the wall and a deputy's phone, each in a browser of its own.

/** Longer than the lists of a hall wait before they are read anew. */
const SLOW_MS = 3000
const PHONE = { width: 360, height: 740 }

async function onPhone(browser: Browser): Promise<Page> {
  const phone = await browser.newContext({ viewport: PHONE })
  const page = await phone.newPage()
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('苏兰')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('link', { name: '菜单' }).click()
  await page.getByRole('link', { name: '会议签到' }).click()
  await expect(page.getByRole('heading', { name: '会议签到' })).toBeVisible()
  return page
}

const presentOn = async (page: Page): Promise<number> => Number(await page.locator('[data-count=present]').innerText())

test('deputies check in by phone and at the desk; the sitting opens with a quorum, and every screen sees it', async ({
  page,
  browser,
}) => {
  await signIn(page)
  const hall = await hallPath(page)
  await page.goto(hall)
  await expectAccessible(page)
  await expectExported(page)
  const before = await presentOn(page)

  const wall = await page.context().newPage()
  await wall.goto(`${hall}/screen`)
  await expect(wall.getByRole('img', { name: /check-in/ })).toBeVisible()
  await expectAccessible(wall)
  const shown = wall.locator('.code b')
  await expect(shown).toHaveText(/^\d{3} \d{3}$/)

  const phone = await onPhone(browser)
  await phone.getByLabel('签到码').fill('000000')
  await phone.getByRole('button', { name: '签到', exact: true }).click()
  await expect(phone.getByText(/签到码不对或已经换了/).first()).toBeVisible()
  await phone.getByLabel('签到码').fill(await shown.innerText())
  await phone.getByRole('button', { name: '签到', exact: true }).click()
  await expect(phone.getByText(/已签到，\d\d:\d\d/)).toBeVisible()
  await expectAccessible(phone)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  await expect(page.locator('[data-count=present]')).toHaveText(String(before + 1))
  await expect(wall.locator('[data-count=present]')).toHaveText(String(before + 1))
  await phone.getByRole('link', { name: '菜单' }).click()
  await phone.getByRole('link', { name: '我的会议' }).click()
  await phone
    .getByRole('link', { name: /^柳荫镇.*人民代表大会/ })
    .first()
    .click()
  await expect(phone.getByText(/第1次全体会议：已签到，\d\d:\d\d/)).toBeVisible()
  await expect(phone.getByText('正在进行')).toHaveCount(0)
  await expect(phone.getByRole('article', { name: '会议出席情况证明' })).toHaveCount(0)

  await page.getByRole('button', { name: '开会' }).click()
  await expect(page.getByRole('alert')).toContainText('不足法定人数')
  await expect(page.getByText('《地方组织法》第十四条').first()).toBeVisible()
  await page.getByRole('link', { name: /^未签到/ }).click()
  await expect(page.getByRole('row').getByRole('checkbox').first()).toBeVisible()
  for (const box of (await page.getByRole('row').getByRole('checkbox').all()).slice(0, 12)) await box.check()
  await page.getByRole('button', { name: '为选中的12人签到' }).click()
  await expect(page.locator('[data-count=present]')).toHaveText(String(before + 13))
  await expect(page.getByText('已达法定人数')).toBeVisible()
  await page.getByRole('button', { name: '开会' }).click()
  await expect(page.getByText('已开会', { exact: true })).toBeVisible()
  await expect(wall.getByText('正在开会').first()).toBeVisible()

  await page.getByRole('button', { name: /^进入.*政府半年工作报告/ }).click()
  await expect(page.getByRole('timer')).toContainText('计划40分钟')
  await expect(wall.getByRole('heading', { name: '政府半年工作报告' })).toBeVisible()
  await expect(wall.getByRole('timer')).toContainText(/00:\d\d/)
  await phone.reload()
  await expect(phone.getByRole('listitem').filter({ hasText: '40分钟' })).toContainText('正在进行')

  // Lists are read anew beside it; the link is followed all the same.
  await page.route(
    /state=present/,
    async (route) => {
      await setTimeout(SLOW_MS)
      await route.continue()
    },
    { times: 1 }
  )
  await page.getByRole('button', { name: /^进入.*预算调整/ }).click()
  await expect(page.getByRole('timer')).toContainText('计划20分钟')
  await page.getByRole('link', { name: /^在场/ }).click()
  await expect(page).toHaveURL(/state=present/)
  await page.getByLabel('找人').fill('苏兰')
  await page.getByRole('link', { name: '苏兰' }).click()
  await page.getByRole('button', { name: '登记离场' }).click()
  await expect(page.locator('[data-count=present]')).toHaveText(String(before + 12))
  await expect(wall.locator('[data-count=present]')).toHaveText(String(before + 12))
  await phone.reload()
  await expect(phone.getByText(/已登记离场/)).toBeVisible()
  const row = phone.getByRole('article', { name: '会议出席情况证明' }).getByRole('row', { name: /第一次全体会议/ })
  await expect(row).toContainText(/\d\d:\d\d\d\d:\d\d在场/)
  await expectAccessible(phone)
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  await phone.context().close()

  await page.getByRole('button', { name: '散会' }).click()
  await expect(page.getByText('已散会', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: '恢复会议' }).click()
  await expect(page.getByText('会议继续')).toBeVisible()
  await page.getByRole('link', { name: '会议情况' }).click()
  await expect(page.getByText('已召开').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '撤销召开登记' })).toHaveCount(0)
})
