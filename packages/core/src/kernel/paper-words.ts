// How days, quarters and points are written in an official document (GB/T 9704-2012). Pure and browser-safe.

/** 3450 hundredths → "34.5", with the sign a printer sets. */
export const pointsText = (hundredths: number): string => String(hundredths / 100).replace('-', '−')

/** "2026Q3" → 第三季度. */
export const quarterOfYear = (quarter: string): string => `第${'一二三四'.charAt(Number(quarter.slice(5)) - 1)}季度`

/** "2026Q3" → 2026年第三季度. */
export const quarterInWords = (quarter: string): string => `${quarter.slice(0, 4)}年${quarterOfYear(quarter)}`

/** 2026-09-05 → 2026年9月5日: in Arabic digits, without leading zeros (7.3.5.4). */
export function dayInWords(on: string): string {
  const [year, month, day] = on.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
