import { beforeAll, describe, expect, test } from 'vitest'
import { FILE_TYPES, prove, type Proof } from './proof.ts'

// A share of the probes and every guard; `node scripts/isolation.ts` asks all.

const ONE_OF = 8

let proof: Proof
beforeAll(async () => {
  proof = await prove(ONE_OF)
})

describe('isolation', () => {
  test('every route names the policy it is passed by', () => {
    expect(proof.routesWithoutPolicy).toEqual([])
    expect(proof.unlistedMiddlewares).toEqual([])
  })

  test('nobody gets anything of another district, unit or deputy', () => {
    expect(proof.wrong).toEqual([])
    expect(proof.probes).toBeGreaterThan(1000)
  })

  test('every route is passed by somebody', () => {
    expect(proof.neverPassed).toEqual([])
  })

  test('files of every kind are looked into', () => {
    expect(proof.fileTypes).toEqual(FILE_TYPES)
  })

  test("no request calls another district's database", () => {
    expect(proof.foreignCalls).toBe(0)
  })

  test('with any one guard taken away the probes say so', () => {
    expect(proof.unnoticed).toEqual([])
    expect(proof.guards).toBeGreaterThan(200)
  })
})
