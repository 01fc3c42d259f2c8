import { expect, test, type Page } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// From a published board to the employer's 回执: proposed by one, approved by another, opened by a stranger on a phone.

const employer = `青禾区第一中学${Date.now().toString(36)}`

/** Registers the employer and attaches the first deputy of the board's unit. */
async function registerEmployer(page: Page, at: string): Promise<string> {
  await page.goto('/qinghe/recipients')
  await page.getByRole('main').getByRole('textbox', { name: '单位名称' }).fill(employer)
  await page.getByRole('button', { name: '登记单位' }).click()
  await expect(page.getByText(`已登记：${employer}`)).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('查找单位').fill(employer)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('link', { name: employer }).click()
  await page.getByLabel('代表所在街镇').selectOption(at)
  await page.getByRole('button', { name: '列出代表' }).click()
  const deputy = page.getByLabel('代表', { exact: true })
  await deputy.selectOption({ index: 1 })
  const name = (await deputy.locator('option:checked').textContent())!.split('（')[0]!
  await page.getByRole('button', { name: '加入代表' }).click()
  await expect(page.getByText('已加入')).toBeVisible()
  await expectAccessible(page)
  return name
}

/** The letter as it is printed, and as a file with a Chinese name. */
async function onPaper(page: Page) {
  const circular = page.url()
  await page.getByRole('link', { name: '打印公函' }).click()
  const letter = page.getByRole('article')
  await expect(letter).toContainText(`${employer}：`)
  await expect(letter.getByRole('heading', { name: '回　执' })).toBeVisible()
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载 .docx' }).click()
  expect((await downloading).suggestedFilename()).toBe(`公函-${employer}.docx`)
  await page.goto(circular)
}

/** One white pixel. */
const PHOTO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='

/** The 公告 hangs: another file is refused, a photo is shown, and a mistake is taken back. */
async function posted(page: Page) {
  const prove = async (name: string, mimeType: string, content: Buffer) => {
    await page.getByLabel('张贴照片').setInputFiles({ name, mimeType, buffer: content })
    await page.getByLabel('张贴地点').fill('社区公示栏')
    await page.getByRole('button', { name: '登记张贴' }).click()
  }
  await prove('photo.jpg', 'image/jpeg', Buffer.from('%PDF-1.7'))
  await expect(page.getByRole('alert')).toContainText('文件内容不是 JPEG、PNG 或 WebP 照片')
  await expectAccessible(page)
  await prove('photo.png', 'image/png', Buffer.from(PHOTO, 'base64'))
  await expect(page.getByText('已登记张贴')).toBeVisible()
  const photo = page.getByRole('img', { name: /公告张贴照片$/ })
  expect(await photo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(1)
  await expectAccessible(page)
  await expectExported(page, '公告')
  await expectExported(page, '通报给')
  await page.getByRole('link', { name: '撤回登记' }).click()
  await page.getByRole('button', { name: '撤回登记' }).click()
  await expect(page.getByRole('alert')).toContainText('撤回原因：请填写')
  await expectAccessible(page)
  await page.getByLabel('撤回原因').fill('照片拍错了选区')
  await page.getByRole('button', { name: '撤回登记' }).click()
  await expect(page.getByText('已撤回，公告待张贴')).toBeVisible()
  await expect(page.getByText('撤回原因：照片拍错了选区')).toBeVisible()
  await expect(photo).toHaveCount(0)
}

test('a board is told to an employer: two people, a link on a phone, a 回执', async ({ browser }) => {
  const author = await (await browser.newContext()).newPage()
  await signIn(author, 'he@qinghe.example')
  await author.goto('/qinghe')
  const board = (await author.getByRole('main').locator('a[href*="/boards/"]').first().getAttribute('href'))!
  const [, unitId, level, quarter] = /boards\/([^/]+)\/([^/]+)\/([^/]+)/.exec(board)!
  const deputy = await registerEmployer(author, `${decodeURIComponent(unitId!)}/${level}`)

  await author.goto(`/qinghe/points/${unitId}/${level}/${quarter}`)
  await author.getByRole('link', { name: '拟一份通报' }).click()
  await author.getByLabel('必要性').fill('便于单位保障代表执行职务的时间')
  await author.getByRole('button', { name: '提交审批' }).click()
  await expect(author.getByRole('alert')).toContainText('至少选一个单位或选区')
  await author.getByRole('checkbox', { name: employer }).check()
  const district = author.getByRole('group', { name: '在选区张贴公告' }).getByRole('checkbox').first()
  await district.check()
  await expectAccessible(author)
  await author.getByRole('button', { name: '提交审批' }).click()
  await expect(author.getByText('您拟的稿，由另一位同事审批')).toBeVisible()
  await expect(author.getByRole('button', { name: '批准并发出' })).toHaveCount(0)

  const approver = await (await browser.newContext()).newPage()
  await signIn(approver, 'zhang@qinghe.example')
  await approver.goto(author.url())
  await expectAccessible(approver)
  await approver.getByRole('button', { name: '批准并发出' }).click()
  await expect(approver.getByText('已批准并发出')).toBeVisible()
  await approver.getByText('显示链接').click()
  const link = (await approver.getByText(/\/notices\//).textContent())!
  await onPaper(approver)
  await posted(approver)

  const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
  const stranger = await phone.newPage()
  await stranger.goto(link)
  await expect(stranger.getByRole('cell', { name: deputy })).toBeVisible()
  await expect(stranger.locator('tbody tr')).toHaveCount(1)
  await stranger.getByRole('button', { name: '确认收到' }).click()
  await expect(stranger.getByText('已收到您的答复')).toBeVisible()
  await expect(stranger.getByRole('button', { name: '确认收到' })).toHaveCount(0)
  expect(await phone.cookies()).toEqual([])
  await phone.close()

  await approver.reload()
  await expect(approver.getByText(/^确认收到，/)).toBeVisible()
  await approver.getByRole('button', { name: '停用链接' }).click()
  await expect(approver.getByText('链接已停用', { exact: true })).toBeVisible()
  await author.goto(link)
  await expect(author.getByText('链接已停用。请联系发函的')).toBeVisible()
  await expectAccessible(author)
})

test('voters of every electoral district are told of the year, unit by unit', async ({ page }) => {
  await signIn(page, 'he@qinghe.example')
  await page.goto('/qinghe/circulars')
  await page.getByRole('link', { name: '年度通报' }).click()
  await expectAccessible(page)
  await expectExported(page)
  const open = page.getByRole('row').filter({ has: page.getByRole('link', { name: '拟年度通报' }) })
  const unit = (await open.last().getByRole('cell').first().textContent())!.trim()
  await open.last().getByRole('link').click()
  const districts = page.getByRole('group', { name: /选区/ }).getByRole('checkbox')
  await expect(districts.first()).toBeChecked()
  expect(await districts.count()).toBe(await page.locator('input[name="electoralDistrict"]:checked').count())
  await expect(page.getByLabel('标题')).toHaveValue(new RegExp(`${unit}\\d{4}年`))
  await expectAccessible(page)
  await page.getByRole('button', { name: '提交审批' }).click()
  await expect(page.getByText('待批准').first()).toBeVisible()
  await page.goto('/qinghe/circulars')
  await page.getByRole('link', { name: '年度通报' }).click()
  await expect(page.getByRole('row', { name: unit })).toContainText('待批准')
})
