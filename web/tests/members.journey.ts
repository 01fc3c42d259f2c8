import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// An administrator invites somebody without a mailbox, who joins on a phone, sees one unit, and is let go again.

const OWN_PASSWORD = 'north bridge office'
const account = `罗敏-${Date.now().toString(36)}`

async function invite(page: Page): Promise<string> {
  await page.getByLabel('姓名').fill('罗敏')
  await page.getByLabel(/^账号/).fill(account)
  await page.getByLabel('或者：街镇人大').selectOption({ label: '北桥街道' })
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByText('已邀请罗敏')).toBeVisible()
  return (await page.getByText(/\/join\/[0-9a-f]{64}$/).textContent())!
}

const rowOf = (page: Page) => page.getByRole('table', { name: '成员' }).getByRole('row').filter({ hasText: account })

test('invited without a mailbox, joined on a phone, let go again', async ({ page, browser }) => {
  await signIn(page)
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '成员' }).click()
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByRole('alert')).toContainText('至少选一个角色，或者选一个街镇')
  await expectAccessible(page)

  const link = await invite(page)
  await expectAccessible(page)
  await expect(page.getByRole('table', { name: '邀请' }).getByRole('row').filter({ hasText: account })).toContainText(
    '北桥街道'
  )
  await page.reload()
  await expectExported(page, '成员')
  await expectExported(page, '邀请')
  await expect(page.getByText(link)).toHaveCount(0)

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const joining = await phone.newPage()
  await joining.goto(link)
  await expect(joining.getByRole('heading', { name: '加入青禾区' })).toBeVisible()
  await expect(joining.getByLabel('账号')).toHaveValue(account)
  await expectAccessible(joining)
  await joining.getByLabel('密码').fill('short')
  await joining.getByRole('button', { name: '设置密码并加入' }).click()
  await expect(joining.getByRole('alert')).toBeVisible()
  await expectAccessible(joining)
  await joining.getByLabel('密码').fill(OWN_PASSWORD)
  await joining.getByRole('button', { name: '设置密码并加入' }).click()
  await expect(joining.getByRole('heading', { name: '今日' })).toBeVisible()

  const titles = await joining.locator('.todo .title').allTextContents()
  expect(titles.filter((title) => /(街道|镇|乡)$/.test(title) && title !== '北桥街道')).toEqual([])
  expect(titles).toContain('北桥街道')
  await joining.goto('/qinghe/units')
  await expect(joining.locator('tbody tr')).toHaveCount(1)
  await expect(joining.getByRole('link', { name: '成员' })).toHaveCount(0)

  const refusal = await joining.goto('/qinghe/members')
  expect([403, 404]).toContain(refusal?.status())
  expect(await joining.content()).not.toMatch(/\bat \S+ \(|\.ts:\d+/)
  await expectAccessible(joining)

  await joining.goto(link)
  await expect(joining.getByText('这个邀请已经用过')).toBeVisible()
  await expectAccessible(joining)

  // The sign-in name works at the district's own door as well.
  const elsewhere = await browser.newContext()
  await signIn(await elsewhere.newPage(), account, OWN_PASSWORD)
  await elsewhere.close()

  await page.reload()
  await rowOf(page).getByRole('link', { name: '停用' }).click()
  await expect(page.getByText('罗敏马上不能再进入本区')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('已停用：罗敏')).toBeVisible()
  await expect(rowOf(page)).toHaveCount(0)

  await joining.goto('/qinghe/units')
  await expect(joining).toHaveURL(/\/qinghe\/sign-in\?back=/)
  await phone.close()
})

test('the last administrator stays, and is told why', async ({ page }) => {
  await signIn(page)
  await page.goto('/qinghe/members')
  const end = async (name: RegExp) => {
    await page.getByRole('row', { name }).getByRole('link', { name: '停用' }).click()
    await page.getByRole('button', { name: '停用' }).click()
  }
  await end(/郑海宁/)
  await expect(page.getByText('已停用：郑海宁')).toBeVisible()
  await end(/张敏之/)
  await expect(page.getByRole('alert')).toContainText('这是最后一位管理员')
  await expect(page.getByRole('row', { name: /张敏之/ })).toBeVisible()
})

test('inviting works without script, and the form keeps what was filled in', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await signIn(page)
  await page.goto('/qinghe/members')
  await page.getByLabel('姓名').fill('田雨')
  await page.getByLabel(/^账号/).fill('田雨')
  await page.getByLabel('常委会办公室').check()
  await page.getByLabel('或者：街镇人大').selectOption({ label: '北桥街道' })
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByRole('alert')).toContainText('不兼其他角色')
  await expect(page.getByLabel('常委会办公室')).toBeChecked()
  await expect(page.getByLabel('姓名')).toHaveValue('田雨')
  await page.getByLabel('或者：街镇人大').selectOption('')
  await page.getByLabel(/^账号/).fill('Tian Yu')
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByRole('alert')).toContainText('填邮箱，或2至30个')
  await page.getByLabel(/^账号/).fill(`田雨-${Date.now().toString(36)}`)
  await page.getByRole('button', { name: '邀请成员' }).click()
  await expect(page.getByText('已邀请田雨')).toBeVisible()
  await expect(page.getByText(/\/join\/[0-9a-f]{64}$/)).toBeVisible()
})
