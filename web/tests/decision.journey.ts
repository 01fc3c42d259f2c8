import { expect, test, type Browser, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// What a session votes: put to the vote with a quorum, counted apart by two tellers, and the paper of what passed.

const PHONE = { width: 360, height: 740 }
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
const EDGE = { width: 1280, height: 800 }

/** The votes of the town's presidium, which sits today with eight of nine. */
async function openVotes(page: Page) {
  await page.goto(`/qinghe/calendar/presidium/${year}`)
  await page.getByRole('link', { name: '大有镇', exact: true }).click()
  await page.getByRole('link', { name: /第六十次会议/ }).click()
  await page.getByRole('link', { name: '表决', exact: true }).click()
  await expect(page.getByText('在场8名，应到9名')).toBeVisible()
}

/** Another member of the district's office, in a browser of their own. */
async function otherTeller(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: EDGE })).newPage()
  await signIn(page, 'he@qinghe.example')
  return page
}

async function put(page: Page, question: string, { item, way = '举手表决' }: { item: string; way?: string }) {
  await page.getByLabel('议题', { exact: true }).selectOption({ label: item })
  await page.getByLabel('付表决的事项').fill(question)
  await page.getByLabel('表决方式').selectOption({ label: way })
  await page.getByRole('button', { name: '付表决' }).click()
  await page.getByRole('link', { name: question }).click()
  await expect(page.getByRole('heading', { name: question })).toBeVisible()
}

async function count(page: Page, [forIt, against, abstained, invalid]: readonly [string, string, string, string]) {
  await page.getByLabel('赞成').fill(forIt)
  await page.getByLabel('反对').fill(against)
  await page.getByLabel('弃权').fill(abstained)
  await page.getByLabel('废票').fill(invalid)
  await page.getByRole('button', { name: '报票' }).click()
}

test('two tellers count apart; where they differ both count anew, and what passed becomes a resolution everybody reads', async ({
  page,
  browser,
}) => {
  await signIn(page)
  await openVotes(page)
  await expectAccessible(page)
  await expectExported(page)
  const draft = { item: '关于开展小巷整治的决定（草案）' }
  await put(page, '通过关于小巷整治的决定', draft)
  await count(page, ['7', '1', '1', '0'])
  await expect(page.getByRole('alert')).toContainText('共9票，多于付表决时在场的8名')
  await expect(page.getByText('7 + 1 + 1 + 0 = 9 > 8')).toBeVisible()
  await expectAccessible(page)
  await count(page, ['6', '1', '1', '0'])
  await expect(page.getByText('一位计票人已报票')).toBeVisible()
  await expect(page.getByText(/您报的数字/)).toContainText('赞成')
  await expect(page.getByRole('button', { name: '报票' })).toHaveCount(0)

  // It waits for somebody else: not for who counted.
  await page.goto('/qinghe/today')
  await expect(page.getByRole('heading', { name: '今日', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: '通过关于小巷整治的决定' })).toHaveCount(0)
  await page.goBack()
  const other = await otherTeller(browser)
  await other.goto('/qinghe/today')
  await expectAccessible(other)
  await other.getByRole('link', { name: '通过关于小巷整治的决定' }).click()
  await expect(other.getByText('一位计票人已报票')).toBeVisible()
  await expect(other.getByText(/您报的数字/)).toHaveCount(0)
  await count(other, ['5', '2', '1', '0'])
  await expect(other.getByText('两人的数字不一致')).toBeVisible()
  await count(other, ['6', '1', '1', '0'])
  await page.reload()
  await expect(page.getByText('第2轮计票')).toBeVisible()
  await count(page, ['6', '1', '1', '0'])
  await expect(page.getByText('何敏、张敏之独立计票，数字一致')).toBeVisible()
  await expect(page.getByText('6 ≥ 5（9 ÷ 2 < 5）')).toBeVisible()
  // Its vote stands: it is not put to the vote again.
  const items = page.getByLabel('议题', { exact: true })
  await expect(items).toHaveAccessibleDescription('已付表决的议题不再列出')
  await expect(items.getByRole('option', { name: draft.item })).toHaveCount(0)
  await expectAccessible(page)
  await page.setViewportSize(PHONE)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  // All parts of the session are in sight, the current one too.
  const parts = page.getByRole('navigation', { name: '会议的各部分' })
  expect(await parts.evaluate((tabs) => tabs.scrollWidth - tabs.clientWidth)).toBe(0)
  await page.setViewportSize(EDGE)

  await page.getByRole('link', { name: '起草决议' }).click()
  await page.getByLabel('标题').fill('关于小巷整治的决定')
  await page.getByLabel('正文').fill('主席团决定开展小巷整治（演示）。\n由镇人民政府组织实施。')
  await page.getByLabel('机关代字').fill('大有主席团发')
  await expectAccessible(page)
  await page.getByRole('button', { name: '保存草稿' }).click()
  const paper = page.getByRole('article', { name: '关于小巷整治的决定' })
  await expect(paper).toContainText('大有镇第十九届人大主席团第六十次会议通过）')
  await expect(paper).not.toContainText(`〔${year}〕`)
  await page.getByRole('button', { name: '编号发文' }).click()
  await expect(paper).toContainText(`大有主席团发〔${year}〕1号`)
  await expect(page.getByLabel('正文')).toHaveCount(0)
  await expectAccessible(page)
  await page.getByRole('button', { name: '公布' }).click()
  await expect(page.getByText('已公布')).toBeVisible()
  const address = (await page.getByRole('link', { name: '公开页面' }).getAttribute('href'))!
  const anybody = await (await browser.newContext()).newPage()
  const answer = await anybody.goto(address)
  expect(answer?.headers()['cache-control']).toContain('public')
  await expect(anybody.getByRole('article')).toContainText('主席团决定开展小巷整治（演示）。')
  expect(await anybody.locator('script').count()).toBe(0)
  await expectAccessible(anybody)
  await page.getByLabel('原因').fill('表述有误，另行发文（演示）')
  await page.getByRole('button', { name: '撤回' }).click()
  await expect(page.getByText('已撤回')).toBeVisible()
  // A public page is a minute old at most: this one is asked for in a way that no cache has kept.
  await anybody.goto(`${address}?now`)
  await expect(anybody.getByText('表述有误，另行发文（演示）')).toBeVisible()
  await expect(anybody.getByRole('article')).toHaveCount(0)
})

