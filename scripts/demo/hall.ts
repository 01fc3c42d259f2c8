import { plan } from '@jiceng/core/agenda/commands'
import { templateOf } from '@jiceng/core/agenda/template-rules'
import { addDays } from '@jiceng/core/kernel/calendar'
import type { Store } from '@jiceng/core/kernel/store'
import { call } from '@jiceng/core/session/commands'
import { checkInMembers, openDoors } from '@jiceng/core/sitting/commands'
import { demoDeputy } from './accounts.ts'
import { administrator, made, must } from './clerk.ts'
import { filePaper, type StoredBytes } from './papers.ts'
import { TODAYS } from './sessions.ts'

// A township's congress that meets today: its doors are open, and most have come.

const PAPER = '政府半年工作报告（演示，会议内部使用）'

/** Answers the bytes of its paper, which are the caller's to put where files lie. */
export async function openHall(store: Store, units: ReadonlyMap<string, string>, today: string): Promise<StoredBytes> {
  const of = { placeId: units.get(TODAYS)!, body: 'congress' as const }
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3)
  const kind = quarter === 1 ? ('annual' as const) : ('quarterly' as const)
  const ordinal = (Number(today.slice(0, 4)) - 2022) * 4 + quarter
  const days = { calledOn: addDays(today, -14), firstOn: today, lastOn: today }
  const about = { kind, ordinal, proposerCount: null, venue: '镇政府礼堂（演示）' }
  const sessionId = await made(store, call, { ...of, ...about, ...days }, administrator(today))
  const session = { ...of, sessionId }
  const items = templateOf('congress', 'midyear').map((item) => ({ ...item, speaker: '镇人民政府（演示）' }))
  const planned = await made(store, plan, { ...session, items, decision: '' }, administrator(today))
  const forMembers = { name: PAPER, isPublic: false }
  const paper = await filePaper(store, { ...session, itemId: `${planned}/0`, ...forMembers }, today)
  const sittingId = await made(store, openDoors, { ...session, kind: 'plenary' }, administrator(today))
  const [rows] = (await store.read([
    // The demo's own deputy is on the way, with a phone.
    {
      sql: `select memberId from presence join mandate on mandate.id = memberId join person on person.id = personId
        where sittingId = ? and person.name <> ? order by memberId`,
      parameters: [sittingId, demoDeputy.name],
    },
  ])) as [{ memberId: string }[]]
  const memberIds = rows.filter((_, n) => n % 5 < 3).map(({ memberId }) => memberId)
  await must(store, checkInMembers, { ...session, sittingId, memberIds }, administrator(today))
  return paper
}
