import { DISTRICT_PLACE } from '../body/schema.ts'
import { nextSession } from '../session/queries.ts'
import { actorKey, isSameSigner, worksForDistrict } from '../kernel/actor.ts'
import { query, type Rows } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { objectionsToYear } from '../objection/queries.ts'
import { eventsPage, newestEvents } from '../people/queries.ts'
import { newestAnnual, newestPublished } from './queries.ts'
import { isTerm } from './rules.ts'
import { annualBoardStream, annualStateInput, type AnnualBoard } from './schema.ts'
import { termNow, termSources } from './term.ts'
import { yearNow, yearSources } from './year.ts'

/** What a year or a term is made of, beside the newest revision. */
export const boardSources = (of: AnnualBoard, today: string) =>
  isTerm(of.year) ? termSources(of, today) : yearSources(of)

/** A year or a term as it would be frozen now, of a term no day after `through`; null where it is none. */
export const boardNow = (
  sources: Rows<ReturnType<typeof boardSources>>,
  of: AnnualBoard,
  today: string,
  through?: string
) => ('terms' in sources ? termNow(sources, of, today, through) : yearNow(sources, of, today))

/** A year or a term on its way to the public: what it waits for, what was frozen, what has changed since, and who did what. */
export const annualState = query({
  name: 'annual-board.state',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission'],
  input: annualStateInput,
  scope: (actor) => (worksForDistrict(actor) ? true : null),
  load: (input, _, { today }) => ({
    ...boardSources(input, today),
    published: newestPublished(input),
    names: db
      .selectFrom('actor_name')
      .select(['actor', 'name'])
      .where('actor', 'in', newestAnnual(input).clearSelect().select('preparedBy')),
    objections: objectionsToYear(input),
    session: nextSession({ placeId: DISTRICT_PLACE, body: 'congress' }, today),
    events: newestEvents(annualBoardStream(input), input.before),
  }),
  answer: ({ published, names, objections, events, session: [session], ...sources }, input, ctx) => {
    const now = boardNow(sources, input, ctx.today)
    if (!now) return notFound()
    const [newest] = sources.newest
    const draft = newest?.publishedOn === null ? newest : null
    return ok({
      ...{ lastOn: now.lastOn, isOver: ctx.today > now.lastOn, deputyCount: now.deputyCount },
      ...{ owed: now.owed, owedYears: now.owedYears, term: now.term, termless: now.termless },
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
      /** The next session of the district’s congress: a year is published when it opens, as a rule. */
      session: session ? { id: session.id, firstOn: session.firstOn, ordinal: session.ordinal } : null,
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
