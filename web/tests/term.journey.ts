import { expect, test } from '@playwright/test'
import { counted, expectAccessible, expectExported, signIn } from './actions.ts'

// Terms of the congresses: read, registered for several townships at once, corrected, and a unit's office's own.

/** When the running term of the demo district began. */
const BEGAN = new Date().getFullYear() - 5

test('a term is registered for two townships at once, corrected, and refused where it overlaps', async ({ page }) => {
  await signIn(page, 'he@qinghe.example')
  const act = counted(page)
  await act.follow('届次')
  await expect(page.getByRole('row', { name: /青禾区人大.*第十八届.*本届/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /青禾区人大.*第十七届.*已届满/ })).toBeVisible()
  await expect(page.getByRole('table').getByText('北桥街道')).toHaveCount(0)
  await expectAccessible(page)
  await expectExported(page)

  await act.check('柳荫镇人大')
  await act.check('古花乡人大')
  await act.fill('第几届', '18')
  await act.fill('开始日期', `${BEGAN - 5}-11-25`)
  await act.fill('届满日期', `${BEGAN}-11-20`)
  await act.press('登记届次')
  await expect(page.getByRole('alert')).toContainText('与柳荫镇人大第十九届')
  await expect(page.getByLabel('古花乡人大')).toBeChecked()
  await expectAccessible(page)
  await act.fill('届满日期', `${BEGAN}-11-18`)
  await act.press('登记届次')
  await expect(page.getByText('届次已登记。')).toBeVisible()
  const row = page.getByRole('row', { name: /古花乡人大.*第十八届/ })
  await expect(row).toContainText(`${BEGAN}年11月18日`)
  await expect(page.getByLabel('古花乡人大')).not.toBeChecked()

  await row.getByRole('link', { name: /^更正/ }).click()
  await expect(page.getByRole('heading', { name: '更正古花乡人大第十八届的起止' })).toBeVisible()
  await expectAccessible(page)
  const correcting = page.locator('form', { has: page.getByRole('button', { name: '更正起止' }) })
  await correcting.getByLabel('届满日期').fill(`${BEGAN}-11-19`)
  await act.press('更正起止')
  await expect(page.getByText('起止日期已更正。')).toBeVisible()
  await expect(row).toContainText(`${BEGAN}年11月19日`)
  await row.getByRole('link', { name: '古花乡人大', exact: true }).click()
  await expect(page.locator('ol.history')).toContainText('更正届次起止')
})

test('a street’s office sees the term of the district’s congress, and registers none', async ({ page }) => {
  await signIn(page, '罗敏')
  await page.goto('/qinghe/terms')
  await expect(page.getByRole('row', { name: /青禾区人大.*第十八届/ })).toBeVisible()
  await expect(page.getByRole('table').getByText('柳荫镇')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '登记届次' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^更正/ })).toHaveCount(0)
  await expectAccessible(page)
})
