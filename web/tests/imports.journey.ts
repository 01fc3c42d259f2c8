import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { expectAccessible, expectExported, signIn } from './actions.ts'

// A faulty file gives its faults out as a file; the template's own example goes in, shows on its quarter, is exported
// as it is shown, and is taken back.

test('a downloaded template is uploaded, looked through, applied, seen on its quarter and taken back', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 800 })
  await signIn(page, 'he@qinghe.example')
  await page.goto('/qinghe/imports')
  await page.getByRole('button', { name: '上传并检查' }).click()
  await expect(page.getByRole('alert')).toContainText('请选择一个文件')

  await page.getByLabel(/^文件/).setInputFiles({
    name: '街镇.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('名称,类型\n南坪村,村\n,镇\n'),
  })
  await page.getByRole('button', { name: '上传并检查' }).click()
  await expect(page.getByRole('row', { name: /B 类型/ })).toContainText('村', { timeout: 15_000 })
  await expectExported(page)
  await page.goto('/qinghe/imports')
  await expectExported(page)

  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载模板（含示例）' }).click()
  const path = await (await waiting).path()
  await page.getByLabel(/^文件/).setInputFiles({
    name: '导入模板.xlsx',
    mimeType: 'application/octet-stream',
    buffer: await readFile(path),
  })
  await page.getByRole('button', { name: '上传并检查' }).click()
  await expect(page.getByRole('heading', { name: '应用后将新增' })).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('row', { name: /积分登记 36/ })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: '应用导入' }).click()
  await expect(page.getByRole('alert')).toContainText('请先核对并勾选')
  await page.getByLabel('我已核对上面的内容').check()
  await page.getByRole('button', { name: '应用导入' }).click()
  await expect(page.getByText('导入已生效。')).toBeVisible()
  const job = page.url()
  await page
    .getByRole('link', { name: /^青松街道/ })
    .last()
    .click()
  await expect(page.getByRole('link', { name: '沈月华' })).toBeVisible()
  await expectExported(page)

  await page.goto(job.split('?')[0]!)
  await page.getByRole('button', { name: '整体撤回' }).click()
  await expect(page.getByText('已整体撤回。')).toBeVisible()
  await expectAccessible(page)
})
