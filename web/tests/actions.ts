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

/** No fault axe can find, whatever the page looks like at the moment. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([])
}

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
