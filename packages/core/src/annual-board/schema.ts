import * as z from 'zod'
import { publicationTerms, revision, withdrawalTerms } from '../board/schema.ts'
import { day, historyBefore } from '../kernel/shapes.ts'
import { level } from '../people/schema.ts'

/** A year, "2025", or a term by the years it begins and ends in, "2021-2027". */
const span = z.string().regex(/^20\d\d(-20\d\d)?$/)

/** What an annual board is of: a year of the whole district's deputies of one level, or a term, under the same name. */
export const annualBoard = z.strictObject({ level, year: span })
export type AnnualBoard = z.infer<typeof annualBoard>

/** `before`: the event at which the page of the history before this one ended. */
export const annualStateInput = z.strictObject({ ...annualBoard.shape, before: historyBefore })

/** The freezing and publishing of one year. */
export const annualBoardStream = ({ level, year }: AnnualBoard) => `annual-board/${level}/${year}`

/** `plannedOn`: the day of publication, as a rule that of the congress session; not before it. */
export const prepareAnnualBoard = z.strictObject({ ...annualBoard.shape, plannedOn: day })

/** `root`: of what the publisher looked at, so that nothing frozen anew meanwhile is signed unseen. */
export const publishAnnualBoard = z.strictObject({
  ...annualBoard.shape,
  root: z.string().regex(/^[0-9a-f]{64}$/),
  ...publicationTerms,
})

export const annualRevision = z.strictObject({ ...annualBoard.shape, revision })
export type AnnualRevision = z.infer<typeof annualRevision>

export const withdrawAnnualBoard = z.strictObject({ ...annualRevision.shape, ...withdrawalTerms })

const annualRow = z.strictObject({
  mandateId: z.string(),
  name: z.string(),
  electoralDistrict: z.string(),
  /** 应参加 = 出席 + 请假 + 未到, of the year's confirmed activities. */
  concerned: z.int(),
  present: z.int(),
  onLeave: z.int(),
  absent: z.int(),
  servedDays: z.int(),
  spanDays: z.int(),
  pointsHundredths: z.int(),
  /** The base for the days served; 0 where the rules have none. */
  baseHundredths: z.int(),
  /** Base and points, under the cap of the year. */
  hundredths: z.int(),
  grade: z.string().nullable(),
  /** Left out of the year's assessment. On what ground is nobody's business but the offices'. */
  isLeftOut: z.boolean(),
  byElectedOn: z.string().nullable(),
  /** On a term's board: what each of its years came to. Then grade and being left out are the years' alone. */
  years: z
    .array(
      z.strictObject({
        year: z.string(),
        /** Null for a year as a whole; of one that runs, the last quarter that counts. */
        quarter: z.string().nullable(),
        hundredths: z.int(),
        grade: z.string().nullable(),
        isLeftOut: z.boolean(),
      })
    )
    .optional(),
})
export type AnnualRow = z.infer<typeof annualRow>

/** A unit's part as it was frozen. */
export const annualContent = z.strictObject({
  unitName: z.string(),
  rows: z.array(
    z.strictObject({
      /** Goes with the row: salt and leaf together would give the row away to whoever can guess it. */
      salt: z.string().nullable(),
      leaf: z.string(),
      /** null when it was erased at the person's request (PIPL 47): the leaf keeps the root valid. */
      row: annualRow.nullable(),
    })
  ),
})
export type AnnualContent = z.infer<typeof annualContent>
