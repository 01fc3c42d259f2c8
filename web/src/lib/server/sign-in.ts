import { fail, redirect, type RequestEvent } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import type { FieldError, Refused } from '$lib/ui/field-error.ts'
import { fieldsOf } from './form.ts'
import { beginSession, takeStep, type Begun } from './session.ts'

// Both sign-in pages: the district's, and the platform's for its operators.

/** A refusal with the token of the step the form is at; null: the password is asked for. */
type AtStep = Refused & { challenge: string | null }

const at = (status: number, errors: FieldError[], account: string, challenge: string | null) =>
  fail(status, { errors, because: null, values: { account }, challenge } satisfies AtStep)

/** Signs in and goes `home`, or on to the code where the account has a second step. */
export async function signIn(event: RequestEvent, slug: string | null, home: (isDeputy: boolean) => string) {
  const { account = '', password = '' } = await fieldsOf(event.request)
  const begun = await beginSession(event, { account, password, ...(slug === null ? {} : { slug }) })
  if (begun.problem) {
    const text = begun.problem.status === 422 ? m.sign_in_refused() : begun.problem.title
    return at(begun.problem.status, [{ field: 'password', text }], account, null)
  }
  if (begun.challenge !== null) return { errors: [], because: null, values: { account }, challenge: begun.challenge }
  return redirect(303, home(begun.isDeputy))
}

/** The code after the password. A token that is over leads back to the password. */
export async function signInByCode(event: RequestEvent, slug: string | null, home: (isDeputy: boolean) => string) {
  const { account = '', challenge = '', code = '' } = await fieldsOf(event.request)
  const begun: Begun = await takeStep(event, { challenge, code, ...(slug === null ? {} : { slug }) })
  if (begun.problem) {
    const { status, title, errors } = begun.problem
    const isOver = status === 401
    const text = errors?.[0]?.detail ?? title
    return at(status, [{ field: isOver ? 'password' : 'code', text }], account, isOver ? null : challenge)
  }
  return redirect(303, home(begun.isDeputy))
}
