/** One password for every demo account; printed at start, worth nothing. */
export const DEMO_PASSWORD = 'demo-qinghe-2026'

export const demoAccounts = [
  { email: 'zhang@qinghe.example', name: '张敏之', what: '常委会办公室、管理员 standing-committee office', unit: null },
  { email: 'he@qinghe.example', name: '何敏', what: '代表工委 deputies commission', unit: null },
  { email: 'luo@qinghe.example', name: '罗敏', what: '北桥街道人大工委 unit office', unit: '北桥街道' },
] as const
