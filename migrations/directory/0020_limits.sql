-- Bookkeeping without a decision of its own: how often a door was tried in the current window, under keyed hashes.
create table attempt_count (
  key text primary key,
  count integer not null,
  endsAt text not null
) strict, without rowid;

create index attempt_count_by_end on attempt_count (endsAt);
