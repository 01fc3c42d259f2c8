-- 届: a term of a congress, the district's ("district") or a town's or township's (the unit's id).
create table term (
  congressId text not null,
  ordinal integer not null check (ordinal >= 1),
  startOn text not null,
  endOn text not null check (endOn > startOn),
  primary key (congressId, ordinal)
) strict, without rowid;
