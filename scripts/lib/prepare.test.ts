import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { beginFirst } from './prepare.ts'

test('a first start that broke off begins anew, one that was through keeps what it has', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'jiceng-')), 'state')
  const data = join(folder, 'data')
  beginFirst(folder)
  writeFileSync(data, '')
  rmSync(beginFirst(folder))
  expect(existsSync(data)).toBe(false)
  writeFileSync(data, '')
  beginFirst(folder)
  expect(existsSync(data)).toBe(true)
  expect(existsSync(`${folder}/unfinished`)).toBe(false)
})
