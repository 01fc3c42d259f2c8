/** What stays on the server: hooks.ts keeps it from being written down for the browser. */
const staying = new WeakSet<object>()

export const staysHere = (value: unknown): boolean => typeof value === 'object' && value !== null && staying.has(value)

/**
 * What a `load` answers for a page without a script. SvelteKit writes all of it down for the browser, also where nothing
 * there will read it; only the router of another page, which asks for data alone, is given it.
 */
export function shownOnly<T>(event: { isDataRequest: boolean }, value: T): { value: T } {
  const shown = { value }
  if (!event.isDataRequest) staying.add(shown)
  return shown
}
