/** A fault of a form. `field` is the name of its input; null: it concerns the form as a whole. */
export type FieldError = { field: string | null; text: string }

/** Where the input of this name stands, so that the summary at the top can lead to it. */
export const fieldId = (name: string): string => `field-${name}`

export const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.text
