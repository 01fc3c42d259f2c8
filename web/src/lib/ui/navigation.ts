/** The side navigation as data: who may see what is decided by who builds it. */
export type NavItem = { label: string; href: string; count?: number | undefined; current?: boolean }
export type NavGroup = { label?: string; items: readonly NavItem[] }

/** The district one works in, and its units. */
export type Place = { name: string; note?: string; others?: readonly { label: string; href: string }[] }
