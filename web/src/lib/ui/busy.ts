import { createContext } from 'svelte'

/** Whether the form around is on its way. A function, so that it is read when it is needed. */
export const [getBusy, setBusy] = createContext<() => boolean>()
