import { Hono, type Context } from 'hono'
import { actorKey } from '@jiceng/core/kernel/actor'
import { ask } from '@jiceng/core/kernel/command'
import {
  arrive,
  call,
  cancel,
  checkInMembers,
  close,
  leave,
  open,
  openDoors,
  reopen,
  takeBackArrival,
} from '@jiceng/core/sitting/commands'
import { hallOfSession, ownSittings, watchHall } from '@jiceng/core/sitting/queries'
import { envOf } from '../env.ts'
import { countAttempts, giveBack, type Attempt } from '../limits.ts'
import { today, type AppEnv } from './context.ts'
import { parse, problem, tooManyRequests } from './problem.ts'
import { docOf, documented, pathOf, reads, writes } from './route.ts'

const AT = '/bodies/:placeId/:body/sessions/:sessionId/sittings'
const ONE = `${AT}/:sittingId`

/** Server-sent events for a screen: the state of the hall at once, and whenever it changes. */
const live = documented(
  async (c: Context<AppEnv>): Promise<Response> => {
    const input = parse(watchHall.input, pathOf(c))
    if (!input.ok) return problem(c, input.problem) as unknown as Response
    const { store, actor, tenantId, slot } = c.get('place')
    const found = await ask(store, watchHall, input.value, { actor, today: today() })
    if (!found.ok) return problem(c, found.problem) as unknown as Response
    return envOf(c.env).rooms.watch({ tenantId, slot, ...found.value })
  },
  {
    summary: { zh: '会场实况（服务器推送）', en: 'A hall as it is, live (server-sent events)' },
    policy: watchHall.name,
    input: watchHall.input,
    writes: false,
  }
)

const arrives = writes(arrive, { zh: '代表签到', en: 'Check in by the code' })

/** A code has six digits, and some are right at any time: whoever guesses is stopped, and the desk lets them in. */
const arrival: typeof arrives = documented(async (c) => {
  const { tenantId, actor } = c.get('place')
  const { directory, AUTH_SECRET } = envOf(c.env)
  const attempts: Attempt[] = [{ limit: 'code-target', of: `check-in ${tenantId} ${actorKey(actor)}` }]
  const waitMs = await countAttempts(directory, AUTH_SECRET, attempts)
  if (waitMs > 0) return tooManyRequests(c, waitMs)
  const answer = await arrives(c)
  // Only a wrong code is a guess.
  if ((answer as unknown as Response).status !== WRONG_CODE) await giveBack(directory, AUTH_SECRET, attempts)
  return answer
}, docOf(arrives)!)

const WRONG_CODE = 422

export const sittings = new Hono<AppEnv>()
  .get('/sessions/:sessionId/hall', reads(hallOfSession, { zh: '会场', en: 'A session’s hall' }))
  .get('/sessions/:sessionId/hall/live', live)
  .get('/my/sittings', reads(ownSittings, { zh: '正在签到的会议', en: 'Where a deputy is expected just now' }))
  .post('/sessions/:sessionId/sittings/:sittingId/arrivals', arrival)
  .post(AT, writes(openDoors, { zh: '开始签到', en: 'Open the check-in of a sitting' }))
  .post(`${ONE}/desk-arrivals`, writes(checkInMembers, { zh: '签到台签到', en: 'Check members in at the desk' }))
  .post(
    `${ONE}/arrivals/:memberId/taking-back`,
    writes(takeBackArrival, { zh: '撤销签到', en: 'Take a check-in back' })
  )
  .post(`${ONE}/leavings/:memberId`, writes(leave, { zh: '登记离场', en: 'Write down that a member left' }))
  .post(`${ONE}/opening`, writes(open, { zh: '开会', en: 'Open a sitting' }))
  .post(`${ONE}/items`, writes(call, { zh: '进入议题', en: 'Call an item of the agenda' }))
  .post(`${ONE}/closing`, writes(close, { zh: '散会', en: 'Close a sitting' }))
  .post(`${ONE}/reopening`, writes(reopen, { zh: '恢复会议', en: 'Go on with a sitting that was closed' }))
  .post(`${ONE}/cancellation`, writes(cancel, { zh: '取消签到', en: 'Call a check-in off' }))

export type SittingsApi = typeof sittings
