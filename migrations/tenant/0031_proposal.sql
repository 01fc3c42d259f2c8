-- What a fact of another module gives or takes, waiting for the unit office: an entry, or the reversal of one. `source`
-- is that fact's thing ("reception/…"); of one source, mandate and item there is one of each kind, ever.
-- `entryId`: the entry a confirmation made, or the one to be reversed.
create table point_proposal (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  occurredOn text not null,
  id text not null,
  kind text not null check (kind in ('entry', 'reversal')),
  source text not null,
  mandateId text not null references mandate (id),
  itemCode text not null,
  entryId text,
  status text not null check (status in ('open', 'confirmed', 'declined', 'withdrawn')),
  decider text,
  decidedOn text,
  primary key (unitId, level, quarter, occurredOn, id)
) strict, without rowid;

create unique index point_proposal_source on point_proposal (source, mandateId, itemCode, kind);

-- What waits for a unit office, for its "today".
create index point_proposal_open on point_proposal (unitId, level, quarter) where status = 'open';

-- Private: what the entry will say, and why it was declined or comes late.
create table point_proposal_note (
  proposalId text not null,
  kind text not null check (kind in ('note', 'reason')),
  text text not null,
  primary key (proposalId, kind)
) strict, without rowid;

-- How far reactions have read the events; without a row, nowhere yet. Moved by compare-and-set.
create table reaction_cursor (
  one integer primary key check (one = 1),
  seq integer not null
) strict;
