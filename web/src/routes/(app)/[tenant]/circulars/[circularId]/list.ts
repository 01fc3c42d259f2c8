import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { noticeStatusName, replyKindName } from '$lib/words.ts'
import type { PageData } from './$types'

type Row = PageData['recipients'][number]
type Announcement = PageData['announcements'][number]

/** A circular's recipients and what became of each one's notice. Links to notices are keys: they are in no file. */
export const list: List<PageData, Row> = {
  name: ({ title }) => title ?? m.circular_title(),
  rows: ({ recipients }) => recipients,
  columns: ({ status }) => [
    words('name', m.recipient_name(), (row) => row.name, { class: 'card-title' }),
    words('contact', m.circular_contact(), contactOf, { under: 'name', labelled: true }),
    words('deputies', m.circular_deputies(), namesOf),
    ...(status === 'approved'
      ? [
          words<Row>('state', m.circular_state(), ({ notice }) => (notice ? noticeStatusName(notice.status) : '')),
          words<Row>('posted', m.circular_posted_on(), postedOf, { under: 'state' }),
          words<Row>('answer', m.circular_answer(), answerOf, { under: 'state' }),
        ]
      : []),
  ],
}

/** Its 公告 for the voters of electoral districts, and which of them hang. */
export const announcementList: List<PageData, Announcement> = {
  name: ({ title }) => `${title ?? m.circular_title()} ${m.circular_announcements()}`,
  rows: ({ announcements }) => announcements,
  columns: ({ status }) => [
    words('name', m.common_electoral_district(), (row) => row.name, { class: 'card-title nowrap' }),
    words('deputies', m.circular_deputies(), namesOf),
    ...(status === 'approved'
      ? [
          words<Announcement>('state', m.circular_state(), ({ postedOn }) =>
            postedOn ? m.circular_posted_state() : m.circular_unposted()
          ),
          words<Announcement>('postedOn', m.circular_posting_day(), postedDayOf, { under: 'state' }),
          words<Announcement>('place', m.circular_posting_place(), ({ place }) => place ?? '', { under: 'state' }),
          words<Announcement>('back', m.circular_posting_retract_reason(), (row) => row.retractedBecause ?? '', {
            under: 'state',
            labelled: true,
          }),
        ]
      : []),
  ],
}

const namesOf = ({ deputies }: Pick<Row, 'deputies'>): string => deputies.map((one) => one.name).join('、')

const postedDayOf = ({ postedOn }: Announcement): string => (postedOn ? format.shortDay(postedOn, getLocale()) : '')

const contactOf = ({ contact }: Row): string =>
  contact ? [contact.address, contact.person, contact.phone].filter((one) => one !== '').join('，') : ''

const postedOf = ({ notice }: Row): string => (notice?.postedOn ? format.shortDay(notice.postedOn, getLocale()) : '')

function answerOf({ notice }: Row): string {
  if (!notice) return ''
  if (notice.replies.length === 0) return m.circular_none_answered()
  return notice.replies
    .map(({ kind, repliedOn, note }) => {
      const replied = m.circular_replied({ kind: replyKindName(kind), day: format.shortDay(repliedOn, getLocale()) })
      return note ? replied + m.common_colon() + note : replied
    })
    .join(m.common_semicolon())
}
