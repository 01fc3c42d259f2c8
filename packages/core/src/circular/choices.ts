import { newestContent, newestOf } from '../board/queries.ts'
import type { UnitQuarter } from '../board/schema.ts'
import { reachesUnit } from '../kernel/actor.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { seatsBetween, unitById } from '../people/queries.ts'
import { recipientsOf } from '../recipient/queries.ts'
import type { RecipientKind } from '../recipient/schema.ts'
import { announcementsFor, circularAt, electorsOf, recipientsFor, toldByDistrict, toldByRecipient } from './queries.ts'
import { choicesInput } from './schema.ts'
import { announcementsAboutBoard } from './yearly.ts'

// What the form of a circular offers.

/** Recipients that asked to get no more: whoever chooses them is told. */
const declinedSince = () =>
  db
    .selectFrom('notice_reply')
    .innerJoin('notice', 'notice.id', 'notice_reply.noticeId')
    .select(['notice.recipientId', 'notice_reply.repliedOn'])
    .where('kind', '=', 'declined')

/** What a circular about a board says and for whom, if one is named. */
const toRevise = ({ circularId = '', ...of }: UnitQuarter & { circularId?: string | undefined }) => ({
  written: circularAt(of, circularId)
    .leftJoin('circular_text', 'circular_text.circularId', 'circular.id')
    .clearSelect()
    .select(['id', 'revision', 'title', 'reason', 'basis']),
  writtenTo: recipientsFor(circularId),
  postedIn: announcementsFor(circularId).clearSelect().select('announcement.electoralDistrictId'),
})

/** Whom a circular about this board may be for, and what one says that is written anew. */
export const choices = query({
  name: 'circular.choices',
  roles: ['committee_office', 'deputies_commission', 'unit_office'],
  input: choicesInput,
  scope: (actor, input) => (reachesUnit(actor, input.unitId) ? true : null),
  load: (input) => {
    const { firstOn, lastOn } = quarterDays(input.quarter)
    return {
      unit: unitById(input.unitId),
      newest: newestOf(input),
      content: newestContent(input),
      recipients: recipientsOf(seatsBetween(input, firstOn, lastOn).select('mandate_unit.mandateId')),
      ...electorsOf(input),
      declined: declinedSince(),
      told: announcementsAboutBoard(input).where('circular.id', '<>', input.circularId ?? ''),
      ...toRevise(input),
    }
  },
  answer: (rows, { circularId }, ctx) => {
    const {
      unit: [unit],
      newest: [newest],
      content: [content],
      written: [written],
    } = rows
    const { recipients, electoralDistricts, elected, declined, told } = rows
    if (!unit || (circularId !== undefined && !written)) return notFound()
    const toldTo = toldByRecipient(content?.rows, recipients)
    const toldIn = toldByDistrict(content?.rows, elected)
    const distinct = [...new Map(recipients.map((one) => [one.recipientId, one])).values()]
    return ok({
      unitName: unit.name,
      board: newest && ctx.today <= newest.publicUntilOn ? newest : null,
      recipients: distinct
        .map(({ recipientId, kind, name }) => ({
          id: recipientId,
          kind: kind as RecipientKind,
          name,
          deputies: toldTo(recipientId),
          declinedOn: declined.find((one) => one.recipientId === recipientId)?.repliedOn ?? null,
        }))
        .filter(({ deputies }) => deputies.length > 0),
      electoralDistricts: electoralDistricts
        .map(({ id, name }) => ({
          ...{ id, name, deputies: toldIn(id) },
          /** Another circular about this board is posted there, or proposed to be. */
          isTold: told.some((one) => one.electoralDistrictId === id),
        }))
        .filter(({ deputies }) => deputies.length > 0),
      revised: written
        ? {
            ...written,
            recipientIds: rows.writtenTo.map(({ recipientId }) => recipientId),
            electoralDistrictIds: rows.postedIn.map(({ electoralDistrictId }) => electoralDistrictId),
          }
        : null,
    })
  },
})
