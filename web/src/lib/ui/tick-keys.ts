import type { Action } from 'svelte/action'

const STEPS: Record<string, 1 | -1> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/**
 * A list of boxes by keyboard: the arrows move from one to the next, Home and End to the first and last; Space ticks, as it
 * does everywhere. In a row that has the focus itself, Space ticks the row's box.
 */
export const tickKeys: Action<HTMLElement> = (container) => {
  const boxes = (): HTMLInputElement[] => [
    ...container.querySelectorAll<HTMLInputElement>('input[type="checkbox"]:not(:disabled)'),
  ]

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (event.key === ' ' && target.matches('tr')) {
      event.preventDefault()
      target.querySelector<HTMLInputElement>('input[type="checkbox"]:not(:disabled)')?.click()
      return
    }
    const all = boxes()
    const at = all.indexOf(target as HTMLInputElement)
    if (at < 0) return
    const goal = event.key === 'Home' ? 0 : event.key === 'End' ? all.length - 1 : at + (STEPS[event.key] ?? 0)
    if (goal === at || !all[goal]) return
    event.preventDefault()
    all[goal].focus()
  }

  container.addEventListener('keydown', press)
  return {
    destroy() {
      container.removeEventListener('keydown', press)
    },
  }
}
