-- Deputies received voters at the deputies' house or a liaison station.
create table reception (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  occurredOn text not null,
  id text not null unique,
  voterCount integer not null,
  status text not null check (status in ('recorded', 'withdrawn')),
  recorder text not null,
  primary key (unitId, level, quarter, occurredOn, id)
) strict, without rowid;

create table reception_deputy (
  receptionId text not null references reception (id),
  mandateId text not null references mandate (id),
  primary key (receptionId, mandateId)
) strict, without rowid;

-- Private: where it was, what was raised, and why it was withdrawn.
create table reception_note (
  receptionId text not null,
  kind text not null check (kind in ('place', 'raised', 'reason')),
  text text not null,
  primary key (receptionId, kind)
) strict, without rowid;
