import { opinionSources } from '@jiceng/core/opinion/schema'
import * as format from '$lib/format.ts'
import { count, words, type Column, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { opinionStateName, titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import type { PageData } from './$types'

export type Row = PageData['opinions'][number]
export type EarlierRow = PageData['earlier'][number]
type Speaker = PageData['speakers'][number]

/** 北桥街道代表团, 第一代表小组, 全体会议. */
export const speakerName = ({ source, name }: Pick<Speaker, 'source' | 'name'>): string => {
  if (source === 'delegation') return m.opinion_delegation({ name })
  return name === '' ? inWords(opinionSources[source]) : name
}

const dueOf = ({ dueOn }: Row): string => (dueOn === null ? '' : format.plainDay(dueOn, getLocale()))
const sessionOf = ({ of }: EarlierRow): string =>
  [m.session_nth({ ordinal: of.ordinal }), format.plainDay(of.firstOn, getLocale())].join(m.common_list_gap())

/** The newest report, and what was found of it. */
const newest = ({ rounds }: Row, what: 'report' | 'decision'): string =>
  rounds.findLast((round) => round[what] !== '')?.[what] ?? ''

const UNDER = { under: 'text', labelled: true }

const columns = (): Column<Row>[] => [
  count('number', m.opinion_number(), ({ number }) => number),
  words('text', m.opinion_title(), ({ text }) => text, { class: 'card-title' }),
  words('speaker', m.opinion_speaker(), (row) => speakerName({ source: row.source, name: row.speaker }), UNDER),
  words('item', m.opinion_item(), ({ itemTitle }) => itemTitle ?? '', UNDER),
  words('report', m.opinion_report_text(), (row) => newest(row, 'report'), UNDER),
  words('decision', m.opinion_decision(), (row) => newest(row, 'decision'), UNDER),
  words('organ', m.opinion_organ(), ({ organ }) => organ),
  words('due', m.opinion_due(), dueOf, { under: 'organ', labelled: true }),
  words('state', m.opinion_state(), ({ state }) => opinionStateName(state), { class: 'card-state' }),
]

const nameOf = ({ session, place }: PageData): string => titleOf({ ...session, placeName: place.name })

/** What was said in a session, and what became of it. */
export const list: List<PageData, Row> = {
  name: (data) => `${nameOf(data)} ${m.opinion_title()}`,
  rows: ({ opinions }) => opinions,
  columns,
}

/** What is still open of the sessions before, each with the session it is of. */
export const earlierList: List<PageData, EarlierRow> = {
  name: (data) => `${nameOf(data)} ${m.opinion_earlier()}`,
  rows: ({ earlier }) => earlier,
  columns: () => {
    const [number, text, ...rest] = columns()
    return [number!, text!, words('session', m.opinion_session(), sessionOf, { under: 'text' }), ...rest]
  },
}
