-- A deputy registered later, from a day on which a board is already public, makes a revision due too.
create table revision_due_next (
  unitId text not null,
  level text not null,
  quarter text not null,
  revision integer not null,
  actor text not null,
  cause text not null check (cause in ('late-entry', 'late-reversal', 'seat-added', 'withdrawal')),
  dueOn text not null,
  primary key (unitId, level, quarter, revision, actor, cause)
) strict, without rowid;
insert into revision_due_next select unitId, level, quarter, revision, actor, cause, dueOn from revision_due;
drop table revision_due;
alter table revision_due_next rename to revision_due;
