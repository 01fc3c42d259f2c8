import type { Because } from '@jiceng/core/kernel/words'

/** A fault of a form. `field` is the name of its input; null: it concerns the form as a whole. */
export type FieldError = { field: string | null; text: string }

/** What a form gets back when it was refused: what to say, what it rests on, what stands in the way, what was filled in. */
export type Refused = {
  errors: FieldError[]
  because: Because | null
  blockedBy?: { kind: 'import'; id: string } | null
  values: Record<string, string>
}

/** The refusal in an action's answer, if it is one. */
export const refusalOf = (form: Partial<Refused> | null): Refused | null =>
  form?.errors && form.values
    ? { errors: form.errors, because: form.because ?? null, blockedBy: form.blockedBy ?? null, values: form.values }
    : null

/** Where the input of this name stands, so that the summary at the top can lead to it. */
export const fieldId = (name: string): string => `field-${name}`

export const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.text

/**
 * What each field of a form shows after a refusal: what was filled in (else `otherwise`), and what is wrong with it. For
 * `<Field {...field('organ')} label=… />`.
 */
export const fieldsOf =
  (refused: Refused | null) =>
  (name: string, otherwise = '') => ({
    name,
    value: refused?.values[name] ?? otherwise,
    error: errorOf(refused?.errors ?? [], name),
  })

/** What the page calls the input of this name; of two forms that have one, the faulty one's. */
export function labelOf(name: string): string | null {
  const all = [...document.querySelectorAll<HTMLElement>(`[id="${CSS.escape(fieldId(name))}"]`)]
  const input = all.find((one) => one.ariaInvalid === 'true') ?? all[0]
  if (!input) return null
  const label = 'labels' in input ? (input.labels as NodeListOf<HTMLElement> | null)?.[0] : undefined
  const words = label ?? input.querySelector<HTMLElement>('legend, h2')
  // Its first words: 选填 and the like stand after them.
  return input.ariaLabel ?? ([...(words?.childNodes ?? [])].map(textOf).find((text) => text !== '') || null)
}

const textOf = (node: Node): string => (node.textContent ?? '').trim()
