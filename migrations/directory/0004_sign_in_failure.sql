-- Bookkeeping without a decision of its own: wrong passwords by account and by address, as keyed hashes.
create table sign_in_failure (
  key text primary key,
  failures integer not null,
  lockedUntil text not null
) strict, without rowid;
