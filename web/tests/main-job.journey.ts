import { expect, test } from '@playwright/test'
import { counted, expectAccessible, lastQuarter } from './actions.ts'

// A newcomer signs a district up, scores its deputies and publishes the quarter, with pages alone.

const { quarter, day } = lastQuarter()
const NAMES = ['陈静', '丁文博', '𠮷野禾']

test('a district signs up, records, corrects, closes and publishes', async ({ page, browser }) => {
  const act = counted(page)
  await act.open('/')
  await act.follow('开通本区')
  await act.fill('查找区县', 'jiangbei')
  await act.press('查找')
  await act.follow(/^江北区 重庆市$/)
  await expect(page.getByText('500105')).toBeVisible()
  await expect(page.getByLabel('网址', { exact: true })).toHaveValue('jiangbei')
  await act.fill('区县名称', '松岭区')
  await act.fill('网址', 'songling')
  await act.fill('您的姓名', '赵明珠')
  await act.fill('邮箱', 'office@songling.example')
  await act.press('寄确认邮件')
  await expect(page.getByRole('heading', { name: '请查收邮件' })).toBeVisible()

  await act.follow('本机发件箱')
  await act.follow(/\/sign-up\/confirm\//)
  await act.fill('密码', 'correct horse battery')
  await act.press('设置密码并开通')
  await expect(page.getByRole('heading', { name: '先登记街镇' })).toBeVisible()
  await expectAccessible(page)

  await act.follow('登记街镇')
  await act.fill('名称', '青石街道')
  await act.press('登记街镇')
  await expect(page.getByText('已登记：青石街道')).toBeVisible()
  await act.follow('区县级')
  await act.fill('选区名称', '第1选区')
  await act.press('登记选区')
  await expect(page.getByText('已登记：第1选区')).toBeVisible()
  for (const name of NAMES) {
    await act.fill('姓名', name)
    await act.fill('任期开始', '2021-11-20')
    await act.fill('任期结束', '2027-01-31')
    await act.press('登记代表')
    await expect(page.getByText(`已登记：${name}`)).toBeVisible()
  }
  await expectAccessible(page)

  await act.follow('登记积分')
  await act.follow('上一季度')
  await act.follow('活动')
  await act.follow('登记活动')
  await act.fill('活动名称', '老旧小区加装电梯视察')
  await act.choose('事项', '视察、调研、执法检查')
  await act.fill('日期', day)
  await act.press('全部出席')
  await expectAccessible(page)
  await act.press('登记3人')
  await expect(page.getByRole('row', { name: /老旧小区加装电梯视察/ })).toContainText('出席3，请假0，未到0')
  await expectAccessible(page)
  await act.follow('积分登记')
  await record(act, '陈静', '提出建议')
  await record(act, '丁文博', '接待选民')
  await expect(page.getByRole('row', { name: /陈静/ })).toContainText('6')

  await act.follow('陈静')
  await page
    .getByRole('row', { name: /提出建议/ })
    .getByRole('link', { name: '冲正' })
    .click()
  await act.fill('冲正原因', '与上一季度重复')
  await act.press('冲正')
  await expect(page.getByText('已冲正。')).toBeVisible()
  await expectAccessible(page)
  await act.follow('积分登记')

  await act.press('结账')
  await expect(page.getByText('已结账，可以公示了。')).toBeVisible()
  await act.press('公示')
  await expect(page.getByRole('alert')).toContainText('结账的人不能自己公示')
  await expectAccessible(page)

  await act.follow('成员')
  await act.fill('姓名', '何敏')
  await act.fill('账号（邮箱或登录名）', '何敏')
  await act.check('代表工委')
  await act.press('邀请成员')
  const link = (await page.getByText(/\/join\/[0-9a-f]{64}$/).textContent())!
  const colleague = await (await browser.newContext()).newPage()
  const sign = counted(colleague)
  await sign.open(link)
  await sign.fill('密码', 'another good password')
  await sign.press('设置密码并加入')
  await sign.follow('青石街道')
  await sign.press('公示')
  await sign.follow('看公示榜')
  await expect(colleague).toHaveURL(new RegExp(`/songling/boards/.*/${quarter}/1$`))
  await expect(colleague.locator('tbody tr')).toHaveCount(3)
  await expect(colleague.getByRole('row', { name: /陈静/ })).toContainText('3')
  await expectAccessible(colleague)
  expect(act.count + sign.count).toBeLessThanOrEqual(80)

  // Everybody else reads it without script and without a cookie.
  const stranger = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const reader = await stranger.newPage()
  await reader.goto(colleague.url())
  await expect(reader.getByText('丁文博')).toBeVisible()
  await expect(reader.getByText('未核验')).toBeVisible()
  expect(await stranger.cookies()).toEqual([])
  expect(await reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await stranger.close()
})

async function record(act: ReturnType<typeof counted>, name: string, item: string) {
  await act.choose('代表', name)
  await act.choose('事项', item)
  await act.fill('日期', day)
  await act.press('登记积分')
}
