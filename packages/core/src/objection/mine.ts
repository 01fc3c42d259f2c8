import { newestContentFor } from '../board/queries.ts'
import { rowsOn } from '../board/rules.ts'
import { boardContent } from '../board/schema.ts'
import { quarterDays } from '../kernel/calendar.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { seatsOfPersonBetween } from '../people/queries.ts'
import { ownMandates, ruleItemsIn, standingEntriesIn } from '../points/queries.ts'
import { told } from './queries.ts'
import { myObjectionsInput } from './schema.ts'
import { longerBoards, openOn, windowsOf } from './windows.ts'

/** A deputy's own objections to the boards of one quarter and level, and those boards: of every unit they sat for since. */
export const myObjections = query({
  name: 'objection.mine',
  roles: ['deputy'],
  input: myObjectionsInput,
  scope: (actor) => (actor.kind === 'deputy' ? actor.personId : null),
  load: ({ level, quarter }, personId, { today }) => {
    const seats = seatsOfPersonBetween(personId, { level, startOn: quarterDays(quarter).firstOn, endOn: today })
    const units = seats.clearSelect().clearOrderBy().select('unit.id').$asScalar()
    return {
      seats,
      ...longerBoards({ level, quarter }),
      boards: newestContentFor(units, [quarter]).where('one.level', '=', level),
      entries: standingEntriesIn(quarter, ownMandates(personId, level, quarter)),
      items: ruleItemsIn(quarter),
      objections: told(
        db
          .selectFrom('objection')
          .where('objection.unitId', 'in', units)
          .where('objection.level', '=', level)
          .where('objection.quarter', '=', quarter)
          .where('objection.personId', '=', personId)
      ),
    }
  },
  answer: ({ seats, boards, years, entries, items, objections }, _, { today }) => {
    if (seats.length === 0) return notFound()
    const item = new Map(items.map((one) => [one.code, one.name]))
    return ok({
      boards: boards.map(({ rows, withdrawnOn, publicUntilOn, ...board }) => {
        const isPublic = withdrawnOn === null && today <= publicUntilOn
        const shown = isPublic ? rowsOn(boardContent.parse(JSON.parse(rows))) : []
        return {
          ...board,
          unitName: seats.find((seat) => seat.unitId === board.unitId)!.unitName,
          open: (isPublic && openOn(windowsOf({ revisions: [{ ...board, withdrawnOn }], years }), today)) || null,
          rows: shown.map(({ mandateId, name, electoralDistrict }) => ({
            ...{ mandateId, name, electoralDistrict },
            isOwn: seats.some((seat) => seat.mandateId === mandateId),
          })),
          objections: objections
            .filter((one) => one.unitId === board.unitId)
            .map((one) => ({
              ...one,
              name: shown.find(({ mandateId }) => mandateId === one.mandateId)?.name ?? null,
              item: one.itemCode === null ? null : (item.get(one.itemCode) ?? one.itemCode),
            })),
        }
      }),
      entries: entries.map((one) => ({ ...one, item: item.get(one.itemCode) ?? one.itemCode })),
      items: items.map(({ code, name }) => ({ code, name })),
    })
  },
})
