import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import AxeBuilder from '@axe-core/playwright'

/** What a person does, counted: clicks and filled fields. */
export function counted(page: Page) {
  let actions = 0
  return {
    get count() {
      return actions
    },
    async fill(label: string, value: string) {
      actions++
      await page.getByLabel(label, { exact: true }).fill(value)
    },
    async choose(label: string, option: string | RegExp) {
      actions++
      const select = page.getByLabel(label, { exact: true })
      const value = await select.locator('option').filter({ hasText: option }).first().getAttribute('value')
      await select.selectOption(value)
    },
    async check(label: string) {
      actions++
      await page.getByLabel(label, { exact: true }).check()
    },
    async press(name: string | RegExp) {
      actions++
      await page.getByRole('button', { name, exact: true }).first().click()
    },
    async follow(name: string | RegExp) {
      actions++
      await page.getByRole('link', { name }).first().click()
    },
    async open(path: string) {
      actions++
      await page.goto(path)
    },
  }
}

/** What axe finds, whatever the page looks like at the moment. No page has frames, so it need not open one of its own. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A colour on its way from light to dark has a contrast that nobody reads.
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
  })
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
  return rules ? found : [...found, ...(await idsTwice(page))]
}

/** Ids that two elements have: axe only asks a person to look at them. */
const idsTwice = (page: Page): Promise<string[]> =>
  page.locator('[id]').evaluateAll((all) => {
    const ids = all.map(({ id }) => id)
    return [...new Set(ids.filter((id, n) => ids.indexOf(id) !== n))].map((id) => `an id twice: ${id}`)
  })

export async function expectAccessible(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([])
}

/**
 * A list of this page, saved, says what the list says: the same headings and cells in the same order. Small print under
 * a cell is a cell of its own, which the page leaves out where there is nothing to say; what can be done is in no file.
 */
export async function expectExported(page: Page, name?: string): Promise<void> {
  const panel = page.locator('.panel:has(+ .exports)').filter({ has: page.getByRole('table', name ? { name } : {}) })
  const downloading = page.waitForEvent('download')
  await panel.locator('+ .exports').getByRole('link', { name: 'CSV' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.csv$/)
  const [header = [], ...rows] = cellsOf(await readFile(await download.path(), 'utf8'))
  const shown = await panel.getByRole('table').evaluate((table) => {
    const text = (node: Element): string => node.textContent ?? ''
    const [heads, ...rows] = [...table.querySelectorAll('tr')].map((row) => [...row.children])
    const standing = heads!.map((head) => !head.querySelector('.sr'))
    const cells = (row: Element[]): string[] =>
      row.flatMap((cell, index) => {
        if (!standing[index]) return []
        const subs = [...cell.querySelectorAll('.sub')]
        const copy = cell.cloneNode(true) as Element
        copy.querySelectorAll('.sub').forEach((sub) => sub.remove())
        return [text(copy), ...subs.map(text)]
      })
    return { heads: heads!.filter((_, index) => standing[index]).map(text), rows: rows.map(cells) }
  })
  const plain = (cells: string[]): string[] =>
    cells
      .map((cell) =>
        cell
          .replace(/[\s、]/g, '')
          .replaceAll('−', '-')
          .replace(/^\+/, '')
      )
      .filter((cell) => cell !== '')
  const labels = header.map((title) => `${title}：`)
  const unlabelled = (cell: string): string => cell.slice(labels.find((label) => cell.startsWith(label))?.length ?? 0)
  const heads = plain(shown.heads)
  expect(plain(header).filter((title) => heads.includes(title))).toEqual(heads)
  expect(rows.map(plain)).toEqual(shown.rows.map((cells) => plain(cells).map(unlabelled)))
}

/** The cells of a CSV file. */
const cellsOf = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
        quoted === undefined ? bare! : quoted.replaceAll('""', '"')
      )
    )

/** The last quarter that is over, as the pages call it, and a day in its middle. */
export function lastQuarter(now = new Date()) {
  const local = new Date(now.getTime() + 8 * 3_600_000)
  const index = local.getUTCFullYear() * 4 + Math.floor(local.getUTCMonth() / 3) - 1
  const year = Math.floor(index / 4)
  const number = (index % 4) + 1
  return {
    quarter: `${year}Q${number}`,
    title: `${year}年第${'一二三四'[number - 1]}季度`,
    day: `${year}-${String(number * 3 - 1).padStart(2, '0')}-15`,
  }
}

const year = new Date().getFullYear()
/** A term that runs today and all of the last quarter, whenever that is. */
export const TERM = { startOn: `${year - 2}-11-20`, endOn: `${year + 2}-11-19` }

/** What an authenticator app shows for a key in base 32 (RFC 4226, RFC 6238), `ahead` steps from now. */
export function appCode(key: string, ahead = 0): string {
  const bits = [...key.replace(/\s/g, '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')
  )
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead))
  const mac = createHmac('sha1', Buffer.from(bytes)).update(counter).digest()
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

