import { countedKinds, decisionStatuses, methods, type Counts } from '@jiceng/core/decision/schema'
import { count, words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData } from './$types'

export type Row = PageData['decisions'][number]

const kinds = Object.keys(countedKinds) as (keyof Counts)[]

/** 赞成6，反对1 …: as it is announced. */
export const votesOf = (counts: { [Kind in keyof Counts]: number | null }): string =>
  counts.forCount === null
    ? ''
    : kinds.map((kind) => `${inWords(countedKinds[kind])}\u00a0${counts[kind]}`).join(m.common_comma())

/** What became of it; of one that holds whether it passed. */
export function resultOf({ status, passed }: Row): string {
  if (status !== 'made') return inWords(decisionStatuses[status])
  return passed === 1 ? m.decision_passed() : m.decision_lost()
}

/** What a session put to the vote, in that order. */
export const list: List<PageData, Row> = {
  name: ({ session, place }) => `${titleOf({ ...session, placeName: place.name })} ${m.decision_title()}`,
  rows: ({ decisions }) => decisions,
  columns: ({ items }) => [
    count('number', m.decision_number(), (row) => row.position),
    words('question', m.decision_question(), (row) => row.question, { class: 'card-title' }),
    words('item', m.decision_item(), (row) => items.find(({ id }) => id === row.itemId)?.title ?? '', {
      ...{ under: 'question', labelled: true },
    }),
    words('method', m.decision_method(), (row) => inWords(methods[row.method]), { under: 'question' }),
    words('votes', m.decision_votes(), votesOf),
    words('needed', m.decision_needed(), (row) => (row.needed === null ? '' : String(row.needed)), {
      ...{ under: 'votes', labelled: true },
    }),
    words('result', m.decision_result(), resultOf, { class: 'card-state' }),
  ],
}
