import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths } from '../kernel/calendar.ts'
import { ask, run } from '../kernel/command.ts'
import { endMandateEarly } from '../mandate/commands.ts'
import { DECISION, TALK, UNTIL, worldWithCase } from '../testing-duty-case.ts'
import { racing } from '../testing-race.ts'
import { replayed } from '../testing-world.ts'
import { accept, advise, close, drop, inform, interview, observe, open, receive } from './commands.ts'
import { myOverview } from '../my/queries.ts'
import { caseRecord, listCases } from './queries.ts'
import { NEXT_STEPS, type CaseStatus, type CaseStep } from './schema.ts'

type World = Awaited<ReturnType<typeof worldWithCase>>

/** Each step with an input that only its place in the order can stand against. */
const tried = ({ it, circularId, acceptance, refusal }: World, today: string): Record<CaseStep, () => unknown> => ({
  interview: () => refusal(today, interview, { ...it, ...TALK }),
  inform: () => refusal(today, inform, { ...it, circularId }),
  observe: () => refusal(today, observe, { ...it, goals: '目标', untilOn: addMonths(today, 1) }),
  close: () => refusal(today, close, { ...it, reason: '已改进' }),
  advise: () => refusal(today, advise, { ...it, advisedOn: today, record: '劝辞' }),
  resign: () => refusal(today, receive, { ...it, receivedOn: today, documentNumber: '1' }),
  accept: () => refusal(today, accept, { ...acceptance, decidedOn: today }),
  drop: () => refusal(today, drop, { ...it, ground: 'mistake', reason: '登记有误' }),
})

describe('duty-case: the steps', () => {
  test('from duty-case.opened to duty-case.resignation-accepted: mandate.ended, the seat is vacant, and replay gives the same rows', async () => {
    const { to, store, ctx, commission, it, database, mandateId } = await worldWithCase()
    await to('accepted')
    const read = await ask(store, caseRecord, { caseId: it.caseId }, ctx(commission))
    expect(read.ok && read.value).toMatchObject({
      ...{ status: 'accepted', endedMandateOn: '2026-11-20', next: [], memberCount: 25, voteCount: 20 },
      deputy: { name: '陈静', unitName: '北桥街道', electoralDistrict: '第1选区' },
      circular: { status: 'approved' },
      notes: { interviewers: '何敏、秦岚', goals: '参加两次小组活动', decision: DECISION.decision },
    })
    const seat = database.prepare('select untilOn from mandate_unit where mandateId = ?')
    expect(seat.get(mandateId)).toEqual({ untilOn: '2026-11-20' })
    const again = await replayed(database)
    for (const table of ['duty_case', 'mandate', 'mandate_end', 'mandate_unit']) {
      const rows = (db: typeof database) => db.prepare(`select * from ${table} order by 1, 2, 3`).all()
      expect(rows(again), table).toEqual(rows(database))
    }
    expect(read.ok && read.value.history.items.map(({ type }) => type)).toEqual([
      ...['duty-case.resignation-accepted', 'duty-case.resignation-received', 'duty-case.advised'],
      ...['duty-case.observed', 'duty-case.informed', 'duty-case.interviewed', 'duty-case.opened'],
    ])
  })

  test('what was said, written and signed stands in no event', async () => {
    const { to, database } = await worldWithCase()
    await to('accepted')
    const events = JSON.stringify(database.prepare("select * from event where stream like 'duty-case/%'").all())
    const notes = database.prepare('select text from duty_case_note').all() as { text: string }[]
    expect(notes).toHaveLength(8)
    for (const { text } of notes) expect(events).not.toContain(text)
  })

  test('a step out of order is refused, with what comes next and its article, and changes nothing', async () => {
    const days = { opened: '2026-10-09', interviewed: '2026-10-09', informed: '2026-10-10', observed: '2026-11-10' }
    const later = { advised: '2026-11-11', resigned: '2026-11-20', accepted: '2026-11-20' }
    for (const [status, today] of Object.entries({ ...days, ...later }) as [CaseStatus, string][]) {
      const given = await worldWithCase()
      await given.to(status)
      const rows = () => given.database.prepare('select * from duty_case').all()
      const before = rows()
      for (const [step, attempt] of Object.entries(tried(given, today))) {
        if (NEXT_STEPS[status].includes(step as CaseStep)) continue
        expect(await attempt(), `${step} when ${status}`).toMatchObject({
          code: 'step-out-of-order',
          because: { article: { zh: expect.stringContaining('《选举法》第五十五条') as string } },
        })
      }
      expect(rows(), status).toEqual(before)
    }
  })

  test('any order of attempts keeps to the order of steps', async () => {
    const step = fc.constantFrom<CaseStep>(
      'interview',
      'inform',
      'observe',
      'close',
      'advise',
      'resign',
      'accept',
      'drop'
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 9 }), async (attempts) => {
        const given = await worldWithCase()
        const statusNow = () =>
          (given.database.prepare('select status from duty_case').get() as { status: CaseStatus }).status
        for (const attempt of attempts) {
          const allowed = NEXT_STEPS[statusNow()]
          const no = (await tried(given, '2026-11-10')[attempt]()) as { code: string } | null
          if (no === null) expect(allowed).toContain(attempt)
          else if (!allowed.includes(attempt)) expect(no.code).toBe('step-out-of-order')
        }
      }),
      { numRuns: 20 }
    )
  })

  test('duty-case.closed and duty-case.dropped end it; another may be opened then, and only then', async () => {
    const { to, on, refusal, it, opening } = await worldWithCase()
    await to('observed')
    expect(await refusal('2026-10-20', open, opening)).toMatchObject({ code: 'case-runs-already' })
    await on('2026-10-20', close, { ...it, reason: '已参加两次小组活动' })
    const [second] = await on('2026-10-21', open, opening)
    const again = { ...it, caseId: second!.commandId }
    const no = await refusal('2026-10-21', drop, { ...again, ground: 'declined', reason: '不辞职' })
    expect(no).toMatchObject({ code: 'ground-does-not-hold' })
    await on('2026-10-21', drop, { ...again, ground: 'answered', reason: '已说明' })
    expect(await refusal('2026-10-21', drop, { ...again, ground: 'answered', reason: '已说明' })).toMatchObject({
      code: 'step-out-of-order',
    })
  })

  test('two people open a case at once: one of them', async () => {
    const { store, at, on, it, opening } = await worldWithCase()
    await on('2026-10-08', drop, { ...it, ground: 'mistake', reason: '登错' })
    const shared = racing(store, 2)
    const results = await Promise.all([1, 2].map(() => run(shared, open, opening, at('2026-10-08'))))
    expect(results.filter((one) => one.ok)).toHaveLength(1)
  })
})

