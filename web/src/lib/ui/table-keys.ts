import type { Action } from 'svelte/action'

/**
 * ↑ ↓ Home End move between rows, Enter opens the row's first link. One row at a time can be tabbed to.
 * `rows` selects them; the default suits a table.
 */
export const tableKeys: Action<HTMLElement, string | undefined> = (container, rows = 'tbody tr') => {
  const all = (): HTMLElement[] =>
    [...container.querySelectorAll<HTMLElement>(rows)].filter((row) => row.querySelector('a'))

  function settle(current: HTMLElement | undefined): void {
    for (const row of all()) row.tabIndex = row === current ? 0 : -1
  }

  function move(event: KeyboardEvent): void {
    const list = all()
    const index = list.indexOf(event.target as HTMLElement)
    // Keys pressed in a link or an input inside a row belong to it.
    if (index < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') {
      event.preventDefault()
      list[index]?.querySelector('a')?.click()
      return
    }
    const goal = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: list.length - 1 }[event.key]
    const row = goal === undefined ? undefined : list[goal]
    if (!row) return
    event.preventDefault()
    row.focus()
  }

  function follow(event: FocusEvent): void {
    const row = all().find((candidate) => candidate.contains(event.target as Node))
    if (row) settle(row)
  }

  settle(all()[0])
  // Sorting and paging bring other rows.
  const changes = new MutationObserver(() => {
    const list = all()
    if (!list.some((row) => row.tabIndex === 0)) settle(list[0])
  })
  changes.observe(container, { childList: true, subtree: true })
  container.addEventListener('keydown', move)
  container.addEventListener('focusin', follow)

  return {
    destroy() {
      changes.disconnect()
      container.removeEventListener('keydown', move)
      container.removeEventListener('focusin', follow)
    },
  }
}
