import { expect, test } from 'vitest'
import { itemType, type ItemType } from '../agenda/schema.ts'
import type { Body } from '../body/schema.ts'
import { methodsOf, resultOf } from './majority-rules.ts'

const LAW_25 = '《地方组织法》第二十五条'
const LAW_51 = '《地方组织法》第五十一条'
const OWN = '本区会议规则（本区设定）'

test.each<[Body, number, number, boolean, string, string]>([
  // More than half of all, whoever came: exactly half is not enough.
  ['congress', 9, 5, true, '5 ≥ 5（9 ÷ 2 < 5）', LAW_25],
  ['congress', 9, 4, false, '4 < 5（9 ÷ 2 < 5）', LAW_25],
  ['congress', 10, 5, false, '5 < 6（10 ÷ 2 < 6）', LAW_25],
  ['congress', 10, 6, true, '6 ≥ 6（10 ÷ 2 < 6）', LAW_25],
  ['congress', 650, 325, false, '325 < 326（650 ÷ 2 < 326）', LAW_25],
  ['congress', 1, 1, true, '1 ≥ 1（1 ÷ 2 < 1）', LAW_25],
  ['standing_committee', 35, 18, true, '18 ≥ 18（35 ÷ 2 < 18）', LAW_51],
  ['standing_committee', 35, 17, false, '17 < 18（35 ÷ 2 < 18）', LAW_51],
  ['chairpersons_meeting', 6, 3, false, '3 < 4（6 ÷ 2 < 4）', OWN],
  ['presidium', 9, 5, true, '5 ≥ 5（9 ÷ 2 < 5）', OWN],
  ['street_office', 5, 2, false, '2 < 3（5 ÷ 2 < 3）', OWN],
])('a %s of %i with %i for it: passed %s', (body, dueCount, forCount, passed, arithmetic, article) => {
  expect(resultOf(body, { forCount, dueCount })).toMatchObject({
    ...{ passed, because: { arithmetic, article: { zh: article } } },
  })
})

test.each<[Body, ItemType, string]>([
  ['congress', 'election', '《地方组织法》第二十八条'],
  ['presidium', 'election', '《地方组织法》第二十八条'],
  ['standing_committee', 'personnel', `撤职：《监督法》第六十二条；任免：${OWN}`],
  ['congress', 'personnel', OWN],
])('at a %s an item of type %s is voted on paper only', (body, type, article) => {
  expect(methodsOf(body, type)).toMatchObject({ methods: ['paper'], because: { article: { zh: article } } })
})

test('any other item is voted by hands or on paper, as the meeting likes', () => {
  const others = itemType.options.filter((type) => type !== 'election' && type !== 'personnel')
  for (const type of others)
    expect(methodsOf('congress', type)).toEqual({ methods: ['show_of_hands', 'paper'], because: null })
})
