/** A text people read, in both languages of the product. Chinese is the original, English complete. */
export type Words = { zh: string; en: string }

export type Language = keyof Words

/** 依据: what a date, number, gate or refusal follows from. `arithmetic` is shown as it stands: "140 + 133 = 273". */
export type Because = { rule: Words; article: Words; arithmetic?: string }

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 to 999 as the names of terms and sessions have them: 八, 十, 十八, 二十一, 一百零五. */
export function inChinese(number: number): string {
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const hundred = hundreds === 0 ? '' : `${DIGITS[hundreds]}百`
  // 十八, and 一百一十八.
  const ten =
    tens === 0 ? (hundreds > 0 && ones > 0 ? '零' : '') : `${tens === 1 && hundreds === 0 ? '' : DIGITS[tens]}十`
  return `${hundred}${ten}${DIGITS[ones]}`
}

/** 1st, 2nd, 11th. */
export function inEnglish(number: number): string {
  const isTeen = Math.floor(number / 10) % 10 === 1
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending}`
}
