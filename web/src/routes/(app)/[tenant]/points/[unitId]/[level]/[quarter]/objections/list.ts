import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { objectionState } from '$lib/objections/state.ts'
import { channelName, levelName, objectionKindName, raisedInName } from '$lib/words.ts'
import type { PageData, RouteParams } from './$types'

type Row = PageData['objections'][number]

/** The objections to a unit's board, what was decided and what is still to be done. */
export const list: List<PageData, Row, RouteParams> = {
  name: ({ unit }, { level, quarter }) =>
    `${unit.name} ${levelName(level)} ${format.quarter(quarter, getLocale())} ${m.objection_title()}`,
  rows: ({ objections }) => objections,
  columns: () => [
    words('number', m.objection_number(), ({ number }) => m.objection_numbered({ number }), {
      class: 'card-title nowrap',
    }),
    words('channel', m.objection_channel(), (row) => channelName(row.channel), { under: 'number' }),
    words('raised', m.objection_raised_in(), raisedOf, { under: 'number' }),
    words('objector', m.objection_objector(), objectorOf, { under: 'number' }),
    words('about', m.objection_about(), aboutOf),
    words('text', m.objection_text(), (row) => row.text ?? '', { under: 'about' }),
    words('answer', m.objection_answer(), (row) => row.answer ?? '', { under: 'about', labelled: true }),
    words('public', m.objection_public_answer(), (row) => row.publicAnswer ?? '', { under: 'about', labelled: true }),
    words('back', m.objection_withdrawal_reason(), (row) => row.withdrawalReason ?? '', {
      ...{ under: 'about', labelled: true },
    }),
    words('filed', m.objection_filed_on(), (row) => format.shortDay(row.filedOn, getLocale()), { class: 'nowrap' }),
    words('due', m.objection_due_on(), (row) => format.shortDay(row.dueOn, getLocale()), {
      ...{ under: 'filed', labelled: true },
    }),
    words('decided', m.objection_ended_on(), ({ decidedOn }) => dayOrNone(decidedOn), {
      ...{ under: 'filed', labelled: true },
    }),
    words('state', m.selfcheck_state(), objectionState, { class: 'card-state' }),
  ],
}

const dayOrNone = (day: string | null): string => (day === null ? '' : format.shortDay(day, getLocale()))

/** Said of those only that were not raised against the board itself. */
const raisedOf = (row: Row): string => (row.raisedIn === 'board' ? '' : raisedInName(row))

const objectorOf = ({ objectorName, objectorContact }: Row): string =>
  [objectorName, objectorContact].filter((one) => one !== null).join(' ')

function aboutOf({ kind, name, item, aboutOn, revision }: Row): string {
  const row = name === null ? m.objection_whole_board() : name
  const about = [objectionKindName(kind), row, item, dayOrNone(aboutOn), m.revision_number({ revision })]
  return about.filter((part) => part !== null && part !== '').join(' · ')
}
