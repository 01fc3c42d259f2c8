import { refuseField } from '../kernel/problem.ts'
import type { Because } from '../kernel/words.ts'
import { levels, type Level } from './schema.ts'

// What a mandate has to satisfy, whichever command begins it.

/** Years a term may last, with room for a postponed session (代表法: five). */
export const TERM_YEARS_MAX = 6

/** The most seats held on one day from `startOn` on. */
export const mostAtOnce = (seats: readonly { fromOn: string; untilOn: string }[], startOn: string): number =>
  Math.max(
    0,
    ...[startOn, ...seats.map((seat) => seat.fromOn).filter((from) => from > startOn)].map(
      (day) => seats.filter((seat) => seat.fromOn <= day && day <= seat.untilOn).length
    )
  )

/** Nobody new comes to a place that is out of use. */
export const unitRetired = (pointer: string, retiredOn: string) =>
  refuseField(pointer, 'unit-retired', {
    zh: `该街镇已于 ${retiredOn} 停用，不能再登记`,
    en: `The unit was retired on ${retiredOn}: nothing new is registered there`,
  })

export const electoralDistrictRetired = (pointer: string, retiredOn: string) =>
  refuseField(pointer, 'electoral-district-retired', {
    zh: `该选区已于 ${retiredOn} 停用`,
    en: `The electoral district was retired on ${retiredOn}`,
  })

type Running = { level: Level; unitName: string; electoralDistrict: string; startOn: string; endOn: string }

/** Nobody sits twice in one congress, or in those of two townships: the refusal names the seat they have. */
export const runsAlready = (pointer: string, { level, unitName, electoralDistrict, startOn, endOn }: Running) =>
  refuseField(
    pointer,
    'mandate-runs-already',
    {
      zh: `此人已是${levels[level].zh}代表（${unitName} ${electoralDistrict}，${startOn} 至 ${endOn}）`,
      en: `They are a ${levels[level].en.toLowerCase()} deputy already (${unitName}, ${electoralDistrict}, ${startOn} to ${endOn})`,
    },
    {
      rule: {
        zh: '公民不得同时担任两个以上无隶属关系的行政区域的人大代表；同一人在一级人大只有一个代表资格',
        en: 'Nobody is a deputy in two areas neither of which belongs to the other; one person has one mandate in one congress',
      },
      article: { zh: '《选举法》第四十八条', en: 'Electoral Law, art. 48' },
    }
  )

/** Why a street has no congress of its own, wherever that is asked. */
export const STREET_BECAUSE = {
  rule: {
    zh: '街道人大工委是区人大常委会的工作机构',
    en: 'The street office is a working body of the district standing committee',
  },
  article: { zh: '《地方组织法》第五十九条', en: 'Organic Law of Local Congresses, art. 59' },
} satisfies Because

export const streetHasNoCongress = () =>
  refuseField(
    '/level',
    'street-has-no-congress',
    { zh: '街道没有本级人民代表大会，只能登记区县级代表', en: 'A street has no congress: only district deputies' },
    STREET_BECAUSE
  )
