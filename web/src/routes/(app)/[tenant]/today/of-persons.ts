import { MISSED_BECAUSE } from '@jiceng/core/roll/rules'
import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'
import * as format from '$lib/format.ts'
import * as paths from '$lib/paths.ts'
import { joined, type Part } from './part.ts'
import type { PageData } from './$types'

// What a person has to decide about a person.

/** Observations whose day has come. */
export const observations = (data: PageData, tenant: string): Part => ({
  title: m.dutycase_today(),
  lines: data.observations.map(({ caseId, name, untilOn }) => ({
    ...{ id: caseId, kind: 'warn', state: m.dutycase_today_due(), title: name, act: m.dutycase_today_act() },
    about: joined(m.dutycase_title(), m.dutycase_today_state({ day: format.shortDay(untilOn, getLocale()) })),
    href: paths.dutyCase(tenant, caseId),
  })),
})

/** Who missed two sessions of their congress without leave: the committee's to look at, and nothing follows by itself. */
export const missed = (data: PageData, tenant: string): Part => ({
  title: m.roll_today(),
  lines: data.missed.map(({ mandateId, name, count }) => ({
    ...{ id: mandateId, kind: 'warn', state: m.roll_today_state(), title: name, about: m.roll_missed_count({ count }) },
    ...{ href: paths.dossier(tenant, mandateId), act: m.dossier_title() },
  })),
  said: { text: m.roll_warning_text(), because: MISSED_BECAUSE },
})

/** Erasures somebody else proposed: a second person decides. */
export const erasures = (data: PageData, tenant: string): Part => ({
  title: m.erasure_title(),
  lines: data.erasures.map(({ personId, name }) => ({
    ...{ id: personId, kind: 'warn', state: m.erasure_waits(), title: name, about: m.erasure_title() },
    ...{ href: paths.erasure(tenant, personId), act: m.erasure_today_act() },
  })),
})
