import type { Words } from '@jiceng/core/kernel/words'

// The chapters of the reference: which commands and queries stand together, in the order of the work.

export type Group = { id: string; words: Words }

const chapters: readonly (Group & { of: readonly string[] })[] = [
  {
    ...{ id: 'units', words: { zh: '街镇和选区', en: 'Units and electoral districts' } },
    of: ['unit.list', 'unit', 'electoral-district', 'unit.places'],
  },
  {
    ...{ id: 'deputies', words: { zh: '代表', en: 'Deputies' } },
    of: ['unit.deputies', 'mandate', 'deputy', 'person'],
  },
  { id: 'terms', words: { zh: '届次', en: 'Terms' }, of: ['term'] },
  { id: 'points', words: { zh: '积分和规则', en: 'Points and their rules' }, of: ['points', 'proposal', 'rule-set'] },
  { id: 'activities', words: { zh: '活动和接待', en: 'Activities and receptions' }, of: ['activity', 'reception'] },
  { id: 'groups', words: { zh: '代表小组', en: 'Deputy groups' }, of: ['deputy-group'] },
  {
    ...{ id: 'sessions', words: { zh: '会议机构和会议', en: 'Bodies and their sessions' } },
    of: [
      'body',
      'session',
      'agenda',
      'sitting',
      'decision',
      'resolution',
      'opinion',
      'roll',
      'guest',
      'minutes',
      'feed',
    ],
  },
  {
    ...{ id: 'boards', words: { zh: '自查、结账和公示', en: 'Self-check, closing and boards' } },
    of: ['quarter', 'self-check', 'point-report', 'period', 'board', 'annual-board', 'board-settings', 'objection'],
  },
  {
    ...{ id: 'duty-cases', words: { zh: '履职跟进', en: 'Cases followed up' } },
    of: ['duty-case'],
  },
  { id: 'history', words: { zh: '历史和今日', en: 'History and today' }, of: ['history', 'today'] },
  {
    ...{ id: 'circulars', words: { zh: '通报和接收单位', en: 'Circulars and recipients' } },
    of: ['circular', 'recipient', 'posting', 'notice', 'file'],
  },
  { id: 'webhooks', words: { zh: '推送', en: 'Webhooks' }, of: ['endpoint', 'delivery'] },
  { id: 'imports', words: { zh: '导入', en: 'Imports' }, of: ['import'] },
  {
    id: 'my',
    words: { zh: '代表本人', en: 'A deputy’s own' },
    of: ['my', 'self-check.mine', 'objection.mine'],
  },
  {
    ...{ id: 'members', words: { zh: '成员、密钥和账号', en: 'Members, keys and accounts' } },
    of: ['member', 'api-key', 'own account', 'tenant.verification', 'tenant.enter-verification-code'],
  },
  { id: 'platform', words: { zh: '注册和平台', en: 'Signing up and the platform' }, of: [] },
]

export const groups: readonly Group[] = chapters

/** By the name itself, else by what stands before its point. */
export const groupOf = (policy: string): Group =>
  chapters.find(({ of }) => of.includes(policy)) ??
  chapters.find(({ of }) => of.includes(policy.split('.')[0]!)) ??
  chapters.at(-1)!
