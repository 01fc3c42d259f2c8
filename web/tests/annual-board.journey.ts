import { expect, test } from '@playwright/test'
import { annualPath, counted, expectAccessible, lastQuarter, signIn } from './actions.ts'

// A year of the whole district: taken down, frozen anew by one, published by another, read by everybody.

const { quarter } = lastQuarter()

test('a year is frozen by one, published by another and read by everybody', async ({ page, browser }) => {
  const address = await annualPath(page)
  const staff = `${address.replace('/annual/', '/assessment/')}/board`
  await signIn(page, 'he@qinghe.example')
  const act = counted(page)
  await page.goto(staff.replace(/\/board$/, ''))
  await act.follow('年度公示')
  await expect(page).toHaveURL(staff)
  await expect(page.getByText('已公示，此后没有变动')).toBeVisible()
  await expectAccessible(page)
  await act.press('撤下')
  await expect(page.getByRole('alert')).toBeVisible()
  await act.fill('撤下原因', '基础数据须复核')
  await act.fill('批准人', '赵立新')
  await act.fill('批准人职务', '区人大常委会副主任')
  await act.press('撤下')
  await expect(page.getByText('已撤下，公众页只显示说明')).toBeVisible()
  await act.press('汇总')
  await expect(page.getByText('已汇总，请另一位同事核对后公示')).toBeVisible()
  await expect(page.getByText('您汇总的，须由另一位同事公示')).toBeVisible()
  await expect(page.getByRole('button', { name: '核对后公示' })).toHaveCount(0)
  await expectAccessible(page)

  const other = await (await browser.newContext()).newPage()
  await signIn(other)
  const sign = counted(other)
  await sign.follow('核对后公示')
  await expect(other).toHaveURL(staff)
  await sign.press('核对后公示')
  await expect(other.getByRole('alert')).toContainText('请写明更正的原因')
  await sign.fill('更正原因', '复核无误，重新公示')
  await sign.press('核对后公示')
  await expect(other.getByText('公示榜已公示')).toBeVisible()
  const happened = other.locator('ol.history').getByRole('listitem')
  await expect(happened.nth(1)).toContainText(/^汇总.*何/)
  await expect(happened.nth(2)).toContainText(/^撤下汇总榜.*何/)
  await expectAccessible(other)

  // The public: without script and cookie, under an address nobody has asked yet.
  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await reader.goto(address)
  await expect(reader).toHaveURL(`${address}/2`)
  await expect(reader.getByText('原因：复核无误，重新公示')).toBeVisible()
  await expect(reader.getByRole('rowheader', { name: /^北桥街道/ })).toBeVisible()
  expect(await reader.context().cookies()).toEqual([])
  await reader.goto(`${address}/1?fresh`)
  await expect(reader.getByText('由更正版代替')).toBeVisible()
  await expect(reader.locator('tbody tr')).toHaveCount(0)
  const file = await reader.request.get(`${address}/2/rows.json`)
  const { rows } = (await file.json()) as { rows: unknown[] }
  await reader.goto(`${address}/2`)
  await expect(reader.locator('tbody td.card-title')).toHaveCount(rows.length)

  // The windows of its quarters are long over: what is wrong in the year is put down in the quarter it is about.
  await reader.getByText('各街镇季度公示').click()
  const board = (await reader.locator('details').getByRole('link').first().getAttribute('href'))!
  const objections = `${board.replace('/boards/', '/points/')}/objections`
  await page.goto(objections)
  await expect(page.getByText(/年度公示异议期至/)).toBeVisible()
  await page.getByLabel('异议内容').fill('全年出席次数与签到表不符')
  await page.getByRole('button', { name: '登记异议' }).click()
  await expect(page.getByText('已登记，等待代表工委决定')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '全年出席次数' })).toContainText('年度公示')
  await expectAccessible(page)
  await page.goto(staff)
  await page.getByRole('link', { name: /第\d+号$/ }).click()
  await expect(page).toHaveURL(objections)
  await reader.goto(`${address}/2?later`)
  await expect(reader.getByText('收到1件，已决定0件')).toBeVisible()
  expect(await reader.content()).not.toContain('签到表不符')

  // The year that runs has no board yet.
  await page.goto(staff.replace(/\d{4}/, quarter.slice(0, 4)))
  await expect(page.getByText(/过后可以汇总|先公示各季度/)).toBeVisible()
  await expectAccessible(page)
})

