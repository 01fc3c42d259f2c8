import { expect, test } from 'vitest'
import { accountAddress, accountName } from './schema.ts'

test.each(['罗敏', '罗敏-7k', '𠮷野禾', 'luo.min', 'luo_min', 'zhang_ab', 'zhang_41', 'a_ed_a0_80', '罗_敏'])(
  'the sign-in name %s comes back as it was given',
  (name) => {
    expect(accountName(accountAddress(name, 'qinghe'))).toBe(name)
  }
)

test('a mailbox is shown as it is', () => {
  expect(accountName('zhang_e7@qinghe.example')).toBe('zhang_e7@qinghe.example')
})

test('a name that looks like another one encoded has an address of its own', () => {
  expect(accountAddress('a_e7_bd_97', 'qinghe')).not.toBe(accountAddress('a罗', 'qinghe'))
})
