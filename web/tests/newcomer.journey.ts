import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { counted, expectAccessible, lastQuarter } from './actions.ts'

// What a newcomer does with pages alone, start to end: a district signs up, is verified, brings its data, publishes
// the quarter with two signatures and tells an employer, whose system verifies what it got.

const { quarter, title, day } = lastQuarter()
const ACTIONS_MAX = 80
/** Of this walk's own, so that it can be walked again on kept data. */
const mark = Date.now().toString(36).slice(-6)
const SLUG = `xinlin-${mark}`
const PASSWORD = 'correct horse battery'

test('a newcomer goes from sign-up to a verified webhook', async ({ page, browser }) => {
  test.setTimeout(300_000)
  const act = counted(page)

  // A trial is opened from the mail.
  await act.open('/sign-up/form?area=500105')
  await act.fill('区县名称', '新林区')
  await act.fill('网址', SLUG)
  await act.fill('您的姓名', '赵明珠')
  await act.fill('邮箱', `office@${SLUG}.example`)
  await act.press('寄确认邮件')
  await act.follow('本机发件箱')
  await act.follow(/\/sign-up\/confirm\//)
  await act.fill('密码', PASSWORD)
  await act.press('设置密码并开通')
  await expect(page.getByRole('heading', { name: '先登记街镇' })).toBeVisible()

  // The platform's operator verifies it, and sees none of its data.
  const platform = await (await browser.newContext()).newPage()
  const operator = counted(platform)
  await operator.open('/operator')
  await operator.fill('邮箱', 'operator@jiceng.example')
  await operator.fill('密码', 'demo-qinghe-2026')
  await operator.press('登录')
  await platform.getByRole('row').filter({ hasText: SLUG }).getByRole('link', { name: '核验' }).first().click()
  await operator.fill('公函文号', '新林人办函〔2026〕1号')
  await operator.fill('公函日期', day)
  await operator.press('核验')
  await expect(platform.getByText('新林区已核验，为正式区县。')).toBeVisible()
  await expectAccessible(platform)

  // The template's example is the last quarter that is over.
  await act.follow('导入')
  const downloading = page.waitForEvent('download')
  await act.follow('下载模板（含示例）')
  const workbook = await (await downloading).path()
  await page.getByLabel('文件', { exact: true }).setInputFiles({
    name: '示例.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await readFile(workbook),
  })
  await act.press('上传并检查')
  await expect(page.getByRole('heading', { name: '应用后将新增' })).toBeVisible()
  await expectAccessible(page)
  await act.check('我已核对上面的内容')
  await act.press('应用导入')
  await expect(page.getByText('导入已生效。')).toBeVisible()
  await expectAccessible(page)

  // An employer the file brought gets an endpoint: here the receiver of this machine.
  await act.follow('推送端点')
  await act.choose('单位', '青松中学')
  await act.fill('地址', `http://127.0.0.1:${new URL(page.url()).port}/api/local/receiver/${SLUG}`)
  await act.press('登记端点')
  const secret = (await page.getByText(/^whsec_/).textContent())!.trim()
  const endpoint = page.getByRole('link', { name: '打开端点' })
  const receiving = await (await browser.newContext()).newPage()
  const receiver = counted(receiving)
  await receiver.open('/receiver')
  await receiver.fill('信箱', SLUG)
  await receiver.fill('签名密钥', secret)
  await receiver.press('保存')
  await expect(receiving.getByText(`已保存：${SLUG}`)).toBeVisible()
  await endpoint.click()
  await act.press('验证端点')
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('button', { name: '验证端点' })).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 40_000 })

  // A second person, an activity of the quarter, and the first signature.
  await act.follow('成员')
  await act.fill('姓名', '何敏')
  await act.fill('账号（邮箱或登录名）', '何敏')
  await act.check('代表工委')
  await act.press('邀请成员')
  const invitation = (await page.getByText(/\/join\/[0-9a-f]{64}$/).textContent())!
  await act.follow('公示设定')
  await act.fill('自查期（工作日）', '0')
  await act.press('保存设定')
  await act.follow('今日')
  await act.follow('青松街道')
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await act.follow('活动')
  await act.follow('登记活动')
  await act.fill('活动名称', '老旧小区加装电梯视察')
  await act.choose('事项', '视察、调研、执法检查')
  await act.fill('日期', day)
  await act.press('全部出席')
  await act.press(/^登记\d+人$/)
  await act.follow('积分登记')
  await act.press('结账')
  await expect(page.getByText('已结账，可以公示了。')).toBeVisible()
  const quarterPage = page.url().replace(/\?.*$/, '')

  // The second signature publishes; the first person proposes the circular, the second approves it.
  const colleague = await (await browser.newContext()).newPage()
  const sign = counted(colleague)
  await sign.open(invitation)
  await sign.fill('密码', 'another good password')
  await sign.press('设置密码并加入')
  await sign.follow('青松街道')
  await sign.press('公示')
  await expect(colleague.getByRole('link', { name: '看公示榜' })).toBeVisible()
  await act.open(quarterPage)
  await act.follow('拟一份通报')
  await act.fill('必要性', '便于单位保障代表执行职务的时间')
  await page.getByRole('checkbox', { name: '青松中学' }).check()
  await act.press('提交审批')
  // The colleague's list is asked for once it is there.
  await page.waitForURL(/\/circulars\/[0-9a-f-]{36}/)
  await sign.follow('通报')
  await sign.follow(/代表履职情况的通报/)
  await sign.press('批准并发出')
  await expect(colleague.getByText('已批准并发出')).toBeVisible()
  await expect(async () => {
    await receiving.reload()
    const message = receiving.getByRole('article').filter({ hasText: 'circular.issued' }).filter({ hasText: SLUG })
    await expect(message.getByText('签名有效')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await expectAccessible(receiving)

  // One more for the row chosen at the operator's, one for the file, one for the endpoint, one for the employer.
  const actions = act.count + operator.count + receiver.count + sign.count + 4
  expect(actions).toBeLessThanOrEqual(ACTIONS_MAX)

  // Everybody else reads the board without script and without a cookie, on a phone.
  const stranger = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
  const reader = await stranger.newPage()
  await reader.goto(`/${SLUG}`)
  await reader.getByRole('link', { name: '青松街道' }).first().click()
  await expect(reader).toHaveURL(new RegExp(`/${SLUG}/boards/.*/${quarter}/1$`))
  await expect(reader.getByText('沈月华')).toBeVisible()
  await expect(reader.getByText('未核验')).toHaveCount(0)
  expect(await stranger.cookies()).toEqual([])
  await expect.poll(() => reader.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await stranger.close()
})
