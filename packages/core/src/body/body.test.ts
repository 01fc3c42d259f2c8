import { describe, expect, test } from 'vitest'
import { endMandateEarly } from '../mandate/commands.ts'
import { ask } from '../kernel/command.ts'
import { begin, drawDistrict } from '../people/commands.ts'
import { DEPUTIES_PAGE } from '../people/schema.ts'
import { districtWithTown, fieldRefused, refusedFor } from '../testing-session.ts'
import { districtWithDeputies, replayed } from '../testing-world.ts'
import { appoint, discharge, takeBack } from './commands.ts'
import { bodyMembers } from './queries.ts'

const FROM = '2026-10-01'

async function world() {
  const district = await districtWithTown()
  const presidium = { placeId: district.town, body: 'presidium' as const }
  const office = { placeId: district.street, body: 'street_office' as const }
  const enters = (people: string[], input: Partial<Parameters<typeof appoint.decide>[1]> = {}) =>
    district.tries(appoint, {
      ...{ ...presidium, post: 'member', fromOn: FROM, outsiders: false, people },
      ...input,
    })
  const members = async (of: Parameters<typeof bodyMembers.answer>[1] = presidium) =>
    (await district.reads(bodyMembers, of)).members
  return { ...district, presidium, office, enters, members }
}

test('a congress of hundreds is turned by pages, each deputy once; from nowhere it is not found', async () => {
  const count = DEPUTIES_PAGE + 9
  const { store, ctx, administrator } = await districtWithDeputies({ count })
  const page = async (after: Partial<{ after: string }> = {}) =>
    ask(store, bodyMembers, { placeId: 'district', body: 'congress', ...after }, ctx(administrator))
  const read = async (after?: Partial<{ after: string }>) => {
    const answer = await page(after)
    if (!answer.ok) throw new Error(answer.problem.code)
    return answer.value
  }
  const first = await read()
  const rest = await read({ after: first.after! })
  expect([first.memberCount, first.members.length]).toEqual([count, DEPUTIES_PAGE])
  expect([rest.memberCount, rest.after]).toEqual([count, null])
  expect(new Set([...first.members, ...rest.members].map(({ id }) => id)).size).toBe(count)
  expect(await page({ after: 'nobody' })).toMatchObject({ problem: { status: 404 } })
})

describe('body.appoint', () => {
  test('body.members-appointed: deputies by their names, chairs first, then in stroke order', async () => {
    const { enters, members, database } = await world()
    expect(await enters(['马晓岚', '陈静'])).toMatchObject({ ok: true })
    expect(await enters(['丁文博'], { post: 'chair' })).toMatchObject({ ok: true })
    expect(await members()).toMatchObject([
      { name: '丁文博', post: 'chair', electoralDistrict: '镇第1选区' },
      { name: '马晓岚', post: 'member' },
      { name: '陈静', post: 'member' },
    ])
    const all = 'select * from body_member order by id'
    expect((await replayed(database)).prepare(all).all()).toEqual(database.prepare(all).all())
  })

  test('tells namesakes apart by the electoral district, and refuses a name it cannot tell, or that is no deputy', async () => {
    const { must, administrator, enters, town, members } = await world()
    const of = { unitId: town, level: 'township' as const }
    const [drawn] = await must(drawDistrict, { ...of, name: '镇第9选区', seats: 1 }, administrator)
    await must(begin, {
      ...{ ...of, name: '陈静', electoralDistrictId: drawn!.commandId, ground: 'by_election', namesake: true },
      ...{ startOn: '2026-01-10', endOn: '2027-01-09' },
    })
    expect(await enters(['陈静'])).toMatchObject(fieldRefused('/people', 'ambiguous-name'))
    expect(await enters(['陈静 镇第9选区'])).toMatchObject({ ok: true })
    expect(await members()).toMatchObject([{ name: '陈静', electoralDistrict: '镇第9选区' }])
    expect(await enters(['无此人'])).toMatchObject(fieldRefused('/people', 'not-a-deputy'))
    expect(await enters(['马晓岚', '马晓岚'])).toMatchObject(fieldRefused('/people', 'named-twice'))
  })

  test('a street office may have people who are no deputies; their names are in no event', async () => {
    const { enters, members, office, database } = await world()
    expect(await enters(['何晓'], office)).toMatchObject(fieldRefused('/people', 'not-a-deputy'))
    expect(await enters(['何晓', '陈静'], { ...office, outsiders: true })).toMatchObject({ ok: true })
    expect(await members(office)).toMatchObject([
      { name: '何晓', mandateId: null },
      { name: '陈静', electoralDistrict: '第1选区' },
    ])
    expect(JSON.stringify(database.prepare('select data from event').all())).not.toContain('何晓')
    expect(await enters(['何晓'], { ...office, outsiders: true })).toMatchObject(
      fieldRefused('/people', 'member-already')
    )
    expect(await enters(['1号'], { ...office, outsiders: true })).toMatchObject(fieldRefused('/people', 'no-name'))
  })

  test('refuses a body the place does not have, with the article, and one whose members follow from elsewhere', async () => {
    const { enters, street, town } = await world()
    expect(await enters(['陈静'], { placeId: street, body: 'congress' })).toMatchObject({
      problem: { code: 'no-such-body-there', because: { article: { zh: '《地方组织法》第五十九条' } } },
    })
    expect(await enters(['陈静'], { placeId: town, body: 'standing_committee' })).toMatchObject({
      problem: { code: 'no-such-body-there', because: { article: { zh: '《地方组织法》第四十六条' } } },
    })
    expect(await enters(['陈静'], { body: 'congress' })).toMatchObject(
      fieldRefused('/body', 'members-follow-from-elsewhere')
    )
    expect(await enters(['陈静'], { placeId: 'elsewhere' })).toMatchObject({ problem: { status: 404 } })
  })

  test('has one chair, nobody twice, and no more than the law allows', async () => {
    const { enters } = await world()
    expect(await enters(['陈静'], { post: 'chair' })).toMatchObject({ ok: true })
    expect(await enters(['丁文博'], { post: 'chair' })).toMatchObject(fieldRefused('/post', 'one-chair'))
    expect(await enters(['马晓岚', '丁文博'], { post: 'chair' })).toMatchObject(fieldRefused('/post', 'one-chair'))
    expect(await enters(['陈静'])).toMatchObject(fieldRefused('/people', 'member-already'))
  })

  test('is a unit’s own affair: not another unit’s', async () => {
    const { tries, presidium, office, town, street } = await world()
    const input = { ...presidium, post: 'member' as const, fromOn: FROM, outsiders: false, people: ['陈静'] }
    const by = (unitId: string) => ({
      ...{ kind: 'member' as const, id: 'o', name: '办公室', roles: ['unit_office'] as const, unitId },
    })
    expect(await tries(appoint, input, by(street))).toMatchObject({ problem: { status: 404 } })
    expect(await tries(appoint, input, by(town))).toMatchObject({ ok: true })
    expect(office.placeId).toBe(street)
  })
})

