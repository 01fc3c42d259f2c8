import type { ObjectionKind } from '@jiceng/core/objection/schema'

/** What an objection names, of what its form holds: whatever its kind has no use for is left out. */
export function namedIn(kind: ObjectionKind, values: Record<string, string>, hasEntries: boolean) {
  const { entry = '', itemCode = '', aboutOn = '' } = values
  // An entry is chosen with its day, which is part of its key.
  const [entryId = '', entryOn = ''] = entry.split(' ')
  if (kind === 'missing' && itemCode !== '') {
    return { entryId: null, itemCode, aboutOn: aboutOn === '' ? null : aboutOn }
  }
  return (kind === 'wrong' || kind === 'duplicate') && entryId !== '' && hasEntries
    ? { entryId, itemCode: null, aboutOn: entryOn }
    : { entryId: null, itemCode: null, aboutOn: null }
}
