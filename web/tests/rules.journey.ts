import { expect, test } from '@playwright/test'
import { counted, expectAccessible } from './actions.ts'

// The next version of the rules on points: drafted, refused where it is wrong, published, and held beside the one before.

test('the next version of the rules is drafted, corrected and published', async ({ page }) => {
  const act = counted(page)
  await act.open('/qinghe/sign-in?back=%2Fqinghe%2Frules')
  await page.getByLabel(/^账号/).fill('he@qinghe.example')
  await act.fill('密码', 'demo-qinghe-2026')
  await act.press('登录')
  await expect(page.getByRole('heading', { name: '积分规则' })).toBeVisible()
  await expect(page.getByText('施行中')).toBeVisible()
  await expectAccessible(page)

  await act.follow('起草下一版')
  const item = page.getByRole('group').filter({ hasText: '提出建议' })
  await item.locator('summary').click()
  const worth = item.getByLabel('每次分值（扣分写负数）')
  const before = await worth.inputValue()
  await worth.fill('三分')
  await act.fill('修改原因', '主任会议通过')
  await act.press('发布')
  await expect(page.getByRole('alert')).toContainText('请核对后勾选')
  // What was filled in stays, and each fault stands at its field.
  await page.getByRole('checkbox', { name: /已核对/ }).check()
  await act.press('发布')
  await expect(page.locator('.field.bad').filter({ has: page.getByLabel('每次分值（扣分写负数）') })).toHaveCount(1)
  await expect(worth).toHaveValue('三分')
  await expectAccessible(page)
  const after = String(Number(before) + 0.5)
  await worth.fill(after)
  await page.getByRole('checkbox', { name: /已核对/ }).check()
  await act.press('发布')
  await expect(page.getByText('已发布。施行以前的积分不变。')).toBeVisible()
  await expect(page.getByText('尚未施行')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: '提出建议' })
  await expect(row).toContainText(`+${after}`)
  await expect(page.getByText('主任会议通过').first()).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('list').getByRole('link').last().click()
  await expect(page.getByText('第1版').first()).toBeVisible()
  await expect(row).toContainText(`+${Number(before)}`)
})
