import type { Because } from '@jiceng/core/kernel/words'
import type { NavGroup, Place } from '$lib/ui/navigation.ts'

/** Invented people, units and figures: what a clerk's pages look like when they are full. */

export const quorum: Because = {
  rule: { zh: '三分之二以上代表出席，方可开会', en: 'A session needs two thirds of all deputies present' },
  article: { zh: '《地方组织法》第十四条', en: 'Local Organs Organisation Law, art. 14' },
  arithmetic: '63 × 2/3 = 42, 57 ≥ 42',
}

export const notice: Because = {
  rule: { zh: '会议召开十日前通知代表', en: 'Deputies are told ten days before a session' },
  article: { zh: '本镇议事规则第六条（本区设定）', en: "Town's rules of procedure, art. 6 (set by this district)" },
  arithmetic: '12-08 − 10 = 11-28',
}

export const lookBack: Because = {
  rule: { zh: '审议意见的研究处理情况，六个月内向常委会报告', en: 'The handling is reported within six months' },
  article: { zh: '本市常委会议事规则第三十四条', en: "City's rules of procedure, art. 34" },
}

export const place: Place = {
  name: '青禾区人大常委会',
  note: '区级，273名代表',
  others: [
    { label: '北桥街道人大工委', href: '#beiqiao' },
    { label: '柳荫镇人大主席团', href: '#liuyin' },
  ],
}

export const nav: NavGroup[] = [
  { items: [{ label: '今日', href: '#today', count: 7 }] },
  {
    label: '代表与履职',
    items: [
      { label: '代表', href: '#deputies' },
      { label: '积分登记', href: '#points', count: 3, current: true },
      { label: '积分公示', href: '#boards' },
    ],
  },
  {
    label: '监督',
    items: [
      { label: '建议办理', href: '#suggestions', count: 12 },
      { label: '工作评议', href: '#evaluations', count: 2 },
    ],
  },
]

export const stages = [
  { name: '动员与自查', state: 'done', lines: ['9月8日至10月15日', '工作情况报告已交'] },
  { name: '调查', state: 'now', lines: ['10月16日至12月1日', '条件已满足3项，共4项'] },
  { name: '满意度测评', state: 'next', lines: ['12月17日（周四）', '第三十九次常委会会议'] },
  { name: '回头看', state: 'next', lines: ['2027年6月17日前'], because: lookBack },
] as const

export const history = [
  { text: '陈静的积分增加2分：接待选民', meta: '今天 09:12，北桥街道 罗敏' },
  { text: '双泉镇第三季度积分榜出第2版', meta: '昨天 15:05，系统，原因：异议成立', href: '#history' },
]

export const deputies = [
  { name: '丁文博', district: '第1选区', attended: 6, concerned: 7, hundredths: 1400 },
  { name: '马晓岚', district: '第2选区', attended: 7, concerned: 7, hundredths: 2250 },
  { name: '王素梅', district: '第3选区', attended: 6, concerned: 7, hundredths: 1905 },
]
