import type { Actor } from './kernel/actor.ts'
import { run } from './kernel/command.ts'
import { call } from './session/commands.ts'
import { codeAt } from './sitting/code.ts'
import { arrive, checkInMembers, open, openDoors } from './sitting/commands.ts'
import { districtWithTown } from './testing-session.ts'

export const SITTING_DAY = '2026-10-20'

/** 20 October 2026: a town's congress of nine deputies is called for today, and its doors are open. */
export async function townInHall(count = 9) {
  const town = await districtWithTown({ count })
  const { congress, store, must, database } = town
  const input = {
    ...{ ...congress, kind: 'quarterly' as const, ordinal: 16, calledOn: '2026-10-08' },
    ...{ firstOn: SITTING_DAY, lastOn: SITTING_DAY, proposerCount: null, venue: '镇政府三楼会议室' },
  }
  const [called] = await must(call, input)
  const session = { ...congress, sessionId: called!.commandId }
  const ctx = (actor: Actor = town.administrator, now = `${SITTING_DAY}T01:00:00.000Z`) => ({
    ...town.ctx(actor),
    today: SITTING_DAY,
    now,
  })
  const doors = await run(store, openDoors, { ...session, kind: 'plenary' }, ctx())
  if (!doors.ok) throw new Error(doors.problem.code)
  const sitting = { ...session, sittingId: doors.value[0]!.commandId }
  const secret = () =>
    (
      database.prepare('select secret from sitting_code where sittingId = ?').get(sitting.sittingId) as {
        secret: string
      }
    ).secret
  const deputyOf = (mandateId: string): Actor => {
    const { personId } = database.prepare('select personId from mandate where id = ?').get(mandateId) as {
      personId: string
    }
    return { kind: 'deputy', id: `d-${mandateId}`, name: '代表', personId }
  }
  const phone = (memberId: string, actor = deputyOf(memberId), now = `${SITTING_DAY}T01:00:00.000Z`) =>
    run(
      store,
      arrive,
      { sessionId: session.sessionId, sittingId: sitting.sittingId, memberId, code: codeAt(secret(), now) },
      ctx(actor, now)
    )
  const desk = (...memberIds: string[]) => run(store, checkInMembers, { ...sitting, memberIds }, ctx())
  const opens = () => run(store, open, sitting, ctx())
  return { ...town, ctx, session, sitting, secret, deputyOf, phone, desk, opens }
}
