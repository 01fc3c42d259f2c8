import type { Store } from './kernel/store.ts'

/** Holds every first write back until `count` callers have read, so that all of them decide on one state. */
export function racing(store: Store, count: number): Store {
  const waiting: (() => void)[] = []
  return {
    read: (statements) => store.read(statements),
    async write(statements) {
      if (waiting.length < count) {
        await new Promise<void>((go) => {
          waiting.push(go)
          if (waiting.length === count) waiting.forEach((resume) => resume())
        })
      }
      return store.write(statements)
    },
  }
}
