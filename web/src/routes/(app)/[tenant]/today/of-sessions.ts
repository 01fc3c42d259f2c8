import { sittingKinds, sittingStatuses } from '@jiceng/core/sitting/schema'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import * as format from '$lib/format.ts'
import * as paths from '$lib/paths.ts'
import { bodyName, titleOf } from '$lib/session/words.ts'
import { inWords } from '$lib/words.ts'
import { joined, type Part } from './part.ts'
import type { PageData } from './$types'

// What stands open in a hall, and what a session is still owed.

type Session = PageData['votes'][number]['session']
const named = (of: Session, data: PageData): string =>
  titleOf({ ...of, placeName: of.placeName ?? data.frame.tenant.name })

/** Votes a second teller has to count, and sittings of a day before that nobody closed. */
export const halls = (data: PageData, tenant: string): Part[] => [
  {
    title: m.decision_today(),
    lines: data.votes.map(({ id, question, session }) => ({
      ...{ id, kind: 'warn', state: m.decision_today_state(), title: question, about: named(session, data) },
      ...{ href: paths.decisions(tenant, session.id, id), act: m.decision_count() },
    })),
  },
  {
    title: m.hall_today(),
    lines: data.sittings.map(({ id, kind, ordinal, heldOn, status, session }) => ({
      ...{ id, kind: 'warn', state: inWords(sittingStatuses[status]), title: named(session, data) },
      about: joined(format.day(heldOn, getLocale()), m.hall_nth({ ordinal, kind: inWords(sittingKinds[kind]) })),
      ...{ href: paths.sessionHall(tenant, session.id), act: m.hall_today_act() },
    })),
  },
]

/** Opinions whose organ owes its report, the longest first. */
export const opinions = (data: PageData, tenant: string): Part => ({
  title: m.opinion_today(),
  lines: data.opinions.map(({ id, sessionId, number, dueOn, organ, body, ordinal }) => ({
    ...{ id, kind: 'bad', state: m.opinion_overdue(), title: organ, act: m.opinion_today_act() },
    about: joined(
      `${bodyName(body)} ${m.session_nth({ ordinal })}`,
      m.opinion_nth({ number }),
      m.opinion_due_day({ day: format.shortDay(dueOn, getLocale()) })
    ),
    href: `${paths.opinion(tenant, sessionId, id)}#opinion`,
  })),
})
