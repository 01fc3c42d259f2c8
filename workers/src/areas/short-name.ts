import { slug } from '@jiceng/core/tenancy/schema'

/** Longest first where one ends in another. */
const KIND = /(自治[州县旗区]|地区|林区|特区|新区|[省市区县盟旗])$/

/** Peoples in the names of autonomous places; the second group also stands without 族 (巴里坤哈萨克自治县). */
const PEOPLES = new RegExp(
  '(?:(?:[回藏彝苗壮侗瑶白傣黎畲水佤满羌土各]|土家|布依|朝鲜|哈尼|傈僳|拉祜|东乡|纳西|景颇|达斡尔|仫佬|布朗|撒拉|' +
    '毛南|仡佬|普米|鄂温克|保安|裕固|独龙|怒|阿昌|德昂)族|(?:蒙古|哈萨克|锡伯|塔吉克|维吾尔|柯尔克孜)族?)+$'
)

/** Characters a short name has at least: 蔚县 stays 蔚县, 内蒙古 stays 内蒙古. */
const SHORT_NAME_MIN = 2

/** What people call a place: 江北 for 江北区, 彭水 for 彭水苗族土家族自治县. */
export function shortName(name: string): string {
  const plain = atLeast(name.replace(KIND, ''), name)
  return atLeast(plain.replace(PEOPLES, ''), plain)
}

const atLeast = (short: string, name: string): string => (short.length < SHORT_NAME_MIN ? name : short)

/** An address to start from: "jiangbei". Empty where the pinyin makes none. */
export const suggestedSlug = (shortPinyin: string, pinyin: string): string =>
  [shortPinyin, pinyin].find((text) => slug.safeParse(text).success) ?? ''
