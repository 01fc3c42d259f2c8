import type { MemberRole } from '@jiceng/core/kernel/roles'

/** One password for every demo account; printed at start, worth nothing. */
export const DEMO_PASSWORD = 'demo-qinghe-2026'

type DemoAccount = {
  key: string
  account: string
  name: string
  roles: MemberRole[]
  unit: string | null
  what: string
}

/** Runs the platform, and sees no data of a district. */
export const demoOperator = { account: 'operator@jiceng.example', name: '乔云', what: '平台管理员 platform operator' }

/** Sits in two congresses, in one of which the self-check window is open. */
export const demoDeputy = { account: '苏兰', name: '苏兰', unit: '东堤街道', what: '代表 deputy' }

/** Of a district that has signed up and has not begun. */
export const demoNewcomer = {
  account: 'fang@baishi.example',
  name: '方静',
  what: '白石区，还没有数据 an empty district',
}

/** The first signed the district up; the others were invited. */
export const demoAccounts: [DemoAccount, ...DemoAccount[]] = [
  {
    key: 'zhang',
    account: 'zhang@qinghe.example',
    name: '张敏之',
    roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
    unit: null,
    what: '管理员 administrator',
  },
  {
    key: 'zheng',
    account: 'zheng@qinghe.example',
    name: '郑海宁',
    roles: ['tenant_administrator'],
    unit: null,
    what: '第二名管理员 second administrator',
  },
  {
    key: 'he',
    account: 'he@qinghe.example',
    name: '何敏',
    roles: ['deputies_commission'],
    unit: null,
    what: '代表工委 deputies commission',
  },
  {
    key: 'liu',
    account: 'liu@qinghe.example',
    name: '刘青',
    roles: ['working_body'],
    unit: null,
    what: '城建环保工委 working body',
  },
  {
    key: 'luo',
    account: '罗敏',
    name: '罗敏',
    roles: ['unit_office'],
    unit: '北桥街道',
    what: '北桥街道人大工委 unit office',
  },
]
