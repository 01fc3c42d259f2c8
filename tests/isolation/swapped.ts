import type { RouteRow } from '@jiceng/workers/http/openapi'
import { isOwnAccount, keyOf, strangersIn, toldOf } from './answers.ts'
import type { Send } from './client.ts'
import { inputOf } from './inputs.ts'
import { FOREIGN, HOME, type World } from './world.ts'

/** The directory's rows of the two districts are swapped: every database finds itself asked for by a stranger. */
export async function swapped(
  world: World,
  rows: readonly RouteRow[],
  send: Send,
  until: { wrong: number; asked: number } = { wrong: Infinity, asked: 0 }
): Promise<string[]> {
  const wrong: string[] = []
  const { DIRECTORY } = world.databases
  const slots = (home: number, foreign: number) => {
    const set = DIRECTORY.prepare('update tenant set slot = ? where slug = ?')
    for (const [slot, slug] of [
      [null, HOME],
      [foreign, FOREIGN],
      [home, HOME],
    ] as const)
      set.run(slot, slug)
  }
  slots(2, 1)
  world.spy.isAllowed = true
  try {
    for (const row of rows) {
      if (!row.doc || !row.path.startsWith('/api/tenants/')) continue
      for (const { name, cookie } of world.personas) {
        if (wrong.length >= until.wrong) return wrong
        until.asked++
        const answer = await send(row, inputOf(row, world.mine, world.others), { cookie })
        const leaks = strangersIn(world, answer)
        if (leaks.length > 0) wrong.push(`${keyOf(row)} by ${name}: holds ${leaks.length} words of the other district`)
        else if (answer.status < 400 && !ofDirectory(row)) wrong.push(`${keyOf(row)} by ${name}: ${toldOf(answer)}`)
      }
    }
  } finally {
    world.spy.isAllowed = false
    slots(1, 2)
  }
  return wrong
}

/** Answered from the directory alone: no district's database is asked. */
const ofDirectory = ({ doc }: RouteRow): boolean =>
  isOwnAccount(doc!.policy) || /^(?:member|tenant|api-key)\./.test(doc!.policy)
