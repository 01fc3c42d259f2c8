import { expect, test } from 'vitest'
import { fieldsOf, type Refused } from './field-error.ts'

const refused: Refused = {
  ...{ errors: [{ field: 'dueOn', text: '不能早于今天' }], because: null },
  values: { dueOn: '2026-01-01', organ: '' },
}

test('a field shows what was filled in and what is wrong with it; one that was emptied stays empty', () => {
  const field = fieldsOf(refused)
  expect(field('dueOn', '2026-12-01')).toEqual({ name: 'dueOn', value: '2026-01-01', error: '不能早于今天' })
  expect(field('organ', '镇人民政府')).toEqual({ name: 'organ', value: '', error: undefined })
})

test('before anything was refused a field shows what it starts with', () => {
  expect(fieldsOf(null)('organ', '镇人民政府')).toEqual({ name: 'organ', value: '镇人民政府', error: undefined })
  expect(fieldsOf(null)('organ')).toMatchObject({ value: '' })
})