describe('duty-case: what each step asks', () => {
  test('a period that has begun, within the mandate', async () => {
    const { on, refusal, it, opening } = await worldWithCase()
    await on('2026-10-08', drop, { ...it, ground: 'mistake', reason: '登错' })
    for (const period of ['2027', '2027Q1', '2020', '2021Q3']) {
      expect(await refusal('2026-10-08', open, { ...opening, period }), period).toMatchObject({
        code: 'period-outside-the-mandate',
      })
    }
    expect(await refusal('2026-10-08', open, { ...opening, mandateId: 'nobody' })).toMatchObject({ status: 404 })
  })

  test('an interview of a day that has come, and a witness of a refused signature', async () => {
    const { refusal, it } = await worldWithCase()
    const no = (change: object) => refusal('2026-10-09', interview, { ...it, ...TALK, ...change })
    expect(await no({ heldOn: '2026-10-07' })).toMatchObject({ code: 'day-out-of-order' })
    expect(await no({ heldOn: '2026-10-10' })).toMatchObject({ code: 'day-out-of-order' })
    expect(await no({ signature: 'refused' })).toMatchObject({ code: 'witness-missing' })
    expect(await no({ signature: 'refused', witness: '何敏' })).toMatchObject({ code: 'witness-talked' })
    expect(await no({ signature: 'refused', witness: '刘畅' })).toBe(null)
    expect(interview.input.safeParse({ ...it, ...TALK, interviewers: ['何敏'] }).success).toBe(false)
    expect(interview.input.safeParse({ ...it, ...TALK, interviewers: ['何敏', '何敏'] }).success).toBe(false)
  })

  test('electors told by an approved circular that names this deputy to them, since the interview', async () => {
    const { on, refusal, it, circular, approved, seats, circularId } = await worldWithCase()
    await on('2026-10-09', interview, { ...it, ...TALK, heldOn: '2026-10-09' })
    const no = (id: string) => refusal('2026-10-09', inform, { ...it, circularId: id })
    expect(await no('nothing')).toMatchObject({ code: 'no-such-circular', errors: [{ pointer: '/circularId' }] })
    expect(await no((await circular()).circularId)).toMatchObject({ code: 'circular-not-approved' })
    expect(await no(await approved({ electoralDistrictIds: [seats[1]!] }))).toMatchObject({ code: 'electors-not-told' })
    expect(await no(await approved({ electoralDistrictIds: [] }))).toMatchObject({ code: 'electors-not-told' })
    expect(await no(circularId)).toMatchObject({
      code: 'circular-before-interview',
      because: {
        arithmetic: '2026-10-08 < 2026-10-09',
        article: { zh: expect.stringContaining('第五十八条') as string },
      },
    })
  })

  test('an observation of one to twelve months within the term, and no advice before its day', async () => {
    const { to, on, refusal, it } = await worldWithCase()
    await to('informed')
    const no = (untilOn: string) => refusal('2026-10-10', observe, { ...it, goals: '目标', untilOn })
    for (const day of ['2026-11-09', '2027-10-10', '2027-01-01']) {
      expect(await no(day), day).toMatchObject({ code: 'observation-length' })
    }
    await on('2026-10-10', observe, { ...it, goals: '目标', untilOn: '2026-11-10' })
    const advice = { ...it, record: '劝辞' }
    expect(await refusal('2026-11-09', advise, { ...advice, advisedOn: '2026-11-09' })).toMatchObject({
      code: 'observation-runs',
      because: { arithmetic: '2026-11-09 < 2026-11-10' },
    })
    expect(await refusal('2026-11-12', advise, { ...advice, advisedOn: '2026-11-09' })).toMatchObject({
      code: 'day-out-of-order',
    })
    expect(await refusal('2026-11-12', advise, { ...advice, advisedOn: '2026-11-12' })).toBe(null)
  })

  test('what ended otherwise is dropped, not gone on with', async () => {
    const { to, must, on, refusal, it, of, mandateId } = await worldWithCase()
    await to('interviewed')
    const { circularId } = await worldWithCase()
    expect(await refusal('2026-10-12', drop, { ...it, ground: 'over', reason: '已终止' })).toMatchObject({
      code: 'ground-does-not-hold',
    })
    const end = { endOn: '2026-10-10', ending: 'moved' as const, decision: '青人常〔2026〕16号' }
    await must(endMandateEarly, { ...of, mandateId, ...end })
    expect(await refusal('2026-10-12', inform, { ...it, circularId })).toMatchObject({
      code: 'mandate-over',
      because: { article: { zh: '《代表法》第六十二条' } },
    })
    await on('2026-10-12', drop, { ...it, ground: 'over', reason: '迁出本区' })
  })
})

