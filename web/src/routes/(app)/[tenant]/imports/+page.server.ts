import { fail, redirect } from '@sveltejs/kit'
import { m } from '$lib/paraglide/messages.js'
import { apiOf, read, uploadTo } from '$lib/server/api.ts'
import { newCommandId, refused } from '$lib/server/form.ts'
import type { Refused } from '$lib/ui/field-error.ts'
import * as paths from '$lib/paths.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => ({
  ...(await read(event, apiOf(event).imports.imports.$get())),
  commandId: newCommandId(),
})

/** By the name, as browsers differ in what they call these files. */
const FILE_TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  et: 'application/vnd.ms-excel',
  csv: 'text/csv',
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const [file, commandId] = [form.get('file'), form.get('commandId')]
    if (!(file instanceof File) || file.size === 0 || typeof commandId !== 'string') {
      const errors = [{ field: 'file', text: m.imports_file_missing() }]
      return fail(422, { errors, because: null, values: {} } satisfies Refused)
    }
    const type = FILE_TYPES[/\.(\w+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
    const bytes = await file.arrayBuffer()
    const response = await uploadTo(event, '/imports', { name: file.name, type, bytes, commandId })
    const no = await refused(response, {})
    if (no) return no
    const { jobId } = (await response.json()) as { jobId: string }
    redirect(303, paths.importJob(event.params.tenant, jobId))
  },
}
