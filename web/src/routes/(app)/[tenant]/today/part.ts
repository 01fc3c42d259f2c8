import type { Because } from '@jiceng/core/kernel/words'

/** One thing that waits: its state, what it is and more about it, and the act that leads on. */
export type Line = {
  id: string
  kind: 'warn' | 'bad' | 'now' | 'ok'
  state: string
  title: string
  about?: string
  href: string
  act: string
  /** Where the act leads, if not to what the title does. */
  actHref?: string
}

/** Things of one kind. `said` stands below them; `isOpen`: they can be folded away. */
export type Part = {
  title: string
  lines: readonly Line[]
  said?: { text: string; because: Because }
  isOpen?: boolean
}

/** What stands about a line, of what is not empty. */
export const joined = (...texts: (string | null | undefined | false)[]): string => texts.filter(Boolean).join(' · ')