describe('duty-case: who sees and does it', () => {
  test('neither a unit’s office, nor a member of one unit, nor a key takes a step or reads a case', async () => {
    const { store, ctx, office, of, it, commission } = await worldWithCase()
    const unitMember = { ...commission, unitId: of.unitId }
    const key = { ...commission, kind: 'api-key', memberId: 'hemin', permissions: ['duty-case.close'] } as const
    for (const [actor, status] of [
      [office(of.unitId), 403],
      [unitMember, 404],
      [key, 404],
    ] as const) {
      const tried = await run(store, close, { ...it, reason: '好' }, ctx(actor))
      expect(tried).toMatchObject({ problem: { status } })
    }
    expect(await ask(store, caseRecord, { caseId: it.caseId }, ctx(office(of.unitId)))).toMatchObject({
      problem: { status: 403 },
    })
    expect(await ask(store, caseRecord, { caseId: it.caseId }, ctx(unitMember))).toMatchObject({
      problem: { status: 404 },
    })
  })

  test('the list pages and filters', async () => {
    const { store, ctx, commission, on, it, mandates, opening } = await worldWithCase()
    await on('2026-10-08', drop, { ...it, ground: 'mistake', reason: '登错' })
    await on('2026-10-08', open, { ...opening, mandateId: mandates[1]! })
    const listed = async (input: object) => {
      const read = await ask(store, listCases, input, ctx(commission))
      return read.ok ? read.value.cases.map(({ mandateId }) => mandateId) : null
    }
    expect(await listed({})).toEqual([mandates[1], mandates[0]])
    expect(await listed({ running: 'true' })).toEqual([mandates[1]])
    expect(await listed({ running: 'false' })).toEqual([mandates[0]])
    expect(await listed({ level: 'township' })).toEqual([])
  })

  test('the deputy concerned sees the steps and the goals, and nothing the office wrote for itself', async () => {
    const { to, store, ctx, mandateId, mandates } = await worldWithCase()
    await to('advised')
    const deputy = (personId: string) => ({ kind: 'deputy', id: 'd', name: '陈静', personId }) as const
    const own = await ask(store, myOverview, {}, ctx(deputy(mandateId)))
    expect(own.ok && own.value.cases).toMatchObject([
      { status: 'advised', interviewedOn: '2026-10-08', goals: '参加两次小组活动', untilOn: UNTIL, place: '代表之家' },
    ])
    for (const text of ['第三季度没有参加小组活动', TALK.record, '建议考虑辞职', '秦岚']) {
      expect(JSON.stringify(own)).not.toContain(text)
    }
    const others = await ask(store, myOverview, {}, ctx(deputy(mandates[1]!)))
    expect(others.ok && others.value.cases).toEqual([])
  })
})
