import type { AreaRow } from '@jiceng/workers/http/areas'
import { getLocale } from './paraglide/runtime.js'

type Named = Pick<AreaRow, 'name' | 'pinyin'>

/** 江北区; in English with its pinyin, because the name itself has no other letters: 江北区 Jiangbei. */
export const areaName = ({ name, pinyin }: Named): string => (getLocale() === 'zh' ? name : `${name} ${pinyin}`)

/** Where a district lies, the province first in Chinese and last in English. */
export function placeOf({ parents }: Pick<AreaRow, 'parents'>): string {
  const names = parents.map(areaName)
  return getLocale() === 'zh' ? names.join('') : [...names].reverse().join(', ')
}
