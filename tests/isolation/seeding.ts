import type { Actor } from '@jiceng/core/kernel/actor'
import type { Command, Queries } from '@jiceng/core/kernel/command'

/** How a district is seeded: by its own commands, with words that stand nowhere else. */
export type Word = () => string
export type Seeding = {
  word: Word
  made<I, Q extends Queries>(spec: Command<I, Q>, input: I, day?: string, actor?: Actor): Promise<string>
}
