import { sources, type SourceKind } from '@jiceng/core/proposal/schema'
import * as paths from '$lib/paths.ts'
import { inWords } from '$lib/words.ts'

type Of = { tenant: string; unitId: string; level: string; quarter: string }

/** Where the thing an entry comes from is read. */
const PAGES: Record<SourceKind, (of: Of, thingId: string) => string> = {
  reception: paths.reception,
  // A roll’s things begin with the session they are of.
  roll: ({ tenant }, thingId) => paths.roll(tenant, thingId.split('/')[0]!),
}

type Source = { kind: SourceKind; thingId: string }

export const sourceName = ({ kind }: Source): string => inWords(sources[kind])
export const sourceHref = (of: Of, { kind, thingId }: Source): string => PAGES[kind](of, thingId)
