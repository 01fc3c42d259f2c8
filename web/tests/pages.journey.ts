import { expect, test } from '@playwright/test'
import { boardPath, lastQuarter, PASSWORD, signedInPages, signIn } from './actions.ts'

// What holds for every page: its controls, its door, its paper, and that it works without script.

test('the controls for dark and large type are kept for the next page', async ({ page, context, baseURL }) => {
  for (const [name, value] of [
    ['theme', 'dark'],
    ['type', 'large'],
  ] as const) {
    await context.addCookies([{ name, value, url: baseURL! }])
  }
  await page.goto('/qinghe/sign-in')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('data-type', 'large')
})

test('nobody reads a signed-in page without the cookie', async ({ page, browser, baseURL }) => {
  const paths = await signedInPages(page)
  expect(paths.length).toBeGreaterThan(20)
  const [mine, stranger] = [page.request, (await browser.newContext({ baseURL: baseURL! })).request]
  for (const path of paths) {
    // First with it, so that whatever kept an answer has one to give away.
    expect((await mine.get(path)).status(), path).toBe(200)
    const answer = await stranger.get(path, { maxRedirects: 0 })
    expect({ path, status: answer.status(), to: answer.headers()['location'] }).toEqual({
      ...{ path, status: 303 },
      to: expect.stringMatching(/^\/qinghe\/sign-in\?back=/) as unknown,
    })
  }
})

test('a page asked for before signing in is where one arrives', async ({ page }) => {
  await page.goto('/qinghe/units')
  await page.getByLabel(/^账号/).fill('zhang@qinghe.example')
  await page.getByLabel('密码').fill('wrong password')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText('账号或密码不对')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page).toHaveURL(/\/qinghe\/units$/)
  await page.getByRole('button', { name: '退出' }).click()
  await page.goto('/qinghe/units')
  await expect(page).toHaveURL(/sign-in/)
})

test('a board prints on A4 with every row whole', async ({ page }) => {
  await page.goto(await boardPath(page))
  await page.emulateMedia({ media: 'print' })
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.length).toBeGreaterThan(10_000)
  await expect(page.locator('tbody tr')).toHaveCount(26)
  const breaks = await page
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).breakInside))
  expect(new Set(breaks)).toEqual(new Set(['avoid']))
})

test('forms work without script', async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await signIn(page)
  await page.goto('/qinghe/units')
  await page.getByLabel('名称').fill('北桥街道')
  await page.getByRole('button', { name: '登记街镇' }).click()
  await expect(page.getByRole('alert')).toContainText('已有同名街镇')
  await expect(page.getByLabel('名称')).toHaveValue('北桥街道')
})

test('a link pressed while a form is on its way is followed once it is taken, and not after a refusal', async ({
  page,
}) => {
  await signIn(page)
  let answering = Promise.resolve()
  await page.route('**/qinghe/settings*', async (route) => {
    if (route.request().method() === 'POST') await answering
    await route.continue()
  })
  const sendAndLeave = async (days: string) => {
    let answer = () => {}
    answering = new Promise((resolve) => (answer = resolve))
    await page.getByLabel('自查期（工作日）').fill(days)
    await page.getByRole('button', { name: '保存设定' }).click()
    await page.getByRole('link', { name: '今日' }).first().click()
    answer()
  }
  await page.goto('/qinghe/settings')
  await expect(page.locator('html')).toHaveAttribute('data-ready')
  const before = await page.getByLabel('自查期（工作日）').inputValue()
  await sendAndLeave('400')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('自查期（工作日）')).toHaveValue('400')
  await sendAndLeave(before)
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
})

test('what is filled in before the script has arrived is kept', async ({ page, context }) => {
  await signIn(page)
  const [, unit] = /boards\/([^/]+\/[^/]+)/.exec(await boardPath(page))!
  let arrive = () => {}
  const arriving = new Promise<void>((resolve) => (arrive = resolve))
  await context.route('**/_app/immutable/**/*.js', async (route) => {
    await arriving
    await route.continue()
  })
  const [search, activity] = [await context.newPage(), await context.newPage()]
  await search.goto('/sign-up', { waitUntil: 'commit' })
  await search.getByLabel('查找区县').fill('jiangbei')
  await activity.goto(`/qinghe/activities/${unit}/${lastQuarter().quarter}/new`, { waitUntil: 'commit' })
  // What was answered at first stands after it in the group, and is no answer any more.
  const present = activity.locator('table.attendance tbody tr').first().getByRole('radio', { name: '出席' })
  await present.check()
  await page.goto('/qinghe/members', { waitUntil: 'commit' })
  await page.getByLabel('姓名').fill('田雨')
  await page.getByLabel('常委会办公室').check()
  await page.getByLabel('或者：街镇人大').selectOption({ label: '北桥街道' })
  await expect(page.locator('html')).not.toHaveAttribute('data-ready')
  arrive()
  for (const one of [page, search, activity]) await expect(one.locator('html')).toHaveAttribute('data-ready', '')
  await expect(search.getByLabel('查找区县')).toHaveValue('jiangbei')
  await expect(present).toBeChecked()
  await expect(page.getByLabel('姓名')).toHaveValue('田雨')
  await expect(page.getByLabel('常委会办公室')).toBeChecked()
  await expect(page.getByLabel('或者：街镇人大').locator('option:checked')).toHaveText('北桥街道')
})
