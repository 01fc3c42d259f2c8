import { expect, test, type Page } from '@playwright/test'
import { counted, expectAccessible, expectExported, lastQuarter, signIn } from './actions.ts'

// A year in pictures, each with its table: what a picture says in words is in the table beside it, and in its file.

const year = lastQuarter().quarter.slice(0, 4)

/** Other journeys register deputies meanwhile, and these are everybody's: so the page is read anew before each try. */
const expectAllExported = (page: Page): Promise<void> =>
  expect(async () => {
    for (const name of ['各单位得分分布', '季度走势', '各类履职参与情况']) {
      await page.reload()
      await expectExported(page, name)
    }
  }).toPass({ timeout: 60_000 })

test('a year is drawn with its numbers beside it, and a unit is set against the district', async ({ page }) => {
  const act = counted(page)
  await signIn(page, 'he@qinghe.example')
  await act.follow('履职评定')
  await act.follow('统计图')
  await expect(page.getByRole('heading', { level: 1, name: /履职统计/ })).toBeVisible()
  await act.open(`/qinghe/statistics/district/${year}`)
  const spread = page.getByRole('img', { name: `${year}年各单位代表得分分布` })
  const table = page.getByRole('table', { name: '各单位得分分布' })
  const [, , , lower, median, upper] = await table.getByRole('row', { name: /^全区/ }).getByRole('cell').allInnerTexts()
  await expect(spread).toHaveAccessibleDescription(
    new RegExp(`^全区代表得分的中位数是${median}分，一半代表在${lower}分至${upper}分之间`)
  )
  await expectAllExported(page)
  await act.choose('对照单位', '东堤街道')
  await act.press('查看')
  await expect(page).toHaveURL(/\?unit=/)
  const quarters = page.getByRole('table', { name: '季度走势' })
  await expect(quarters.getByRole('columnheader', { name: '东堤街道 中位' })).toBeVisible()
  await expect(page.getByRole('img', { name: /近八个季度/ })).toBeVisible()
  await expect(page.getByRole('img', { name: '有登记的代表' })).toHaveAccessibleDescription(/会议 [\d.]+% \/ [\d.]+%/)
  await expectAccessible(page)
  await expectAllExported(page)
})

test('a street’s office sees its own street, and no other', async ({ page }) => {
  const act = counted(page)
  await signIn(page, '罗敏')
  await act.open(`/qinghe/statistics/district/${year}`)
  const rows = page.getByRole('table', { name: '各单位得分分布' }).locator('tbody tr')
  await expect(rows).toHaveCount(1)
  await expect(page.getByLabel('对照单位')).toHaveCount(0)
  const answer = await page.goto(`/qinghe/statistics/district/${year}?unit=elsewhere`)
  expect(answer?.status()).toBe(404)
})
