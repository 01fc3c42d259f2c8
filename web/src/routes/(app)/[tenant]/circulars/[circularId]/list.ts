import * as format from '$lib/format.ts'
import { words, type List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import { noticeStatusName, replyKindName } from '$lib/words.ts'
import type { PageData } from './$types'

type Row = PageData['recipients'][number]

/** A circular's recipients and what became of each one's notice. Links to notices are keys: they are in no file. */
export const list: List<PageData, Row> = {
  name: ({ title }) => title ?? m.circular_title(),
  rows: ({ recipients }) => recipients,
  columns: ({ status }) => [
    words('name', m.recipient_name(), (row) => row.name, { class: 'card-title' }),
    words('contact', m.circular_contact(), contactOf, { under: 'name', labelled: true }),
    words('deputies', m.circular_deputies(), ({ deputies }) => deputies.map((one) => one.name).join('、')),
    ...(status === 'approved'
      ? [
          words<Row>('state', m.circular_state(), ({ notice }) => (notice ? noticeStatusName(notice.status) : '')),
          words<Row>('posted', m.circular_posted_on(), postedOf, { under: 'state' }),
          words<Row>('answer', m.circular_answer(), answerOf, { under: 'state' }),
        ]
      : []),
  ],
}

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
