import { areaTable, isDistrict, type Area } from './table.ts'

/** Rows of an answer: more than fit one look are a reason to write more letters. */
export const FOUND_MAX = 20

/** Characters of a search; the longest name with its province and city has fewer. */
export const SEARCH_LENGTH_MAX = 60

export const areaOf = (code: string): Area | undefined => areaTable().get(code)

export const provinces = (): Area[] => [...areaTable().values()].filter((area) => area.parents.length === 0)

/** Those directly below: of a province its cities and the districts under it alone, of a city its districts. */
export const childrenOf = (code: string): Area[] =>
  [...areaTable().values()].filter((area) => area.parents.at(-1)?.code === code)

/**
 * Districts by name, pinyin, first letters or code, best first; a province or city may stand before
 * ("重庆江北") or, after a comma, behind ("Jiangbei, Chongqing").
 */
export function searchAreas(text: string, limit: number = FOUND_MAX): { areas: Area[]; more: boolean } {
  const wanted = readingsOf(text)
  if (wanted.length === 0) return { areas: [], more: false }
  const found = [...areaTable().values()]
    .filter(isDistrict)
    .map((area) => ({ area, rank: Math.min(...wanted.map((one) => rankOf(area, area.parents, one))) }))
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank || a.area.name.length - b.area.name.length || (a.area.code < b.area.code ? -1 : 1))
  return { areas: found.slice(0, limit).map(({ area }) => area), more: found.length > limit }
}

const EXACT = 0
const BEGINNING = 1
const PART = 2
/** The place above is what was searched for. */
const WITHIN = 3
const NOT_FOUND = 4

function rankOf(area: Area, parents: readonly Area[], wanted: string): number {
  const through = parents.flatMap((parent, at) =>
    namesOf(parent)
      .filter((name) => wanted.startsWith(name))
      .map((name) => {
        const rest = wanted.slice(name.length)
        return rest === '' ? WITHIN : rankOf(area, parents.slice(at + 1), rest)
      })
  )
  return Math.min(ownRankOf(area, wanted), ...through)
}

function ownRankOf({ code, name, pinyin, initials, ...area }: Area, wanted: string): number {
  if ([name, area.short, pinyin, area.shortPinyin, code].includes(wanted)) return EXACT
  if (name.startsWith(wanted) || pinyin.startsWith(wanted) || initials === wanted) return BEGINNING
  if (name.includes(wanted) || initials.startsWith(wanted) || code.startsWith(wanted)) return PART
  return NOT_FOUND
}

const namesOf = ({ name, short, pinyin, shortPinyin }: Area): string[] => [name, short, pinyin, shortPinyin]

/** The letters that count, in the order written and, with commas, also from the last part to the first. */
function readingsOf(text: string): string[] {
  const parts = text
    .slice(0, SEARCH_LENGTH_MAX)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .split(/[,，、]/)
    .map((part) => part.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((part) => part !== '')
  return [...new Set([parts.join(''), [...parts].reverse().join('')])].filter((reading) => reading !== '')
}
