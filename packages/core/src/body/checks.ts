import { refuseField } from '../kernel/problem.ts'
import { STREET_BECAUSE } from '../people/checks.ts'
import type { Because } from '../kernel/words.ts'
import type { Unresolved } from './rules.ts'
import { bodies, bodiesAt, DISTRICT_PLACE, type Body, type PlaceKind } from './schema.ts'

/** What a place is: the district itself, or the kind of the unit. null: there is no such place. */
export const placeKind = (placeId: string, unit: { kind: string } | undefined): PlaceKind | null =>
  placeId === DISTRICT_PLACE ? 'district' : ((unit?.kind as PlaceKind | undefined) ?? null)

const NO_COMMITTEE: Because = {
  rule: {
    zh: '常务委员会由县级以上的人民代表大会设立',
    en: 'Standing committees exist from the county level up',
  },
  article: { zh: '《地方组织法》第四十六条', en: 'Organic Law of Local Congresses, art. 46' },
}

/** Why a place does not have a body; null where it does. */
export function bodyRefusal(kind: PlaceKind, body: Body) {
  if (bodiesAt(kind).includes(body)) return null
  const has = bodiesAt(kind)
  return refuseField(
    '/body',
    'no-such-body-there',
    {
      zh: `这里没有${bodies[body].zh}，只有${has.map((one) => bodies[one].zh).join('、')}`,
      en: `There is no ${bodies[body].en.toLowerCase()} there, only: ${has.map((one) => bodies[one].en.toLowerCase()).join(', ')}`,
    },
    BECAUSE[kind]
  )
}

const BECAUSE: Record<PlaceKind, Because | undefined> = {
  district: undefined,
  street: STREET_BECAUSE,
  town: NO_COMMITTEE,
  township: NO_COMMITTEE,
}

/** A line of names that means nobody, or more than one. */
export function lineRefused(pointer: string, { line, why }: Unresolved) {
  switch (why) {
    case 'unknown':
      return refuseField(pointer, 'not-a-deputy', {
        zh: `“${line}”不是当日在任的代表`,
        en: `“${line}” is no deputy who sits on that day`,
      })
    case 'ambiguous':
      return refuseField(pointer, 'ambiguous-name', {
        zh: `“${line}”有同名代表，请在姓名后写上选区`,
        en: `Two deputies are called “${line}”: write the electoral district behind the name`,
      })
    case 'twice':
      return refuseField(pointer, 'named-twice', { zh: `“${line}”写了两次`, en: `“${line}” is there twice` })
  }
}
