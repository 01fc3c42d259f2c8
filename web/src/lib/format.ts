/**
 * Numbers, days and times as people read them. Written out instead of asked of Intl, whose texts differ between
 * the server's and a browser's version and would make a page change while it loads.
 */

export type Lang = 'zh' | 'en'

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
const QUARTERS = ['一', '二', '三', '四']

// China has had no daylight saving time since 1991, so the offset is fixed.
const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000

/** 3450 hundredths → "34.5". */
export function points(hundredths: number): string {
  const sign = hundredths < 0 ? '−' : ''
  const whole = Math.floor(Math.abs(hundredths) / 100)
  const rest = String(Math.abs(hundredths) % 100).padStart(2, '0')
  const decimals = rest.replace(/0+$/, '')
  return decimals === '' ? `${sign}${whole}` : `${sign}${whole}.${decimals}`
}

/** 3450 hundredths → "34.50": as it stands in a field one writes into. */
export const twoDecimals = (hundredths: number): string =>
  `${hundredths < 0 ? '-' : ''}${Math.floor(Math.abs(hundredths) / 100)}.${String(Math.abs(hundredths) % 100).padStart(2, '0')}`

/** "2.5" → 250 hundredths; null where it is no number with at most two decimals. */
export function hundredths(text: string): number | null {
  const found = /^([-−]?)(\d{1,7})(?:[.。](\d{1,2}))?$/.exec(text.trim())
  if (!found) return null
  const amount = Number(found[2]) * 100 + Number((found[3] ?? '').padEnd(2, '0'))
  return found[1] === '' || amount === 0 ? amount : -amount
}

/** The same with its sign: "+3", "−1". */
export const signed = (hundredths: number): string => (hundredths > 0 ? `+${points(hundredths)}` : points(hundredths))

/** The size of a file: "120 KB", "3.4 MB". */
export function bytes(count: number): string {
  const thousands = Math.max(1, Math.round(count / 1000))
  return thousands < 1000 ? `${thousands} KB` : `${(thousands / 1000).toFixed(1)} MB`
}

/** "2026-11-24" → "2026". */
export const year = (on: string): string => on.slice(0, 4)

/** "2026-11-24" → 2026年11月24日（周二）, Tue 24 November 2026. */
export function day(on: string, lang: Lang): string {
  const { year, month, date, weekday } = parts(on)
  return lang === 'zh'
    ? `${year}年${month}月${date}日（${WEEKDAYS.zh[weekday]}）`
    : `${WEEKDAYS.en[weekday]} ${date} ${MONTHS[month - 1]} ${year}`
}

/** From a day to another, both included; one day is said once. */
export const days = ({ fromOn, untilOn }: { fromOn: string; untilOn: string }, lang: Lang): string =>
  fromOn === untilOn ? day(fromOn, lang) : `${day(fromOn, lang)} – ${day(untilOn, lang)}`

/** "2026-11-24" → 2026年11月24日, 24 Nov 2026: in a narrow column, where the weekday says nothing. */
export function plainDay(on: string, lang: Lang): string {
  const { year, month, date } = parts(on)
  return lang === 'zh' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1]?.slice(0, 3)} ${year}`
}

/** "2026-11-24" → 11月24日（周二）, Tue 24 Nov: where the year is plain from what stands around it. */
export function shortDay(on: string, lang: Lang): string {
  const { month, date, weekday } = parts(on)
  return lang === 'zh'
    ? `${month}月${date}日（${WEEKDAYS.zh[weekday]}）`
    : `${WEEKDAYS.en[weekday]} ${date} ${MONTHS[month - 1]?.slice(0, 3)}`
}

/** "2026-11-24" → 11月24日, 24 Nov: in a table's cell, where many stand side by side. */
export function monthDay(on: string, lang: Lang): string {
  const { month, date } = parts(on)
  return lang === 'zh' ? `${month}月${date}日` : `${date} ${MONTHS[month - 1]?.slice(0, 3)}`
}

/** From the first day of a month to the last of another, in one year → 1–3月, Jan–Mar. */
export function months({ firstOn, lastOn }: { firstOn: string; lastOn: string }, lang: Lang): string {
  const [from, until] = [parts(firstOn).month, parts(lastOn).month]
  return lang === 'zh' ? `${from}–${until}月` : `${MONTHS[from - 1]?.slice(0, 3)}–${MONTHS[until - 1]?.slice(0, 3)}`
}

/** An instant in UTC → the day and minute in Asia/Shanghai. */
export function instant(at: string, lang: Lang): string {
  const local = new Date(Date.parse(at) + SHANGHAI_OFFSET_MS).toISOString()
  const minute = local.slice(11, 16)
  return lang === 'zh' ? `${day(local.slice(0, 10), lang)}${minute}` : `${day(local.slice(0, 10), lang)}, ${minute}`
}

/** An instant in UTC → the minute in Asia/Shanghai, 09:05. */
export const clock = (at: string): string => new Date(Date.parse(at) + SHANGHAI_OFFSET_MS).toISOString().slice(11, 16)

/** "2026Q3" → 2026年第三季度, Q3 2026. */
export function quarter(period: string, lang: Lang): string {
  const year = period.slice(0, 4)
  const number = Number(period.slice(5))
  return lang === 'zh' ? `${year}年第${QUARTERS[number - 1]}季度` : `Q${number} ${year}`
}

/** "2026Q3" → 3季, Q3: below a picture, where the year stands beside. */
export const quarterAlone = (period: string, lang: Lang): string =>
  lang === 'zh' ? `${period.slice(5)}季` : `Q${period.slice(5)}`

function parts(on: string): { year: number; month: number; date: number; weekday: number } {
  const utc = new Date(`${on}T00:00:00Z`)
  return {
    year: utc.getUTCFullYear(),
    month: utc.getUTCMonth() + 1,
    date: utc.getUTCDate(),
    weekday: utc.getUTCDay(),
  }
}
