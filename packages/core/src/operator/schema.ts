import * as z from 'zod'
import { day, id, line, oneTimeCode } from '../kernel/shapes.ts'
import { areaCode } from '../tenancy/schema.ts'

/** Number of an official letter: 青禾人办函〔2026〕12号. */
const letterNumber = line(60)

/** The code of the division stands beside the tenant, because one of a division's trials becomes live. */
const verified = { tenantId: id, areaCode }

export const verifyTenant = z.strictObject({ ...verified, letterNumber, letterOn: day })
export const issueVerificationCode = z.strictObject(verified)
export const enterVerificationCode = z.strictObject({ ...verified, code: oneTimeCode })

export const appointOperator = z.strictObject({ userId: z.string().min(1).max(100) })

/** Free databases of the pool at and below which the operator is told. */
export const POOL_LOW = 2

/** pool-low: few free databases are left. pool-exhausted: a sign-up found none. */
export const alarmKinds = ['pool-low', 'pool-exhausted'] as const

export const raiseAlarm = z.strictObject({ kind: z.enum(alarmKinds), free: z.int().min(0) })
export const acknowledgeAlarm = z.strictObject({ alarmId: id })
