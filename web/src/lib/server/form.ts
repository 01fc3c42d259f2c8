import { fail } from '@sveltejs/kit'
import { v7 } from 'uuid'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import type { FieldError, Refused } from '$lib/ui/field-error.ts'

/** Made with the page, so that sending a form twice is one command. */
export const newCommandId = (): string => v7()

/** The text fields of a form, each once. */
export async function fieldsOf(request: Request): Promise<Record<string, string>> {
  return textsOf(await request.formData())
}

export const textsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']))

type Answer = { ok: boolean; status: number; json(): Promise<unknown> }

/** null when it went well; otherwise the api's problem as the form shows it. */
export async function refused(response: Answer, values: Record<string, string>) {
  if (response.ok) return null
  const problem = (await response.json()) as ProblemBody
  const { commandId: _, password: __, oldPassword: ___, ...kept } = values
  const errors = firstOfEach(problem.errors ?? [])
  return fail(response.status, {
    errors: errors.length > 0 ? errors : [{ field: null, text: problem.title }],
    because: problem.because ?? null,
    blockedBy: problem.blockedBy ?? null,
    values: kept,
  } satisfies Refused)
}

/** One fault a field: what is empty also fails its pattern, and saying so twice helps nobody. */
function firstOfEach(errors: NonNullable<ProblemBody['errors']>): FieldError[] {
  const texts = new Map<string, string>()
  for (const { pointer, detail } of errors) if (!texts.has(pointer)) texts.set(pointer, detail)
  return [...texts].map(([pointer, text]) => ({ field: pointer.slice(1), text }))
}
