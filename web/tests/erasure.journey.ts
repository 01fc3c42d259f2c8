import { expect, test } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// A deputy of a term long over: one person proposes to erase what is known of them, another approves.

const NAME = `方${[...String(Date.now()).slice(-6)].map((digit) => '零甲乙丙丁戊己庚辛壬'[Number(digit)]).join('')}`

test('what is known of a former deputy is erased by two people', async ({ page, browser }) => {
  await signIn(page)
  await page.goto('/qinghe/units')
  await page
    .getByRole('row', { name: /北桥街道/ })
    .getByRole('link', { name: '区县级' })
    .first()
    .click()
  await page.getByLabel('姓名').fill(NAME)
  await page.getByLabel('任期开始').fill('2016-11-20')
  await page.getByLabel('任期结束').fill('2021-11-19')
  await page.getByRole('button', { name: '登记代表' }).click()
  await expect(page.getByText(`已登记：${NAME}`)).toBeVisible()
  await page.goto('/qinghe/units')
  await page.getByRole('link', { name: '离任代表' }).click()
  await expectAccessible(page)
  await expectExported(page)
  await page.getByRole('link', { name: NAME }).click()
  await expect(page.getByRole('heading', { name: NAME })).toBeVisible()
  await page.getByRole('link', { name: '删除个人信息' }).click()
  await expect(page.getByRole('heading', { name: `删除个人信息：${NAME}` })).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('理由').selectOption({ label: '保存期限已届满' })
  await page.getByRole('button', { name: '提议删除' }).click()
  await expect(page.getByText('已提议，等待另一位负责人批准。')).toBeVisible()
  await expect(page.getByText('提议人不能自己批准')).toBeVisible()
  await expectAccessible(page)

  const other = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage()
  await signIn(other, 'zheng@qinghe.example')
  await other.getByRole('link', { name: NAME }).click()
  await other.getByRole('link', { name: '批准删除' }).click()
  await expectAccessible(other)
  await other.getByRole('button', { name: '批准删除' }).click()
  await expect(other.getByText('不能恢复。')).toBeVisible()
  await expect(other.getByText(NAME)).toHaveCount(0)
  await expectAccessible(other)
})
