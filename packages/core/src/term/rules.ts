import type { Words } from '../kernel/words.ts'

// What a term is called. Browser-safe.

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 99 as one reads them: 八, 十, 十八, 二十一. */
function inChinese(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`
  return `${ten}${DIGITS[ones]}`
}

function inEnglish(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}

/** 第十八届, 18th term. */
export const termName = (ordinal: number): Words => ({
  zh: `第${inChinese(ordinal)}届`,
  en: `${inEnglish(ordinal)} term`,
})
