import type { Expression } from 'kysely'
import { actorKey, isSameSigner, isDistrictMember, reachOf } from '../kernel/actor.ts'
import { query } from '../kernel/command.ts'
import { db } from '../kernel/db.ts'
import { notFound, ok } from '../kernel/problem.ts'
import { allPersons, formerPersons, personById, seatsOfPerson } from '../people/queries.ts'
import { FORMER_PAGE, formerInput, personInput, type ErasureGround, type ErasureStatus } from './schema.ts'
import { standingOf, standingRefusal } from './standing.ts'

/** Who answers for personal data. */
export const ERASING = ['tenant_administrator', 'deputies_commission'] as const

const WAITING_MAX = 100

export const erasureOf = (personId: string | Expression<string | null>) =>
  db
    .selectFrom('erasure')
    .selectAll()
    .$narrowType<{ ground: ErasureGround; status: ErasureStatus }>()
    .where('personId', '=', personId)

/** Erasures that wait for the second person. */
export const erasuresWaiting = () =>
  db
    .selectFrom('erasure')
    .innerJoin(allPersons().as('person'), 'person.id', 'erasure.personId')
    .select(['personId', 'name', 'proposedBy'])
    .where('status', '=', 'proposed')
    .limit(WAITING_MAX)

/** A person whose data may be erased: where it stands, and what is in the way. */
export const erasureState = query({
  name: 'erasure.of-person',
  roles: ERASING,
  input: personInput,
  scope: (actor) => isDistrictMember(actor) || null,
  load: ({ personId }, _, { today }) => ({
    person: personById(personId),
    seats: seatsOfPerson(personId),
    erasure: erasureOf(personId),
    proposer: db
      .selectFrom('actor_name')
      .innerJoin('erasure', 'erasure.proposedBy', 'actor_name.actor')
      .select('actor_name.name')
      .where('erasure.personId', '=', personId),
    ...standingOf(personId, today),
  }),
  answer: ({ person: [person], seats, erasure: [erasure], proposer, ...standing }, _, { actor, today }) => {
    if (!person) return notFound()
    return ok({
      name: person.name,
      seats,
      erasure: erasure
        ? { ...erasure, proposer: proposer[0]?.name ?? '', isMine: isSameSigner(erasure.proposedBy, actorKey(actor)) }
        : null,
      /** Why it cannot be done now; null where it can. */
      standing: reasonOf(standingRefusal(standing, today)),
    })
  },
})

const reasonOf = (no: ReturnType<typeof standingRefusal>) => no && { code: no.problem.code, title: no.problem.title }

/** Persons within reach whose mandates are all over, by their ids, with their last seat and how erasing them stands. */
export const listFormer = query({
  name: 'erasure.former-deputies',
  roles: ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'],
  input: formerInput,
  scope: (actor) => reachOf(actor),
  load: ({ after = '' }, reach, { today }) => ({
    persons: formerPersons(today, reach)
      .leftJoin('erasure', 'erasure.personId', 'person.id')
      .select('erasure.status')
      .$narrowType<{ status: ErasureStatus | null }>()
      .where('person.id', '>', after)
      .limit(FORMER_PAGE + 1),
  }),
  answer: ({ persons }) => {
    const shown = persons.slice(0, FORMER_PAGE)
    return ok({
      persons: shown.map(({ status, ...person }) => ({ ...person, status: status === 'withdrawn' ? null : status })),
      after: persons.length > FORMER_PAGE ? shown.at(-1)!.personId : null,
    })
  },
})
