import type { Body, Post } from './schema.ts'

/** Who sits in a body. `id`: what presence is counted by; of a deputy the mandate. */
export type Member = {
  id: string
  /** The entry in the register of members; null where membership follows from the mandate. */
  memberId: string | null
  mandateId: string | null
  name: string
  /** null: a deputy in a congress. */
  post: Post | null
  /** Where they were elected; null: no deputy. */
  unitName: string | null
  electoralDistrict: string | null
  /** Since when and until when, where it was entered. */
  fromOn: string | null
  untilOn: string | null
}

type Entered = {
  id: string
  mandateId: string | null
  post: Post
  fromOn: string
  untilOn: string | null
  outsiderName: string | null
}
type Deputy = { mandateId: string; name: string; unitName: string; electoralDistrict: string }

/** Names of those who sit no more: a row a seat. */
type Known = { mandateId: string; name: string | null }

/**
 * Everybody who sits in a body on a day: of a congress its deputies, of the chairpersons' meeting the standing committee's
 * chair and vice-chairs (地方组织法 54), of the others who was appointed. A post on a committee or presidium falls with the
 * mandate (选举法 56); a street office's members are appointed by the standing committee and need be no deputies.
 */
export function sittingOn(
  body: Body,
  { members, deputies, names }: { members: readonly Entered[]; deputies: readonly Deputy[]; names: readonly Known[] },
  on: string
): Member[] {
  if (body === 'congress') {
    return deputies.map(({ mandateId, name, unitName, electoralDistrict }) => ({
      ...{ id: mandateId, memberId: null, mandateId, name, post: null, fromOn: null, untilOn: null },
      ...{ unitName, electoralDistrict },
    }))
  }
  const deputyOf = new Map(deputies.map((one) => [one.mandateId, one]))
  return members
    .filter(({ fromOn, untilOn }) => fromOn <= on && (untilOn === null || untilOn >= on))
    .filter(({ post }) => body !== 'chairpersons_meeting' || post !== 'member')
    .flatMap(({ id, mandateId, post, outsiderName, fromOn, untilOn }): Member[] => {
      const entered = { memberId: id, mandateId, post, fromOn, untilOn }
      const deputy = mandateId === null ? undefined : deputyOf.get(mandateId)
      if (deputy && mandateId !== null) {
        const { name, unitName, electoralDistrict } = deputy
        return [{ ...entered, id: mandateId, name, unitName, electoralDistrict }]
      }
      if (body !== 'street_office') return []
      const name = outsiderName ?? names.find((one) => one.mandateId === mandateId)?.name ?? ''
      return [{ ...entered, id: mandateId ?? id, name, unitName: null, electoralDistrict: null }]
    })
}

type Resolved = { mandateIds: string[]; outsiders: string[] }
export type Unresolved = { line: string; why: 'unknown' | 'ambiguous' | 'twice' }

/** Whether what stands behind a name says where this one was elected: 第3选区, 北桥街道, or both. */
const isFrom = ({ unitName, electoralDistrict }: Deputy, place: string): boolean =>
  [electoralDistrict, unitName, `${unitName}${electoralDistrict}`].includes(place)

/** Whom lines of names mean: "陈静", or "陈静 第3选区" where two have the name. */
export function resolvePeople(
  lines: readonly string[],
  deputies: readonly Deputy[],
  outsidersToo: boolean
): Resolved | Unresolved {
  const found: Resolved = { mandateIds: [], outsiders: [] }
  for (const line of lines) {
    const [name, ...rest] = line.split(/[\s,，、]+/)
    const place = rest.join('')
    const called = deputies.filter((one) => one.name === name)
    const meant = place === '' ? called : called.filter((one) => isFrom(one, place))
    if (meant.length > 1) return { line, why: 'ambiguous' }
    if (meant.length === 0 && (!outsidersToo || called.length > 0)) return { line, why: 'unknown' }
    const one = meant[0]
    const isTwice = one ? found.mandateIds.includes(one.mandateId) : found.outsiders.includes(line)
    if (isTwice) return { line, why: 'twice' }
    if (one) found.mandateIds.push(one.mandateId)
    else found.outsiders.push(line)
  }
  return found
}
