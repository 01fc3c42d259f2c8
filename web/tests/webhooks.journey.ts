import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, signIn } from './actions.ts'

// An endpoint from its registration to its end: a secret seen once, a challenge, tests that arrive and fail, a replay,
// a rotation both secrets pass, and a receiver that is gone.

const box = `box-${Date.now().toString(36)}`
const employer = `青禾区实验学校${Date.now().toString(36)}`

/** The outbox works beside the page: what is asked for shows when the page is asked again. */
const eventually = (page: Page, seen: () => Promise<void>) =>
  expect(async () => {
    await page.reload()
    await seen()
  }).toPass({ timeout: 30_000 })

async function receiverAnswers(receiver: Page, mode: string, secret = '') {
  await receiver.goto('/receiver')
  await receiver.getByLabel('信箱', { exact: true }).fill(box)
  await receiver.getByLabel('签名密钥').fill(secret)
  await receiver.getByLabel('怎样答复').selectOption(mode)
  await receiver.getByRole('button', { name: '保存' }).click()
  await expect(receiver.getByText(`已保存：${box}`)).toBeVisible()
}

test('an endpoint is registered, proved, tested, replayed, given another secret, and given up', async ({ page }) => {
  const receiver = await page.context().newPage()
  await signIn(page)
  await page.getByRole('link', { name: '通报对象' }).click()
  await page.getByRole('main').getByRole('textbox', { name: '单位名称' }).fill(employer)
  await page.getByRole('button', { name: '登记单位' }).click()
  await expect(page.getByText(`已登记：${employer}`)).toBeVisible()

  await page.getByRole('link', { name: '推送端点' }).click()
  await page.getByLabel('单位', { exact: true }).selectOption(employer)
  await page.getByLabel('地址').fill('https://0x7f.1/hook')
  await page.getByRole('button', { name: '登记端点' }).click()
  await expect(page.getByRole('alert')).toContainText('不能是 IP 地址')
  await page.getByLabel('地址').fill(`${new URL(page.url()).origin}/api/local/receiver/${box}`)
  await page.getByRole('button', { name: '登记端点' }).click()
  const secret = page.getByText(/^whsec_[^…]/)
  const first = (await secret.textContent())!.trim()
  await expectAccessible(page)
  await receiverAnswers(receiver, 'ok', first)
  await page.getByRole('link', { name: '打开端点' }).click()
  await expect(page.getByText(first)).toHaveCount(0)
  await expect(page.getByText(`whsec_…${first.replace(/=+$/, '').slice(-5)}`)).toBeVisible()

  await page.getByRole('button', { name: '验证端点' }).click()
  await eventually(page, () => expect(page.getByText('启用中')).toBeVisible({ timeout: 500 }))

  // A receiver that fails: one try, the state says so, and the log keeps what it answered.
  await receiverAnswers(receiver, 'error')
  await page.getByRole('button', { name: '发一条测试' }).click()
  await expect(page.getByText('测试消息已发出')).toBeVisible()
  const failed = page.getByRole('button', { name: '重发失败的1条' })
  await eventually(page, () => expect(failed).toBeVisible({ timeout: 500 }))
  await expect(page.getByText(/起失败/)).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: '测试' })
  await row.getByText('各次记录').click()
  await expect(row.getByText(/第1次/)).toContainText('500')
  await expectAccessible(page)

  // Mended: the same message once more, under the id it had, as the second try.
  await receiverAnswers(receiver, 'ok')
  await failed.click()
  await expect(page.getByText('已安排重发')).toBeVisible()
  await eventually(page, () => expect(failed).toHaveCount(0, { timeout: 500 }))
  await row.getByText('各次记录').click()
  await expect(row.getByText(/第2次/)).toContainText('200')

  // Another secret: the old one still verifies what is signed with both.
  await page.getByRole('button', { name: '换密钥' }).click()
  await expect(secret).toHaveText(/^whsec_/)
  expect((await secret.textContent())!.trim()).not.toBe(first)
  await page.reload()
  await expect(page.getByText('旧密钥', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '发一条测试' }).click()
  const messages = receiver.getByRole('article').filter({ hasText: box })
  await eventually(receiver, () =>
    expect(messages.filter({ hasText: 'endpoint.test' }).filter({ hasText: '签名有效' })).toHaveCount(3, {
      timeout: 500,
    })
  )

  // Gone: the program gives it up, and it is a task until somebody leaves it off.
  await receiverAnswers(receiver, 'gone')
  await page.reload()
  await page.getByRole('button', { name: '发一条测试' }).click()
  await eventually(page, () => expect(page.getByText('对方答复410，自动停用')).toBeVisible({ timeout: 500 }))
  await expectAccessible(page)
  await page.getByRole('link', { name: '今日' }).click()
  const task = page.getByRole('link', { name: `${employer}的推送端点已停用` })
  await task.click()
  await page.getByRole('button', { name: '不再启用' }).click()
  await expect(page.getByText('已停用。')).toBeVisible()
  await page.getByRole('link', { name: '今日' }).click()
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
  await expect(task).toHaveCount(0)
})