export const PASSWORD = 'demo-qinghe-2026'

const ADMINISTRATOR = 'zhang@qinghe.example'

/** An office's account of the demo district; the administrator's, if none is named. */
export async function signIn(page: Page, account = ADMINISTRATOR, password = PASSWORD) {
  await page.goto('/qinghe/sign-in')
  await page.getByLabel(/^账号/).fill(account)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '今日' })).toBeVisible()
}

/** The published board of 北桥街道. */
export async function boardPath(page: Page): Promise<string> {
  await page.goto('/qinghe')
  return (await page.getByRole('link', { name: '北桥街道' }).first().getAttribute('href'))!
}

/** The last year of the demo district that is whole, on its public board. */
export async function annualPath(page: Page): Promise<string> {
  await page.goto('/qinghe')
  const link = page.getByRole('link', { name: /^\d{4}年区县级人大代表，全区$/ }).first()
  return (await link.getAttribute('href'))!
}

/** 北桥街道, as the administrator reaches it. */
async function unitPath(page: Page): Promise<string> {
  await page.goto('/qinghe/units')
  const link = page.getByRole('row', { name: /北桥街道/ }).getByRole('link')
  return (await link.first().getAttribute('href'))!
}

/** The hall of the township whose congress meets today. */
export async function hallPath(page: Page): Promise<string> {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
  await page.goto(`/qinghe/calendar/congress/${year}`)
  await page.getByRole('link', { name: '柳荫镇', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('柳荫镇 人民代表大会')
  return `${await page.locator('tbody a[href*="/sessions/"]').first().getAttribute('href')}/hall`
}

/** Every page of the demo district that asks who one is; signs in to find them. */
export async function signedInPages(page: Page): Promise<string[]> {
  const { quarter } = lastQuarter()
  await signIn(page)
  const unit = await unitPath(page)
  const points = `${unit.replace('/units/', '/points/')}/${quarter}`
  await page.goto(points)
  const ledger = (await page.locator('tbody a').first().getAttribute('href'))!
  const dutyReport = `/qinghe/duty-reports/${ledger.split('/').at(-1)}/${quarter.slice(0, 4)}`
  const activities = points.replace('/points/', '/activities/')
  await page.goto(activities)
  const activity = (await page.locator('tbody a').first().getAttribute('href'))!
  const people = ['/qinghe/today', '/qinghe/units', '/qinghe/members', unit, unit.replace(/[^/]+$/, 'accounts')]
  const year = quarter.slice(0, 4)
  const assessed = [year, `${year}?order=place`, `${year}/board`, `${Number(year) - 1}/board`].map(
    (one) => `/qinghe/assessment/district/${one}`
  )
  const statistics = [
    `district/${year}`,
    `township/${Number(year) - 1}`,
    `district/${year}?unit=${unit.split('/')[3]}`,
  ].map((one) => `/qinghe/statistics/${one}`)
  const telling = ['/qinghe/recipients', '/qinghe/circulars', '/qinghe/webhooks']
  const others = [
    '/qinghe/duty-cases',
    '/qinghe/duty-cases/opened',
    '/qinghe/comparison/district?sort=rate',
    '/qinghe/comparison/township',
    '/qinghe/imports',
    '/qinghe/rules',
    '/qinghe/rules/next',
    '/qinghe/settings',
    '/qinghe/terms',
    `/qinghe/calendar/congress/${year}`,
    `/qinghe/bodies/district/standing_committee/${year}`,
    '/qinghe/bodies/district/standing_committee/members',
    '/qinghe/bodies/district/congress/call',
    '/qinghe/keys',
    '/qinghe/account',
  ]
  const quarterParts = [
    points.replace('/points/', '/history/'),
    `${points}/revision`,
    `${points}/reports`,
    `${points}/objections`,
  ]
  await page.goto(`/qinghe/calendar/congress/${year}`)
  const session = (await page.locator('a[href*="/sessions/"]').first().getAttribute('href'))!
  others.push(session, ...['roll', 'guests', 'minutes'].map((part) => `${session}/${part}`))
  const hall = await hallPath(page)
  others.push(hall, `${hall}/screen`)
  await page.goto('/qinghe/today')
  const proposals = (await page.locator('a[href*="/points/"][href$="/proposals"]').first().getAttribute('href'))!
  const receptions = proposals.replace('/points/', '/receptions/').replace('/proposals', '')
  quarterParts.push(points.replace('/points/', '/leaves/'), proposals, receptions, `${receptions}/new`)
  return [
    ...people,
    ...assessed,
    ...statistics,
    ...telling,
    ...others,
    ...quarterParts,
    points,
    ledger,
    dutyReport,
    `/qinghe/deputies/${ledger.split('/').at(-1)}/dossier`,
    activities,
    activity,
    `${activities}/new`,
  ]
}
