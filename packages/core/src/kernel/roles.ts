// Browser-safe: forms offer them.

/** What an account of a district may be appointed to; one person may hold several. */
export const memberRoles = [
  'tenant_administrator',
  'committee_office',
  'deputies_commission',
  'working_body',
  'unit_office',
] as const
export type MemberRole = (typeof memberRoles)[number]
