const ANSWERS: Record<string, string> = { '1': 'present', '2': 'leave', '3': 'absent', '0': 'none' }

/**
 * An attendance list by keyboard: 1, 2, 3, 0 answer for the deputy in focus and go on to the next, ↑ and ↓ move.
 * Without it the radio buttons work as they do everywhere.
 */
export function presenceKeys(table: HTMLElement) {
  const rows = (): HTMLElement[] => [...table.querySelectorAll<HTMLElement>('tbody tr')]

  function focus(row: HTMLElement | undefined): void {
    const radio = row?.querySelector<HTMLInputElement>('input:checked') ?? row?.querySelector('input')
    radio?.focus()
  }

  function answer(row: HTMLElement, value: string): void {
    row.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click()
  }

  function press(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr') : null
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const at = rows().indexOf(row)
    const value = ANSWERS[event.key]
    if (value !== undefined) {
      answer(row, value)
      focus(rows()[at + 1] ?? row)
    } else if (event.key === 'ArrowDown') {
      focus(rows()[at + 1])
    } else if (event.key === 'ArrowUp') {
      focus(rows()[at - 1])
    } else {
      return
    }
    event.preventDefault()
  }

  table.addEventListener('keydown', press)
  return {
    destroy() {
      table.removeEventListener('keydown', press)
    },
  }
}
