/** Data of a page that runs no script: hooks.ts keeps it from being written down for the browser. */
export class ServerOnly<T> {
  readonly value: T

  constructor(value: T) {
    this.value = value
  }
}

/**
 * What a `load` answers for a page without a script. SvelteKit writes all of it down for the browser, also where nothing
 * there will read it; only the router of another page, which asks for data alone, is given it.
 */
export const shownOnly = <T>(event: { isDataRequest: boolean }, value: T): { value: T } =>
  event.isDataRequest ? { value } : new ServerOnly(value)
