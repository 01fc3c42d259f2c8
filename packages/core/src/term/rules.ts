import { inChinese, inEnglish, type Words } from '../kernel/words.ts'

// What a term is called. Browser-safe.

/** 第十八届, 18th term. */
export const termName = (ordinal: number): Words => ({
  zh: `第${inChinese(ordinal)}届`,
  en: `${inEnglish(ordinal)} term`,
})
