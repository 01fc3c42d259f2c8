import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// What a session said: written down, handed to an organ, reported on, carried on or closed, and followed in the sessions after.

const PHONE = { width: 360, height: 740 }
const local = new Date(Date.now() + 8 * 3_600_000)
const year = local.getUTCFullYear()
const dayAfter = (days: number) => new Date(local.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** The last session 三泉镇 held; the one before has opinions at every step. */
async function openLast(page: Page) {
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name: '三泉镇', exact: true }).click()
  // The calendar has rows of sessions that were held, too.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('三泉镇')
  await page
    .getByRole('row', { name: /已召开/ })
    .first()
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('navigation', { name: '会议的各部分' }).getByRole('link', { name: '审议意见' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('审议意见')
}

test('an opinion goes from the session to an organ and back, and a wrong step is taken back', async ({ page }) => {
  await signIn(page)
  await openLast(page)
  await expectAccessible(page)
  await expectExported(page, '本次会议')
  await expectExported(page, '以前会议未办结')
  const aside = page.getByRole('complementary')
  await aside.getByLabel('提出方').selectOption({ label: '全体会议' })
  await aside.getByRole('button', { name: '登记审议意见' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  const said = '建议增设乡村公交站点（演示）'
  await aside.getByLabel('意见内容').fill(said)
  await aside.getByRole('button', { name: '登记审议意见' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(said) })).toContainText('待交办')

  await page.getByRole('link', { name: said }).click()
  const opened = page.locator('#opinion')
  await opened.getByLabel('承办单位').fill('镇人民政府（演示）')
  await opened.getByLabel('报告期限').fill(dayAfter(-30))
  await opened.getByRole('button', { name: '交办', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('不能早于')
  await opened.getByLabel('报告期限').fill(dayAfter(30))
  await opened.getByText('依据').click()
  await expect(opened.getByText(/本区设定/)).toBeVisible()
  await opened.getByText('依据').click()
  await opened.getByRole('button', { name: '交办', exact: true }).click()
  await expect(page.getByRole('row', { name: new RegExp(said) })).toContainText('办理中')
  await expectAccessible(page)

  await opened.getByLabel('办理情况报告').fill('已增设三处站点（演示）')
  await opened.getByRole('button', { name: '登记报告' }).click()
  await opened.getByText('继续办理').first().click()
  await opened.getByLabel('继续办理的理由').fill('还有两个村没有站点（演示）')
  await opened.getByLabel('再次报告期限').fill(dayAfter(60))
  await opened.getByRole('button', { name: '继续办理' }).click()
  await expect(page.getByRole('row', { name: new RegExp(said) })).toContainText('继续办理中')
  await expect(opened.getByText('第1次报告')).toBeVisible()
  await opened.getByRole('button', { name: '撤销最近一步' }).click()
  await expect(page.getByRole('row', { name: new RegExp(said) })).toContainText('已报告')
  await opened.getByRole('button', { name: '办结', exact: true }).click()
  await expect(page.getByRole('row', { name: new RegExp(said) })).toContainText('已办结')
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
})

test('what is open of the session before is seen in the next one, filtered, and handled from there', async ({
  page,
}) => {
  await signIn(page)
  await openLast(page)
  const earlier = page.getByRole('table', { name: '以前会议未办结' })
  await expect(earlier.getByRole('row')).toHaveCount(5)
  await page.getByRole('link', { name: /逾期未报告/ }).click()
  await expect(earlier.getByRole('row')).toHaveCount(2)
  await earlier.getByRole('link').click()
  const opened = page.locator('#opinion')
  await opened.getByLabel('办理情况报告').fill('已提出整改意见（演示）')
  await opened.getByRole('button', { name: '登记报告' }).click()
  await expect(page.getByText('已保存')).toBeVisible()
  await expect(earlier.getByRole('row', { name: /已报告/ })).toHaveCount(2)
  await expectAccessible(page)
})

test('an overdue report is a task of the day of the office whose body asked for it', async ({ page }) => {
  await signIn(page)
  await page.goto('/qinghe/today')
  const task = page.getByRole('listitem').filter({ hasText: '逾期未报告' })
  await expect(task).toHaveCount(1)
  await task.getByRole('link', { name: '查看' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('人大常委会')
  await expect(page.locator('#opinion')).toContainText('报告')
})
