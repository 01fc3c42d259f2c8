import { actorKey, isSameSigner, worksForDistrict } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { objectionsToYear } from '../objection/queries.ts'
import { eventsPage, newestEvents } from '../people/queries.ts'
import { yearDays } from '../points/assessment-rules.ts'
import { newestAnnual, newestPublished, yearNow, yearSources } from './queries.ts'
import { annualBoardStream, annualStateInput } from './schema.ts'

/** A year on its way to the public: what it waits for, what was frozen, what has changed since, and who did what. */
export const annualState = query({
  name: 'annual-board.state',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
  input: annualStateInput,
  scope: (actor) => (worksForDistrict(actor) ? true : null),
  load: (input) => ({
    ...yearSources(input),
    published: newestPublished(input),
    names: db
      .selectFrom('actor_name')
      .select(['actor', 'name'])
      .where('actor', 'in', newestAnnual(input).clearSelect().select('preparedBy')),
    objections: objectionsToYear(input),
    events: newestEvents(annualBoardStream(input), input.before),
  }),
  answer: ({ published, names, objections, events, ...sources }, input, ctx) => {
    const now = yearNow(sources, input, ctx.today)
    if (!now) return notFound()
    const [newest] = sources.newest
    const draft = newest?.publishedOn === null ? newest : null
    const { lastOn } = yearDays(input.year)
    return ok({
      ...{ lastOn, isOver: ctx.today > lastOn, owed: now.owed, deputyCount: now.deputyCount },
      draft: draft && {
        ...{ revision: draft.revision, preparedOn: draft.preparedOn, plannedOn: draft.plannedOn },
        ...{ root: draft.root, deputyCount: draft.deputyCount },
        preparedBy: names.find(({ actor }) => actor === draft.preparedBy)?.name ?? null,
        /** Another publishes it. */
        isMine: isSameSigner(draft.preparedBy, actorKey(ctx.actor)),
        units: now.content.map(({ unitName, rows }) => ({
          unitName,
          rows: rows.map(({ leaf, row }) => ({ leaf, row })),
        })),
      },
      published: published[0] ?? null,
      /** Since the newest revision; none before the first. */
      changes: newest ? now.changes : [],
      /** What was raised against it, each to be decided where its quarter is. */
      objections: objections.map((one) => ({
        ...one,
        unitName: sources.units.find(({ id }) => id === one.unitId)?.name ?? '',
      })),
      history: eventsPage([events]),
    })
  },
})
