import { fail } from '@sveltejs/kit'
import type { FieldError } from '$lib/ui/field-error.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  /** Refuses an empty name, so that errors can be looked at; keeps nothing. */
  default: async ({ request }) => {
    const form = await request.formData()
    const name = form.get('approver')
    if (typeof name === 'string' && name.trim() !== '') return { errors: [] }
    const errors: FieldError[] = [{ field: 'approver', text: '请填写准假人' }]
    return fail(422, { errors })
  },
}
