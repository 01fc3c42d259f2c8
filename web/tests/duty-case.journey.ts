import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// From the list to a vacancy. An observation takes a month at least, so the first half is gone through with a case opened
// here, the second with the demo's own, whose observation ran out yesterday. Both end in the course of it.

const nextStep = (page: Page, name: string) =>
  expect(page.getByRole('heading', { name: `下一步：${name}` })).toBeVisible()

async function opens(page: Page): Promise<void> {
  await page.goto('/qinghe/duty-cases')
  await expect(page.getByText('名单只作提示')).toBeVisible()
  await expectAccessible(page)
  // The file has everybody who is listed, the page the first hundred.
  const listed = Number(/列出(\d+)人/.exec(await page.getByRole('main').innerText())![1])
  const file = await page.request.get('/qinghe/duty-cases/export.csv')
  expect((await file.text()).trim().split('\r\n')).toHaveLength(listed + 1)
  await page.getByRole('link', { name: '建立跟进' }).first().click()
  await page.getByRole('button', { name: '建立跟进' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('建立的理由').fill('没有参加代表小组活动')
  await page.getByRole('button', { name: '建立跟进' }).click()
  await nextStep(page, '约谈')
  await expectAccessible(page)
}

/** One person is not enough, a refused signature needs a witness; what was filled in stays. */
async function interviews(page: Page): Promise<void> {
  await page.getByLabel('地点').fill('代表之家')
  await page.getByLabel('约谈人', { exact: true }).fill('何敏')
  await page.getByLabel('约谈记录').fill('代表说明了情况')
  await page.getByLabel('代表签字').selectOption({ label: '代表拒绝签字' })
  await page.getByRole('button', { name: '约谈', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('约谈人', { exact: true }).fill('何敏、秦岚')
  await page.getByRole('button', { name: '约谈', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('须写明见证人')
  await page.getByLabel('见证人').fill('刘畅')
  await page.getByRole('button', { name: '约谈', exact: true }).click()
  await nextStep(page, '向选民通报')
  await expect(page.getByText('还没有可用的通报')).toBeVisible()
}

async function drops(page: Page): Promise<void> {
  await page.getByText('终止跟进').first().click()
  await page.getByLabel('终止的情形').selectOption({ label: '代表不辞职，或撤回辞职' })
  await page.getByLabel('说明', { exact: true }).fill('代表说明的情况属实')
  await page.getByRole('button', { name: '终止跟进' }).click()
  await expect(page.getByRole('alert')).toContainText('现在不是')
  await page.getByLabel('终止的情形').selectOption({ label: '代表说明的情况成立' })
  await page.getByRole('button', { name: '终止跟进' }).click()
  await expect(page.getByText('已终止').first()).toBeVisible()
}

/** The advice has no effect, the order is disabled with its reason, and a vote of half is refused with the arithmetic. */
async function resigns(page: Page): Promise<void> {
  await page.goto('/qinghe/today')
  const due = page.locator('section').filter({ has: page.getByRole('heading', { name: '观察期已到' }) })
  await due.getByRole('link', { name: '决定' }).click()
  await nextStep(page, '劝辞')
  await expect(page.getByText('没有法律效力')).toBeVisible()
  await expect(page.getByRole('button', { name: '责令辞职' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByLabel('劝辞记录').fill('建议考虑辞职')
  await page.getByRole('button', { name: '劝辞', exact: true }).click()
  await nextStep(page, '收到书面辞职')
  await page.getByLabel('辞职书的编号或存放处').fill('辞职书第1号')
  await page.getByRole('button', { name: '收到书面辞职' }).click()
  await nextStep(page, '接受辞职')
  await expect(page.getByText('县级人大常委会').first()).toBeVisible()
  await page.getByLabel('决定文号').fill('青禾人常发〔2026〕31号')
  await page.getByLabel('全体人数').fill('34')
  await page.getByLabel('赞成票').fill('17')
  await page.getByRole('button', { name: '登记决定，资格终止' }).click()
  await expect(page.getByRole('alert')).toContainText('未过全体的半数')
  await expect(page.getByText('2 × 17 = 34 ≤ 34')).toBeVisible()
  await expect(page.getByText('《选举法》第五十五条').first()).toBeVisible()
  await page.getByLabel('赞成票').fill('18')
  await page.getByRole('button', { name: '登记决定，资格终止' }).click()
  await expect(page.getByText('出缺，由原选区补选')).toBeVisible()
  await expectAccessible(page)
}

test('from the list to a vacancy: each step in its place, by a person', async ({ page }) => {
  test.setTimeout(240_000)
  await signIn(page)
  await opens(page)
  await interviews(page)
  await drops(page)
  await resigns(page)
  await page.getByRole('link', { name: '代表档案' }).click()
  await expect(page.getByText('辞职被接受').first()).toBeVisible()
  await page.goto('/qinghe/duty-cases/opened?running=all')
  await expect(page.getByText('辞职已接受').first()).toBeVisible()
  await expectExported(page)
})