test('an election is by ballot only; a vote is stopped, a result annulled, and each says why', async ({
  page,
  browser,
}) => {
  await signIn(page)
  await openVotes(page)
  const election = '推选镇人大代表资格审查委员会主任委员'
  await page.getByLabel('议题', { exact: true }).selectOption({ label: election })
  await expect(page.getByLabel('表决方式').getByRole('option')).toHaveText(['无记名投票'])
  await put(page, '推选方远为主任委员', { item: election, way: '无记名投票' })
  await page.getByLabel('中止原因').fill('候选人名单有误（演示）')
  await page.getByRole('button', { name: '中止表决' }).click()
  await expect(page.getByText('原因：候选人名单有误（演示）')).toBeVisible()
  await expect(page.getByRole('button', { name: '报票' })).toHaveCount(0)

  await put(page, '通过督查整改清单', { item: '督查整改清单' })
  await count(page, ['4', '4', '0', '0'])
  const other = await otherTeller(browser)
  await other.goto(page.url())
  await count(other, ['4', '4', '0', '0'])
  await expect(other.getByText('4 < 5（9 ÷ 2 < 5）')).toBeVisible()
  await expect(other.getByRole('link', { name: '起草决议' })).toHaveCount(0)
  await other.getByLabel('撤销原因').fill('计票时有人离席（演示）')
  await other.getByRole('button', { name: '撤销表决结果' }).click()
  await expect(other.getByText('结果已撤销').first()).toBeVisible()
  await expect(other.getByText('原因：计票时有人离席（演示）')).toBeVisible()
})

test('where no sitting is open the button says why nothing can be put to the vote', async ({ page }) => {
  await signIn(page)
  await page.goto(`/qinghe/bodies/district/standing_committee/resolutions/${year}`)
  await expect(page.getByRole('row', { name: /青禾人常发/ })).toContainText('已公布')
  await expectAccessible(page)
  await expectExported(page)
  await page.getByRole('link', { name: '关于批准民生实事项目推进情况报告的决议' }).click()
  await page.getByRole('link', { name: /人大常委会第.*次会议/ }).click()
  const button = page.getByRole('button', { name: '付表决' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).toHaveAccessibleDescription('没有正在进行的会议，不能付表决')
  await expectAccessible(page)
})
