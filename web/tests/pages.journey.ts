import { expect, test, type Page } from '@playwright/test'
import { lastQuarter, violations } from './actions.ts'

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

const PHONE = { width: 360, height: 800 }
/** The smallest desk, where columns have least room. */
const DESK = { width: 1280, height: 800 }

/** As the page's own control would set it. Public pages have none: they are the same for everybody. */
const setType = (page: Page, type: 'standard' | 'large') =>
  page.evaluate((type) => {
    if (document.querySelector('.type-large')) document.documentElement.dataset['type'] = type
  }, type)

/** By how many pixels the page is wider than the screen, on a phone and in large type. */
async function overflows(page: Page): Promise<string[]> {
  const wide: string[] = []
  for (const { size, type } of [
    { size: PHONE, type: 'standard' },
    { size: DESK, type: 'large' },
  ] as const) {
    await page.setViewportSize(size)
    await setType(page, type)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (overflow > 0) wide.push(`${overflow} px too wide at ${size.width} px in ${type} type`)
  }
  await page.setViewportSize(DESK)
  await setType(page, 'standard')
  const tables = await page
    .locator('.panel > table')
    .evaluateAll((all) =>
      all
        .filter((table) => table.scrollWidth > table.parentElement!.clientWidth + 1)
        .map((table) => (table.textContent ?? '').trim().slice(0, 40))
    )
  wide.push(...tables.map((text) => `a table is wider than its panel: ${text}`))
  return wide
}

test('every page stands up to axe, has contrast in the dark, and scrolls sideways in neither language', async ({
  page,
}) => {
  test.setTimeout(300_000)
  const faults: string[] = []
  const note = (path: string, found: string[]) => faults.push(...found.map((fault) => `${path}: ${fault}`))
  await page.setViewportSize(DESK)
  for (const path of await allPages(page)) {
    await page.goto(path)
    note(path, await violations(page))
    await page.emulateMedia({ colorScheme: 'dark' })
    note(`${path} (dark)`, await violations(page, ['color-contrast']))
    await page.emulateMedia({ colorScheme: 'light' })
    note(path, await overflows(page))
    await page.goto(`/en${path}`)
    note(`/en${path}`, await overflows(page))
  }
  expect(faults).toEqual([])
})

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

test('what is filled in before the script has arrived is kept', async ({ page }) => {
  await signIn(page)
  let arrive = () => {}
  const arriving = new Promise<void>((resolve) => (arrive = resolve))
  await page.route('**/_app/immutable/**/*.js', async (route) => {
    await arriving
    await route.continue()
  })
  await page.goto('/qinghe/members', { waitUntil: 'commit' })
  await page.getByLabel('姓名').fill('田雨')
  await page.getByLabel('常委会办公室').check()
  await page.getByLabel('或者：街镇人大').selectOption({ label: '北桥街道' })
  await page.getByRole('searchbox').fill('寻')
  const touched = page.evaluate(() => document.documentElement.dataset['ready'])
  expect(await touched).toBeUndefined()
  arrive()
  await expect(page.locator('html')).toHaveAttribute('data-ready', '')
  await expect(page.getByLabel('姓名')).toHaveValue('田雨')
  await expect(page.getByLabel('常委会办公室')).toBeChecked()
  await expect(page.getByLabel('或者：街镇人大').locator('option:checked')).toHaveText('北桥街道')
  await expect(page.getByRole('searchbox')).toHaveValue('寻')
})
