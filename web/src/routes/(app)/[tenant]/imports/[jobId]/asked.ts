/** The list of faults of all sheets, or of one. */
export const faultsOf = (sheet: string | null): string => (sheet === null ? 'faults' : `faults:${sheet}`)

/** The page of the list in the address, from 0. */
export const pageAsked = (url: URL): string => /^\d{1,5}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? '0'

/** Begins the name of a box that says: this row's deputy is the known one of that name. */
export const SAME = 'same '
