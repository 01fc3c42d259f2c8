import { fail, redirect } from '@sveltejs/kit'
import { oneTimeCode } from '@jiceng/core/kernel/shapes'
import { m } from '$lib/paraglide/messages.js'
import * as paths from '$lib/paths.ts'
import { fieldsOf } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import type { Actions } from './$types'

/** A code of a slip, typed; the QR code beside it leads to the same page. */
export const actions: Actions = {
  default: async ({ request }) => {
    const { code = '' } = await fieldsOf(request)
    const typed = oneTimeCode.safeParse(code)
    if (typed.success) redirect(303, paths.join(typed.data))
    const errors = [{ field: 'code', text: m.accounts_code_wrong() }]
    return fail(422, { errors, because: null, values: { code } } satisfies Refused)
  },
}
