import lines from './areas.json' with { type: 'json' }
import { shortName } from './short-name.ts'

/** A province (code of 2 digits), a city (4) or a district (6), with all it can be found by. */
export type Area = {
  code: string
  name: string
  short: string
  pinyin: string
  shortPinyin: string
  /** First letters of the pinyin: "jbq". */
  initials: string
  /** Province first. A municipality's districts, and those no city governs, stand under the province itself. */
  parents: readonly Area[]
}

export const isDistrict = (area: Area): boolean => area.code.length === 6

let table: ReadonlyMap<string, Area> | undefined

/** Every area by its code, in the order of the codes. Read when the first visitor signs a district up. */
export const areaTable = (): ReadonlyMap<string, Area> => (table ??= readTable(lines))

function readTable(lines: readonly string[]): ReadonlyMap<string, Area> {
  const areas = new Map<string, Area>()
  for (const line of lines) {
    const [code = '', name = '', ...syllables] = line.split(' ')
    const short = shortName(name)
    areas.set(code, {
      code,
      name,
      short,
      pinyin: syllables.join(''),
      shortPinyin: syllables.slice(0, short.length).join(''),
      initials: syllables.map((syllable) => syllable[0]).join(''),
      parents: [code.slice(0, 2), code.slice(0, 4)].flatMap((above) =>
        above === code ? [] : (areas.get(above) ?? [])
      ),
    })
  }
  return areas
}
