import { termName } from '@jiceng/core/term/rules'
import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { inWords, termStateName } from '$lib/words.ts'
import type { PageData } from './$types'

type Congress = PageData['congresses'][number]
/** A congress without a term has a line as well. */
type Row = { congress: Congress; term: Congress['terms'][number] | null }

/** The terms by congress, the newest of each first. */
export const list: List<PageData, Row> = {
  name: ({ frame }) => `${frame.tenant.name} ${m.term_title()}`,
  rows: ({ congresses }) =>
    congresses.flatMap((congress) =>
      congress.terms.length === 0 ? [{ congress, term: null }] : congress.terms.map((term): Row => ({ congress, term }))
    ),
  columns: () => [
    words('congress', m.term_congress(), ({ congress }) => congressName(congress), { class: 'card-title nowrap' }),
    words('term', m.term_term(), ({ term }) => (term ? inWords(termName(term.ordinal)) : m.term_none_yet()), {
      class: 'nowrap',
    }),
    words('state', m.term_state(), ({ term }) => (term ? termStateName(term.state) : ''), { under: 'term' }),
    words('startOn', m.term_start_on(), ({ term }) => dayOf(term?.startOn), { class: 'nowrap' }),
    words('endOn', m.term_end_on(), ({ term }) => dayOf(term?.endOn), { class: 'nowrap' }),
  ],
}

export const congressName = ({ name }: Congress): string => m.term_congress_of({ name })

const dayOf = (day: string | undefined): string => (day === undefined ? '' : format.plainDay(day, getLocale()))
