import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// Who was at a session, as its roll is settled, taken back and entered anew; its minutes and certificates; its guests.

const PHONE = { width: 360, height: 740 }
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

/** The newest session of a town's congress in some state. */
async function openSession(page: Page, town: string, state: string) {
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name: town, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${town} 人民代表大会`)
  await page
    .getByRole('row', { name: new RegExp(state) })
    .first()
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(town)
}

test('a roll is taken back and entered anew: as many are named as were missing', async ({ page }) => {
  await signIn(page)
  await openSession(page, '三泉镇', '已召开')
  await page.getByRole('link', { name: '出席名册' }).click()
  await expect(page.getByText(/确认$/).first()).toBeVisible()
  await expectAccessible(page)
  await expectExported(page)
  const away = await page.getByRole('row', { name: /未到/ }).evaluateAll((rows) =>
    rows.map((row) => {
      const [name, from] = [...row.querySelectorAll('td')].map((cell) => cell.innerText.split('\n')[0]!.trim())
      return `${name} ${from}`
    })
  )
  expect(away.length).toBeGreaterThan(1)
  await page.getByRole('button', { name: '撤回名册' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('撤回原因').fill('名单抄错（演示）')
  await page.getByRole('button', { name: '撤回名册' }).click()
  await expect(page.getByText('上次确认的名册已撤回：名单抄错（演示）')).toBeVisible()
  await page.getByLabel(/没有出席的人/).fill(away.slice(1).join('\n'))
  await page.getByRole('button', { name: '登记出席名册' }).click()
  await expect(page.getByRole('alert')).toContainText(`缺席应为${away.length}名`)
  await expectAccessible(page)
  await page.getByLabel(/没有出席的人/).fill(away.join('\n'))
  await page.getByRole('button', { name: '登记出席名册' }).click()
  await expect(page.getByText('出席名册已确认')).toBeVisible()
  await expect(page.getByRole('row', { name: /未到/ })).toHaveCount(away.length)
  await page.setViewportSize(PHONE)
  expect(await isWide(page)).toBe(false)
})

test('whoever missed two sessions without leave is named with the article, on the day’s list and in the dossier', async ({
  page,
}) => {
  await signIn(page)
  await page.goto('/qinghe/today')
  const list = page.locator('section', { has: page.getByRole('heading', { name: '未经批准缺席人代会' }) })
  await expect(list).toContainText('不会自动产生任何后果')
  await expect(list.getByText('《代表法》第六十二条')).toHaveCount(1)
  await list.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: /出席人民代表大会会议/ })).toBeVisible()
  await expect(page.getByText('未经批准没有出席的会议2次。', { exact: false })).toBeVisible()
})

test('minutes and a certificate come as a page and as a file', async ({ page }) => {
  await signIn(page)
  await openSession(page, '三泉镇', '已召开')
  await page.getByRole('link', { name: '会议记录' }).click()
  await expect(page.getByRole('article', { name: '会议记录' })).toContainText('法定人数')
  await expectAccessible(page)
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载 .docx' }).click()
  expect((await saved).suggestedFilename()).toMatch(/^会议记录-三泉镇.*\.docx$/)
  await page.setViewportSize(PHONE)
  expect(await isWide(page)).toBe(false)
  await page
    .locator('section', { has: page.getByRole('heading', { name: '会议出席情况证明' }) })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('article', { name: '会议出席情况证明' })).toContainText('兹证明')
  await expectAccessible(page)
})

test('guests are entered as lines, and removed; one line that means nothing enters nobody', async ({ page }) => {
  await signIn(page)
  await openSession(page, '白马镇', '已通知')
  await page.getByRole('link', { name: '列席人员' }).click()
  await expect(page.getByRole('row', { name: /林夏/ })).toContainText('列席')
  await expectAccessible(page)
  await expectExported(page)
  await page.getByLabel('姓名，单位，身份').fill('何溪，区检察院（演示）\n谷雨，区法院（演示），代表')
  await page.getByRole('button', { name: '登记列席人员' }).click()
  await expect(page.getByRole('alert')).toContainText('身份请写列席、应邀或会外发言')
  await expect(page.getByRole('row', { name: /何溪/ })).toHaveCount(0)
  await page.getByLabel('姓名，单位，身份').fill('何溪，区检察院（演示）')
  await page.getByRole('button', { name: '登记列席人员' }).click()
  await page.getByRole('row', { name: /何溪/ }).getByRole('button', { name: '删除 何溪' }).click()
  await expect(page.getByText('已删除')).toBeVisible()
  await expect(page.getByRole('row', { name: /何溪/ })).toHaveCount(0)
  await page.setViewportSize(PHONE)
  expect(await isWide(page)).toBe(false)
  await page.getByRole('link', { name: '会议记录' }).click()
  await expect(page.getByText('会议尚未召开，没有可以记录的内容。')).toBeVisible()
})
