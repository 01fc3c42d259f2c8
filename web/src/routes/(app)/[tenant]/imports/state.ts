import { m } from '$lib/paraglide/messages.js'

type Job = {
  state: 'staging' | 'checking' | 'checked' | 'applied' | 'discarded' | 'reversed'
  faultCount: number
  openCount: number
}
type Kind = 'now' | 'ok' | 'off' | 'bad' | 'warn'

/** Where an import stands. */
export function stateOf({ state, faultCount, openCount }: Job): { kind: Kind; text: string } {
  switch (state) {
    case 'staging':
      return { kind: 'now', text: m.imports_state_staging() }
    case 'checking':
      return { kind: 'now', text: m.imports_state_checking() }
    case 'checked':
      return faultCount + openCount > 0
        ? { kind: 'bad', text: m.imports_state_faulty() }
        : { kind: 'warn', text: m.imports_state_checked() }
    case 'applied':
      return { kind: 'ok', text: m.imports_state_applied() }
    case 'discarded':
      return { kind: 'off', text: m.imports_state_discarded() }
    case 'reversed':
      return { kind: 'off', text: m.imports_state_reversed() }
  }
}
