import * as z from 'zod'
import { eventType } from '../kernel/event.ts'
import { insertMany } from '../kernel/insert.ts'
import { id } from '../kernel/shapes.ts'

/** A letter with a code goes to the office of a district; an older code is void. The code's hash stands beside. */
export const verificationCodeIssued = eventType({
  type: 'tenant.verification-code-issued',
  payload: z.strictObject({ id }),
  public: false,
  rows: () => [],
})

/** An account runs the platform. */
export const operatorAppointed = eventType({
  type: 'operator.appointed',
  payload: z.strictObject({ userId: z.string() }),
  public: false,
  rows: (facts) =>
    insertMany(
      'operator',
      facts.map(({ data }) => data)
    ),
})
