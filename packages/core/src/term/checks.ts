import { addDays, addMonths } from '../kernel/calendar.ts'
import { refuseField, type Problem } from '../kernel/problem.ts'
import type { Because } from '../kernel/words.ts'
import type { Term } from './schema.ts'
import { termName } from './rules.ts'

// What a term has to satisfy, whether it is new or corrected.

/** Five years, and room for a session that was postponed. */
const MONTHS_MAX = 66
/** A congress that was made anew within the others' term has a short one. */
const MONTHS_MIN = 12

const FIVE_YEARS = {
  rule: { zh: '地方各级人民代表大会每届任期五年', en: 'The term of a local congress is five years' },
  article: { zh: '《地方组织法》第九条', en: 'Organic Law of Local Congresses, art. 9' },
} satisfies Because

type Refusal = { ok: false; problem: Problem }

/** Why these days are no term; null where they may be one. */
export function daysRefusal({ startOn, endOn }: Pick<Term, 'startOn' | 'endOn'>): Refusal | null {
  if (endOn <= startOn) {
    return refuseField('/endOn', 'end-before-start', {
      zh: '届满日期要晚于开始日期',
      en: 'The last day comes after the first',
    })
  }
  const [shortest, longest] = [MONTHS_MIN, MONTHS_MAX].map((months) => addDays(addMonths(startOn, months), -1)) as [
    string,
    string,
  ]
  if (endOn > longest) {
    return refuseField(
      '/endOn',
      'term-too-long',
      {
        zh: `一届最长五年零六个月（会议推迟也算在内），最晚到 ${longest}`,
        en: `A term has five years and six months at most, a postponed session included: until ${longest} at the latest`,
      },
      { ...FIVE_YEARS, arithmetic: `${endOn} > ${longest}` }
    )
  }
  if (endOn < shortest) {
    return refuseField(
      '/endOn',
      'term-too-short',
      { zh: `一届至少一年，最早到 ${shortest}`, en: `A term has a year at least: until ${shortest} at the earliest` },
      { ...FIVE_YEARS, arithmetic: `${endOn} < ${shortest}` }
    )
  }
  return null
}

/**
 * Why a term cannot stand beside the others of its congress: one follows the other, in the order of their numbers.
 * `name`: what the congress is called.
 */
export function besideRefusal(term: Term, others: readonly Term[], name: string): Refusal | null {
  const overlapping = others.find((other) => other.startOn <= term.endOn && other.endOn >= term.startOn)
  if (overlapping) {
    const { startOn, endOn } = overlapping
    const of = termName(overlapping.ordinal)
    return refuseField('/startOn', 'terms-overlap', {
      zh: `与${name}人大${of.zh}（${startOn} 至 ${endOn}）重叠`,
      en: `It overlaps the ${of.en} of ${name} (${startOn} to ${endOn})`,
    })
  }
  const astray = others.find((other) => other.ordinal < term.ordinal !== other.endOn < term.startOn)
  if (!astray) return null
  const [own, of] = [termName(term.ordinal), termName(astray.ordinal)]
  return refuseField('/startOn', 'terms-out-of-order', {
    zh: `${name}人大${of.zh}是 ${astray.startOn} 至 ${astray.endOn}，${own.zh}不能在它${astray.ordinal < term.ordinal ? '之前' : '之后'}`,
    en: `The ${of.en} of ${name} is from ${astray.startOn} to ${astray.endOn}: the ${own.en} cannot be ${astray.ordinal < term.ordinal ? 'before' : 'after'} it`,
  })
}
