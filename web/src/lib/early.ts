// What a person fills in before the page's script has arrived. Hydration sets controls back to what the server sent,
// so a search typed on a slow line, or a box ticked, would be lost without a word.

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type State = string | boolean

const isControl = (node: unknown): node is Control =>
  node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement

const ticks = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')

const stateOf = (control: Control): State => (ticks(control) ? control.checked : control.value)

/**
 * Not as the server sent it. A file cannot be put back, and hydration leaves it alone. Of a group of radios the answer is
 * what changed: the one that was the answer before is told of nothing, as where a person changes it.
 */
function isChanged(control: Control): boolean {
  if (control.type === 'radio') return ticks(control) && control.checked && !control.defaultChecked
  if (ticks(control)) return control.checked !== control.defaultChecked
  if (control instanceof HTMLSelectElement) {
    const sent = [...control.options].find((option) => option.defaultSelected) ?? control.options[0]
    return control.value !== (sent?.value ?? '')
  }
  return control.type !== 'hidden' && control.type !== 'file' && control.value !== control.defaultValue
}

let filled: Map<Control, State> | null = null
const note = ({ target }: Event): void => {
  if (isControl(target) && target.type !== 'file') filled?.set(target, stateOf(target))
}

/** Before hydration: looks at every control, and on at what is filled in until `restore`. */
export function keep(): void {
  const controls = [...document.querySelectorAll<Control>('input, textarea, select')].filter(isChanged)
  filled = new Map(controls.map((control) => [control, stateOf(control)]))
  document.addEventListener('input', note, true)
}

/** After hydration: what was filled in stands again, and whoever listens to the control hears of it. */
export function restore(): void {
  document.removeEventListener('input', note, true)
  for (const [control, state] of filled ?? []) {
    if (ticks(control)) control.checked = state === true
    else control.value = String(state)
    control.dispatchEvent(new Event('input', { bubbles: true }))
    control.dispatchEvent(new Event('change', { bubbles: true }))
  }
  filled = null
}
