import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

const site = new URL('https://jiceng.example/preferences')

test('a page of this site is kept with its query', () => {
  expect(returnPath('/en/qinghe/units?page=2', site)).toBe('/en/qinghe/units?page=2')
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'evil', '', '/\t/evil.example'])(
  'an address that leads elsewhere becomes the front page: %j',
  (wanted) => {
    expect(returnPath(wanted, site)).toBe('/')
  }
)

test('nothing becomes the front page', () => {
  expect(returnPath(null, site)).toBe('/')
})