describe('who sits', () => {
  test('the chairpersons’ meeting is the standing committee’s chair and vice-chairs', async () => {
    const { enters, members } = await world()
    const committee = { placeId: 'district', body: 'standing_committee' as const }
    await enters(['陈静 第1选区'], { ...committee, post: 'chair' })
    await enters(['丁文博'], { ...committee, post: 'vice_chair' })
    await enters(['马晓岚'], committee)
    expect(await members({ placeId: 'district', body: 'chairpersons_meeting' })).toMatchObject([
      { name: '陈静', post: 'chair' },
      { name: '丁文博', post: 'vice_chair' },
    ])
  })

  test('a congress is its deputies; whoever’s mandate ended is a member of nothing', async () => {
    const { enters, members, reads, presidium, must, town, deputies, congress } = await world()
    await enters(['陈静', '丁文博'])
    expect(await members(congress)).toHaveLength(9)
    await must(endMandateEarly, {
      ...{ unitId: town, level: 'township', mandateId: deputies[0]!, endOn: '2026-10-07' },
      ...{ ending: 'resignation', decision: '柳人〔2026〕1号' },
    })
    expect(await members()).toMatchObject([{ name: '丁文博' }])
    expect((await reads(bodyMembers, presidium)).others).toMatchObject([{ name: '陈静', state: 'lapsed' }])
    expect(await members(congress)).toHaveLength(8)
  })
})

describe('a street office', () => {
  test('keeps its members when their mandate ends or moves: the standing committee appointed them', async () => {
    const { enters, members, office, must, street, mandates } = await world()
    await enters(['何晓', '丁文博'], { ...office, outsiders: true })
    await must(endMandateEarly, {
      ...{ unitId: street, level: 'district', mandateId: mandates[1]!, endOn: '2026-10-07' },
      ...{ ending: 'resignation', decision: '青人〔2026〕1号' },
    })
    expect(await members(office)).toMatchObject([{ name: '丁文博', unitName: null }, { name: '何晓' }])
  })
})

test('who is yet to begin or has ended is listed apart, and can still be ended or taken back', async () => {
  const { enters, reads, presidium, tries } = await world()
  await enters(['陈静'], { fromOn: '2026-11-01' })
  await enters(['丁文博'])
  const read = () => reads(bodyMembers, presidium)
  const { members, others } = await read()
  expect(members).toMatchObject([{ name: '丁文博' }])
  expect(others).toMatchObject([{ name: '陈静', state: 'coming', fromOn: '2026-11-01' }])
  await tries(discharge, { ...presidium, memberId: members[0]!.memberId!, lastOn: '2026-10-05' })
  expect((await read()).others).toMatchObject([{ name: '丁文博', state: 'ended' }, { name: '陈静' }])
  await tries(takeBack, { ...presidium, memberId: others[0]!.memberId })
  expect((await read()).others).toMatchObject([{ name: '丁文博' }])
})

describe('body.discharge, body.take-back', () => {
  test('body.member-discharged: once, and not before it began', async () => {
    const { enters, members, tries, presidium } = await world()
    await enters(['陈静'])
    const [one] = await members()
    const end = (lastOn: string) => tries(discharge, { ...presidium, memberId: one!.memberId!, lastOn })
    expect(await end('2026-09-30')).toMatchObject(fieldRefused('/lastOn', 'before-it-began'))
    expect(await end('2026-10-07')).toMatchObject({ ok: true })
    expect(await end('2026-10-07')).toMatchObject(refusedFor('ended-already'))
    expect(await members()).toEqual([])
    expect(await enters(['陈静'], { fromOn: '2026-10-08', post: 'chair' })).toMatchObject({ ok: true })
  })

  test('body.member-taken-back: an entry by mistake never was, and its name goes', async () => {
    const { enters, members, tries, office, database } = await world()
    await enters(['何晓'], { ...office, outsiders: true })
    const [one] = await members(office)
    const input = { ...office, memberId: one!.memberId! }
    expect(await tries(takeBack, input)).toMatchObject({ ok: true })
    expect(await tries(takeBack, input)).toMatchObject({ problem: { status: 404 } })
    expect(database.prepare('select * from body_member_name').all()).toEqual([])
    expect((await replayed(database)).prepare('select * from body_member').all()).toEqual([])
  })
})
