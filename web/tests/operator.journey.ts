import { expect, test } from '@playwright/test'
import { counted, expectAccessible } from './actions.ts'

// The platform's operator verifies a trial by a code posted to its office; the letter's way is the newcomer's.

const PASSWORD = 'correct horse battery'
const stamp = Date.now()
const SLUG = `yunling${stamp.toString(36)}`
/** Of no real division, and another one each time: only one district of a code may be live. */
const AREA_CODE = `7${String(stamp % 100_000).padStart(5, '0')}`

test('a trial becomes live by the code that came by post', async ({ page, browser }) => {
  const act = counted(page)
  await act.open('/sign-up/form?area=manual')
  await act.fill('区县名称', '云岭区')
  await act.fill('行政区划代码', AREA_CODE)
  await act.fill('网址', SLUG)
  await act.fill('您的姓名', '赵明珠')
  await act.fill('邮箱', `office@${SLUG}.example`)
  await act.press('寄确认邮件')
  await act.follow('本机发件箱')
  await act.follow(/\/sign-up\/confirm\//)
  await act.fill('密码', PASSWORD)
  await act.press('设置密码并开通')
  await expect(page.getByRole('heading', { name: '先登记街镇' })).toBeVisible()

  // Who is no operator is told so; who is one signs in at the platform's own door.
  await act.open('/operator')
  await expect(page).toHaveURL(/\/operator\/sign-in/)
  const platform = await (await browser.newContext()).newPage()
  const operator = counted(platform)
  await operator.open('/operator/sign-in')
  await operator.fill('邮箱', 'operator@jiceng.example')
  await operator.fill('密码', 'not the password')
  await operator.press('登录')
  await expect(platform.getByRole('alert')).toContainText('账号或密码不对')
  await operator.fill('密码', 'demo-qinghe-2026')
  await operator.press('登录')
  await expect(platform.getByText(/数据库已用\d+个/)).toBeVisible()
  await expectAccessible(platform)
  const waiting = platform
    .getByRole('table', { name: '等待核验' })
    .getByRole('row')
    .filter({ hasText: `/${SLUG}` })
  await waiting.getByRole('link', { name: /核验/ }).click()

  // A letter needs its day; the code is seen once, on the letter.
  await operator.fill('公函文号', '云岭人办函〔2026〕12号')
  await operator.press('核验')
  await expect(platform.getByRole('alert')).toBeVisible()
  await operator.press('制作核验码')
  const code = (await platform.locator('.letter .code').textContent())!
  await expectAccessible(platform)
  await platform.reload()
  await expect(platform.getByText(code)).toHaveCount(0)

  await act.open(`/${SLUG}/verification`)
  await act.fill('核验码', '0000-0000-0000')
  await act.press('提交核验码')
  await expect(page.getByRole('alert')).toContainText('核验码')
  await act.fill('核验码', code.toLowerCase().replaceAll('-', ' '))
  await act.press('提交核验码')
  await expect(page.getByText('已核验，本区为正式区县。')).toBeVisible()
  await expectAccessible(page)

  // Nothing waits any more, and what is inside a district is none of the operator's business.
  await operator.open('/operator')
  await expect(waiting).toHaveCount(0)
  await expect(platform.getByRole('row').filter({ hasText: `/${SLUG}` })).toContainText('正式')
  await operator.open(`/${SLUG}/units`)
  await expect(platform).toHaveURL(/\/sign-in\?back=/)
  await operator.open('/operator/account')
  await expect(platform.getByRole('heading', { name: '两步验证' })).toBeVisible()
  await platform.setViewportSize({ width: 360, height: 740 })
  await expectAccessible(platform)
  expect(await platform.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
