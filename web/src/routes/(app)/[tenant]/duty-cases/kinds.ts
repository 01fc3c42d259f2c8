import type { CaseStatus } from '@jiceng/core/duty-case/schema'

/** How a state is drawn. */
export const KINDS = {
  opened: 'warn',
  interviewed: 'now',
  informed: 'now',
  observed: 'now',
  advised: 'warn',
  resigned: 'warn',
  accepted: 'off',
  closed: 'ok',
  dropped: 'off',
} as const satisfies Record<CaseStatus, string>
