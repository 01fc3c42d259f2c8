import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, lastQuarter } from './actions.ts'

// Every page takes a while, on a busy machine more than two minutes.
test.describe.configure({ timeout: 300_000 })

// Every page as it is looked at: desk and phone, dark, large type and English, on the demo district.

const { quarter } = lastQuarter()
const PASSWORD = 'demo-qinghe-2026'

async function signIn(page: Page) {
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill('zhang@qinghe.example')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
}

const PUBLIC = [
  '/',
  '/sign-up',
  '/sign-up?q=jiangbei',
  '/sign-up?in=50',
  '/sign-up/form?area=500105',
  '/sign-up/form?area=manual',
  '/sign-up/sent',
  '/qinghe',
  '/qinghe/sign-in',
  '/join/unknown',
  '/outbox',
  '/receiver',
  '/operator/sign-in',
  '/components',
  '/nowhere',
]

async function boardPath(page: Page): Promise<string> {
  await page.goto('/qinghe')
  return (await page.getByRole('link', { name: '北桥街道' }).first().getAttribute('href'))!
}

async function unitPath(page: Page): Promise<string> {
  await page.goto('/qinghe/units')
  const link = page.getByRole('row', { name: /北桥街道/ }).getByRole('link')
  return (await link.first().getAttribute('href'))!
}

/** Every page of the demo district, signed in. */
async function allPages(page: Page): Promise<string[]> {
  await signIn(page)
  const unit = await unitPath(page)
  const points = `${unit.replace('/units/', '/points/')}/${quarter}`
  await page.goto(points)
  const ledger = (await page.locator('tbody a').first().getAttribute('href'))!
  const activities = points.replace('/points/', '/activities/')
  await page.goto(activities)
  const activity = (await page.locator('tbody a').first().getAttribute('href'))!
  const people = ['/qinghe/today', '/qinghe/units', '/qinghe/members', unit, unit.replace(/[^/]+$/, 'accounts')]
  const telling = ['/qinghe/recipients', '/qinghe/circulars', '/qinghe/webhooks']
  const others = ['/qinghe/imports', '/qinghe/rules', '/qinghe/rules/next', '/qinghe/settings', '/qinghe/account']
  const quarterParts = [points.replace('/points/', '/history/'), `${points}/revision`, `${points}/reports`]
  return [
    ...PUBLIC,
    await boardPath(page),
    ...people,
    ...telling,
    ...others,
    ...quarterParts,
    points,
    ledger,
    activities,
    activity,
    `${activities}/new`,
  ]
}

test('every page stands up to axe', async ({ page }) => {
  for (const path of await allPages(page)) {
    await page.goto(path)
    await expectAccessible(page)
  }
})

test('every page has enough contrast in the dark', async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: 'theme', value: 'dark', url: baseURL! }])
  for (const path of await allPages(page)) {
    await page.goto(path)
    await expectAccessible(page, ['color-contrast'])
  }
})

for (const { name, width, type } of [
  { name: 'on a phone of 360 px', width: 360, type: 'standard' },
  { name: 'in large type', width: 1440, type: 'large' },
]) {
  test(`no page scrolls sideways ${name}, in either language`, async ({ page, context, baseURL }) => {
    await page.setViewportSize({ width, height: 800 })
    await context.addCookies([{ name: 'type', value: type, url: baseURL! }])
    const wide: string[] = []
    for (const path of await allPages(page)) {
      for (const address of [path, `/en${path}`]) {
        await page.goto(address)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (overflow > 0) wide.push(`${address}: ${overflow} px`)
      }
    }
    expect(wide).toEqual([])
  })
}

test('nobody reads a signed-in page without the cookie', async ({ page, browser }) => {
  await signIn(page)
  const unit = await unitPath(page)
  const points = `${unit.replace('/units/', '/points/')}/${quarter}`
  await page.goto(points)
  await expect(page.locator('tbody tr').first()).toBeVisible()
  const stranger = await (await browser.newContext()).newPage()
  for (const path of ['/qinghe/today', '/qinghe/units', '/qinghe/members', unit, points]) {
    await stranger.goto(path)
    await expect(stranger).toHaveURL(/\/qinghe\/sign-in\?back=/)
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
