import { expect, test, type Page } from '@playwright/test'
import { annualPath, boardPath, signedInPages, violations } from './actions.ts'

// Every page as it is looked at: desk and phone, dark, large type and English, on the demo district.

const PUBLIC = [
  '/',
  '/sign-up',
  '/sign-up?q=jiangbei',
  '/sign-up?in=50',
  '/sign-up/form?area=500105',
  '/sign-up/form?area=manual',
  '/sign-up/sent',
  '/qinghe',
  '/qinghe/meetings',
  '/qinghe/sign-in',
  '/join/unknown',
  '/outbox',
  '/receiver',
  '/operator/sign-in',
  '/components',
  '/nowhere',
]

/** Every page of the demo district. */
const allPages = async (page: Page): Promise<string[]> => [
  ...PUBLIC,
  await boardPath(page),
  await annualPath(page),
  ...(await signedInPages(page)),
]

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

// In parts that run side by side and end together: one walk over all pages would leave the other worker waiting.
test.describe.configure({ mode: 'parallel' })
const PARTS = 4
for (let part = 0; part < PARTS; part++) {
  test(`every page (${part + 1} of ${PARTS}) stands up to axe, has contrast in the dark, and scrolls sideways in neither language`, async ({
    page,
  }) => {
    const faults: string[] = []
    const note = (path: string, found: string[]) => faults.push(...found.map((fault) => `${path}: ${fault}`))
    await page.setViewportSize(DESK)
    const pages = await allPages(page)
    for (const path of pages.filter((_, n) => n % PARTS === part)) {
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
}
