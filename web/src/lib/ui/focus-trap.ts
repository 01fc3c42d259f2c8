import type { Attachment } from 'svelte/attachments'

const FOCUSABLE =
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'

/** Keeps the keyboard inside while it is open and gives the focus back to where it was. */
export const focusTrap: Attachment<HTMLElement> = (box) => {
  const before = document.activeElement
  box.focus()

  function turnRound(event: KeyboardEvent): void {
    if (event.key !== 'Tab') return
    const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)]
    const first = stops[0]
    const last = stops[stops.length - 1]
    if (!first || !last) {
      event.preventDefault()
    } else if (event.shiftKey && (document.activeElement === first || document.activeElement === box)) {
      event.preventDefault()
      last.focus()
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault()
      first.focus()
    }
  }

  box.addEventListener('keydown', turnRound)
  return () => {
    box.removeEventListener('keydown', turnRound)
    if (before instanceof HTMLElement) before.focus()
  }
}
