import { error } from '@sveltejs/kit'
import { body, type Body } from '@jiceng/core/body/schema'

/** The body in an address; another word is no page. */
export function bodyIn(params: { body: string }): Body {
  const known = body.safeParse(params.body)
  if (!known.success) error(404)
  return known.data
}
