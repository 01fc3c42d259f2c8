/** What a zod schema says of itself, as far as this check looks. */
export type Schema = {
  def: {
    type: string
    shape?: Record<string, Schema>
    catchall?: Schema | undefined
    element?: Schema
    innerType?: Schema
    valueType?: Schema
    in?: Schema
    options?: readonly Schema[]
    items?: readonly Schema[]
  }
}

export const isObject = ({ def }: Schema): boolean =>
  def.type === 'object' || (def.type === 'union' && (def.options ?? []).every(isObject))

/** Places where unknown keys would be let in. */
export function loosePlaces({ def }: Schema, at = ''): string[] {
  const loose = def.type === 'object' && def.catchall?.def.type !== 'never' ? [at || '/'] : []
  return [
    ...loose,
    ...Object.entries(def.shape ?? {}).flatMap(([key, inner]) => loosePlaces(inner, `${at}/${key}`)),
    ...[def.element, def.innerType, def.valueType, def.in, ...(def.options ?? []), ...(def.items ?? [])]
      .filter((inner) => inner !== undefined)
      .flatMap((inner) => loosePlaces(inner, at)),
  ]
}
