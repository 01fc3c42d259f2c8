import { REPLY_DAYS } from '@jiceng/core/circular/schema'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import * as format from '$lib/format.ts'
import * as paths from '$lib/paths.ts'
import { disabledWords } from '../webhooks/words.ts'
import type { Line, Part } from './part.ts'
import type { PageData } from './$types'

/** Circulars to approve, notices that need a person, 公告 to post. */
export function telling(data: PageData, tenant: string): Part {
  const at = (circularId: string): string => paths.circular(tenant, circularId)
  const day = (on: string): string => format.shortDay(on, getLocale())
  const lines: Omit<Line, 'act'>[] = [
    ...data.circulars.map((one) => ({
      ...{ id: one.id, href: at(one.id), kind: 'warn' as const, state: m.circular_today_approve() },
      title: one.title ?? '',
    })),
    ...data.undelivered.map((one) => ({
      ...{ id: one.id, href: at(one.circularId), kind: 'bad' as const, state: m.circular_today_undelivered() },
      title: m.circular_today_undelivered_text({ name: one.recipientName ?? '' }),
    })),
    ...data.retired.map((one) => ({
      ...{ id: one.endpointId, href: paths.webhook(tenant, one.endpointId) },
      ...{ kind: 'bad' as const, state: m.webhook_today_retired() },
      title: m.webhook_today_retired_text({ name: one.recipientName, why: disabledWords(one.disabledFor) }),
    })),
    ...data.unanswered.map(({ id, circularId, recipientName, issuedOn }) => ({
      ...{ id, href: at(circularId), kind: 'warn' as const, state: m.circular_today_unanswered() },
      title: m.circular_today_unanswered_text({ name: recipientName ?? '', day: day(issuedOn), days: REPLY_DAYS }),
    })),
    ...data.unposted.map((one) => ({
      ...{ id: `${one.circularId} ${one.electoralDistrictId}`, href: at(one.circularId) },
      ...{ kind: 'warn' as const, state: m.circular_unposted() },
      title: m.circular_today_unposted_text({ name: one.name ?? '' }),
    })),
  ]
  return { title: m.circular_today(), lines: lines.map((line) => ({ ...line, act: m.recipient_open() })) }
}
