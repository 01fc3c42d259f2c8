/** One password for every demo account; printed at start, worth nothing. */
export const DEMO_PASSWORD = 'demo-qinghe-2026'

export const demoAccounts = [
  { email: 'zhang@qinghe.example', name: '张敏之', what: '管理员、代表工委 administrator, deputies commission' },
] as const
