import type * as z from 'zod'
import { refuse, refuseField } from '../kernel/problem.ts'
import type { Because } from '../kernel/words.ts'
import type { RuleSet } from './rules.ts'
import type { draftRules } from './schema.ts'

// What a version of the rules has to satisfy, whether it is tried or published. A refusal stands at its field.

export type Draft = z.infer<typeof draftRules>

/** Why a draft may not follow the newest version; null when it may. */
export const draftRefusal = (last: RuleSet | undefined, draft: Draft) =>
  orderRefusal(last, draft) ??
  droppedRefusal(last, draft) ??
  itemsRefusal(draft) ??
  minimumsRefusal(draft) ??
  gradesRefusal(draft) ??
  baseRefusal(draft) ??
  midYearRefusal(last, draft)

function orderRefusal(last: RuleSet | undefined, { version, fromQuarter }: Draft) {
  if (!last || (version === last.version + 1 && fromQuarter > last.fromQuarter)) return null
  return refuse(409, 'rule-set-not-next', {
    zh: `须为第${last.version + 1}版，并晚于${last.fromQuarter}`,
    en: `It must be version ${last.version + 1} and begin after ${last.fromQuarter}`,
  })
}

function droppedRefusal(last: RuleSet | undefined, draft: Draft) {
  if (!last) return null
  const missing = <T extends { code: string }>(before: readonly T[], after: readonly { code: string }[]) =>
    before.find((old) => !after.some((one) => one.code === old.code))
  const gone = missing(last.items, draft.items) ?? missing(last.categories, draft.categories)
  if (!gone) return null
  return refuseField('/items', 'rule-dropped', {
    zh: `不能删去“${gone.name}”：本年此前的积分还要按它计算`,
    en: `“${gone.name}” cannot be dropped: points of this year so far are counted by it`,
  })
}

/** Each code once, and every item in a category there is. */
function itemsRefusal({ items, categories }: Draft) {
  for (const [index, item] of items.entries()) {
    if (items.findIndex((one) => one.code === item.code) < index) {
      return refuseField(`/items/${index}/code`, 'item-twice', {
        zh: `编码 ${item.code} 出现了两次`,
        en: `The code ${item.code} is there twice`,
      })
    }
    if (!categories.some((category) => category.code === item.categoryCode)) {
      return refuseField(`/items/${index}/categoryCode`, 'no-such-category', {
        zh: '没有这个类别',
        en: 'There is no such category',
      })
    }
  }
  return null
}

function minimumsRefusal({ items, minimums }: Draft) {
  for (const [index, { itemCode, per }] of minimums.entries()) {
    if (!items.some(({ code }) => code === itemCode)) {
      return refuseField(`/minimums/${index}/itemCode`, 'no-such-item', {
        zh: '没有这个事项',
        en: 'There is no such item',
      })
    }
    if (minimums.findIndex((one) => one.itemCode === itemCode && one.per === per) < index) {
      return refuseField(`/minimums/${index}/itemCode`, 'minimum-twice', {
        zh: '同一事项、同一期限只能定一个最低次数',
        en: 'An item has one minimum a quarter and one a year',
      })
    }
  }
  return null
}

/** From the highest down, each with a name of its own. */
function gradesRefusal({ grades }: Draft) {
  for (const [index, { name, fromHundredths }] of grades.entries()) {
    if (grades.findIndex((one) => one.name === name) < index) {
      return refuseField(`/grades/${index}/name`, 'grade-twice', {
        zh: `等次“${name}”出现了两次`,
        en: `The grade “${name}” is there twice`,
      })
    }
    const above = grades[index - 1]
    if (above && fromHundredths >= above.fromHundredths) {
      return refuseField(`/grades/${index}/fromHundredths`, 'grade-not-lower', {
        zh: `须低于“${above.name}”的${above.fromHundredths / 100}分`,
        en: `It must be below the ${above.fromHundredths / 100} of “${above.name}”`,
      })
    }
  }
  return null
}

function baseRefusal({ baseHundredths, yearCap }: Draft) {
  if (yearCap >= baseHundredths) return null
  return refuseField(
    '/yearCap',
    'cap-below-base',
    { zh: '全年上限不能低于基础分', en: 'The cap of the year cannot be below the base' },
    {
      rule: {
        zh: '基础分计入全年合计，上限低于基础分时人人同分',
        en: 'The base counts in the year: under a cap below it everybody has the same',
      },
      article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
      arithmetic: `${yearCap / 100} < ${baseHundredths / 100}`,
    }
  )
}

/** What a year is counted and judged by belongs to the whole year, so it moves only where a year begins. */
function midYearRefusal(last: RuleSet | undefined, draft: Draft) {
  if (!last || draft.fromQuarter.endsWith('Q1')) return null
  const pointer = movedInYear(last, draft)
  if (pointer === null) return null
  if (pointer.endsWith('/yearCap')) {
    return refuseField(pointer, 'year-cap-in-mid-year', {
      zh: '全年上限只能从1月1日起调整',
      en: 'Caps of the year change only on 1 January',
    })
  }
  return refuseField(
    pointer,
    'year-rule-in-mid-year',
    {
      zh: '基础分、提示线、等次、每年最低次数和“不受总分上限”只能从1月1日起调整',
      en: 'Base, line, grades, yearly minimums and what stands above the total change only on 1 January',
    },
    ONE_YEAR_ONE_RULE
  )
}

const ONE_YEAR_ONE_RULE: Because = {
  rule: { zh: '同一年按同一办法评定', en: 'A year is judged by one rule' },
  article: { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' },
}

type Capped = { code: string; yearCap: number; aboveTotal?: boolean }

function movedInYear(last: RuleSet, draft: Draft): string | null {
  const at = (before: readonly Capped[], after: readonly Capped[], field: 'yearCap' | 'aboveTotal'): number =>
    after.findIndex((one) => before.some((old) => old.code === one.code && old[field] !== one[field]))
  const [item, category, above] = [
    at(last.items, draft.items, 'yearCap'),
    at(last.categories, draft.categories, 'yearCap'),
    at(last.categories, draft.categories, 'aboveTotal'),
  ]
  const yearly = ({ minimums }: Pick<Draft, 'minimums'>) =>
    minimums
      .filter(({ per }) => per === 'year')
      .map(({ itemCode, times }) => `${itemCode} ${times}`)
      .sort()
      .join()
  const graded = ({ grades }: Pick<Draft, 'grades'>) => grades.map((one) => `${one.name} ${one.fromHundredths}`).join()
  if (draft.yearCap !== last.yearCap) return '/yearCap'
  if (item >= 0) return `/items/${item}/yearCap`
  if (category >= 0) return `/categories/${category}/yearCap`
  if (above >= 0) return `/categories/${above}/aboveTotal`
  if (draft.baseHundredths !== last.baseHundredths) return '/baseHundredths'
  if (draft.lineHundredths !== last.lineHundredths) return '/lineHundredths'
  if (graded(draft) !== graded(last)) return '/grades/0/fromHundredths'
  return yearly(draft) === yearly(last) ? null : '/minimums/0/times'
}