const year = new Date().getFullYear()
const span = `${year - 5}-${year + 1}`

// After its year: while that is taken down, there is no term to freeze.
test('a term is frozen by one, published by another and read by everybody', async ({ page, browser }) => {
  const staff = `/qinghe/assessment/district/${span}/board`
  await signIn(page, 'he@qinghe.example')
  const act = counted(page)
  await page.goto('/qinghe/terms')
  await page
    .getByRole('row', { name: /青禾区人大.*第十八届/ })
    .getByRole('link', { name: /^任期公示/ })
    .click()
  await expect(page).toHaveURL(staff)
  await expect(page.getByRole('heading', { name: '第十八届区县级人大代表任期履职公示' })).toBeVisible()
  await expectAccessible(page)
  // In the first half of a year the demo has no board of the year before, and says what is owed or that it is early.
  if (lastQuarter().quarter < `${year}Q2`) {
    await expect(page.getByText(/过后可以汇总|先公示各年度/)).toBeVisible()
    return
  }
  await expect(page.getByText('已公示，此后没有变动')).toBeVisible()
  await expect(page.getByText(`计${year - 1}年1月1日至${year - 1}年12月31日`)).toBeVisible()
  await act.fill('撤下原因', '基础数据须复核')
  await act.fill('批准人', '赵立新')
  await act.fill('批准人职务', '区人大常委会副主任')
  await act.press('撤下')
  await expect(page.getByText('已撤下，公众页只显示说明')).toBeVisible()
  await act.press('汇总')
  await expect(page.getByText('已汇总，请另一位同事核对后公示')).toBeVisible()
  await expect(page.getByText('您汇总的，须由另一位同事公示')).toBeVisible()
  await expectAccessible(page)

  const other = await (await browser.newContext()).newPage()
  await signIn(other)
  await expect(other.getByRole('link', { name: '第十八届' })).toBeVisible()
  const sign = counted(other)
  await sign.open(staff)
  await sign.fill('更正原因', '复核无误，重新公示')
  await sign.press('核对后公示')
  await expect(other.getByText('公示榜已公示')).toBeVisible()
  await expect(other.locator('ol.history')).toContainText('撤下汇总榜')
  await expectAccessible(other)

  // The public: without script and cookie, from the page of all boards.
  const reader = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await reader.goto('/qinghe?fresh')
  await reader.getByRole('link', { name: '第十八届区县级人大代表任期公示，全区' }).click()
  await expect(reader).toHaveURL(`/qinghe/annual/district/${span}/2`)
  await expect(reader.getByText('原因：复核无误，重新公示')).toBeVisible()
  await expect(reader.getByRole('columnheader', { name: '任期积分' })).toBeVisible()
  await expect(reader.getByRole('columnheader', { name: /等次|名次/ })).toHaveCount(0)
  expect(await reader.context().cookies()).toEqual([])
  const file = await reader.request.get(`/qinghe/annual/district/${span}/2/rows.json`)
  const { rows } = (await file.json()) as { rows: unknown[] }
  await expect(reader.locator('tbody td.card-title')).toHaveCount(rows.length)
  await reader.goto(`/qinghe/annual/district/${span}/1?fresh`)
  await expect(reader.getByText('由更正版代替')).toBeVisible()
  await expect(reader.locator('tbody tr')).toHaveCount(0)

  // The townships' term, of which no year is public.
  await page.goto(`/qinghe/assessment/township/${span}/board`)
  await expect(page.getByText(/任期内还没有公示的年度或季度|先公示各年度|过后可以汇总/)).toBeVisible()
  await expectAccessible(page)
})
