import { expect, test } from '@playwright/test'
import { counted, expectAccessible, expectExported, lastQuarter, signIn } from './actions.ts'

// A unit's assessment of a year: by place, somebody left out with a ground and a reason, and taken in again.

test('whoever is left out of a year has a ground and no place, until taken in again', async ({ page }) => {
  const act = counted(page)
  await signIn(page, 'he@qinghe.example')
  await act.open('/qinghe/units')
  const unit = (await page
    .getByRole('row', { name: /东堤街道/ })
    .getByRole('link')
    .first()
    .getAttribute('href'))!
  const unitId = /\/units\/([^/]+)\//.exec(unit)![1]!
  await act.open(`/qinghe/assessment/district/${lastQuarter().quarter.slice(0, 4)}?unit=${unitId}&order=place`)
  const rows = page.locator('tbody tr')
  await expectExported(page)
  const name = (await rows.first().locator('td').first().getByRole('link').textContent())!
  const row = rows.filter({ hasText: name }).first()
  await row.getByRole('link', { name: /^不评定/ }).click()
  await act.press('不评定')
  await expect(page.getByRole('alert')).toContainText('原因')
  await expectAccessible(page)
  await act.choose('依据', '长期病休')
  await act.fill('原因', '长期住院，街道已核实（演示）')
  await act.press('不评定')
  await expect(page.getByText(`${name}已列为不评定。`)).toBeVisible()
  await expect(row).toContainText('长期病休')
  await expect(row).toContainText('—')
  await row.getByRole('link', { name: /^恢复评定/ }).click()
  await act.fill('原因', '已返岗（演示）')
  await act.press('恢复评定')
  await expect(page.getByText(`${name}已恢复评定。`)).toBeVisible()
  await expect(row).not.toContainText('长期病休')
})
