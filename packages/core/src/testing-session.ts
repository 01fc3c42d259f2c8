import { expect } from 'vitest'
import type { Actor } from './kernel/actor.ts'
import { ask, run, type Command, type Queries, type Query } from './kernel/command.ts'
import { begin, drawDistrict, establish } from './people/commands.ts'
import { register } from './term/commands.ts'
import { districtWithDeputies } from './testing-world.ts'

const TOWN_TERM = { startOn: '2022-01-10', endOn: '2027-01-09' }
const NAMES = ['陈静', '丁文博', '马晓岚', '王素梅', '何田田', '韩青', '罗云', '苏兰', '邓一鸣']

/** A district with a street and its deputies, and a town whose congress has `count` deputies and its 20th term. */
export async function districtWithTown({ count = 9, today = '2026-10-08' } = {}) {
  const world = await districtWithDeputies({ today, count: 6 })
  const { must, store, ctx } = world
  const [unit] = await must(establish, { kind: 'town', name: '柳荫镇' })
  const town = unit!.commandId
  const of = { unitId: town, level: 'township' as const }
  const deputies: string[] = []
  for (let n = 0; n < count; n += 3) {
    const [drawn] = await must(drawDistrict, { ...of, name: `镇第${n / 3 + 1}选区`, seats: 3 })
    for (const name of NAMES.slice(n, n + 3)) {
      const [begun] = await must(begin, {
        ...{ ...of, ...TOWN_TERM, name, electoralDistrictId: drawn!.commandId },
        ...{ ground: 'general_election', namesake: true },
      })
      deputies.push(begun!.commandId)
    }
  }
  await must(register, { congresses: [{ congressId: town, ordinal: 20 }], ...TOWN_TERM })
  await must(register, {
    congresses: [{ congressId: 'district', ordinal: 18 }],
    startOn: '2021-11-20',
    endOn: '2026-12-31',
  })
  const tries = <I, Q extends Queries>(spec: Command<I, Q>, input: I, actor: Actor = world.administrator) =>
    run(store, spec, input, ctx(actor))
  async function reads<I, Q extends Queries, A, S>(
    spec: Query<I, Q, A, S>,
    input: I,
    actor: Actor = world.administrator
  ) {
    const read = await ask(store, spec, input, ctx(actor))
    expect(read).toMatchObject({ ok: true })
    return (read as { value: A }).value
  }
  const congress = { placeId: town, body: 'congress' as const }
  return { ...world, town, congress, street: world.of.unitId, deputies, tries, reads }
}

export const refusedFor = (code: string) => ({ ok: false, problem: { code } })
export const fieldRefused = (pointer: string, code: string) => ({ ok: false, problem: { code, errors: [{ pointer }] } })
