-- What an operator has to know of and say that they do.
create table alarm (
  id text primary key,
  kind text not null check (kind in ('pool-low', 'pool-exhausted')),
  free integer not null,
  raisedAt text not null,
  acknowledgedAt text
) strict, without rowid;

create unique index alarm_open on alarm (kind) where acknowledgedAt is null;
