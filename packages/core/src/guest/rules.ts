import { personName } from '../kernel/shapes.ts'
import { guestKinds, ORGAN_CHARACTERS_MAX, type GuestKind } from './schema.ts'

// What a line about a guest means. Pure.

export type Guest = { name: string; organ: string; kind: GuestKind }
export type Misread = { line: string; why: 'no-name' | 'no-kind' | 'too-many' | 'organ-too-long' }

const MEANT: Record<string, GuestKind> = { 特邀: 'guest', 邀请: 'guest', 发言: 'speaker', 报告: 'speaker' }

function kindIn(text: string): GuestKind | null {
  const named = Object.entries(guestKinds).find(
    ([, { zh, en }]) => text === zh || text.toLowerCase() === en.toLowerCase()
  )
  return (named?.[0] as GuestKind | undefined) ?? MEANT[text] ?? null
}

/** "张三，区发改委，列席": the organ may be left out, and whoever is not said to be something else sits in. */
export function guestIn(line: string): Guest | Misread {
  const [name = '', organ = '', kind = '', ...more] = line.split(/[,，;；]/).map((part) => part.trim())
  if (more.length > 0) return { line, why: 'too-many' }
  if (!personName.safeParse(name).success) return { line, why: 'no-name' }
  // Two parts may be a name and what as.
  const short = kind === '' ? kindIn(organ) : null
  if (short) return { name, organ: '', kind: short }
  if (organ.length > ORGAN_CHARACTERS_MAX) return { line, why: 'organ-too-long' }
  const as = kind === '' ? 'observer' : kindIn(kind)
  return as === null ? { line, why: 'no-kind' } : { name, organ, kind: as }
}
