alter table board_revision add column publishedBy text;
alter table board_revision add column withdrawnOn text;

-- Why a board is to be published anew, and by whose act. `revision` is the one it makes out of date; 0: none was
-- published yet. A newer revision settles what is due on an older one.
create table revision_due (
  unitId text not null,
  level text not null,
  quarter text not null,
  revision integer not null,
  actor text not null,
  cause text not null check (cause in ('late-entry', 'late-reversal', 'withdrawal')),
  dueOn text not null,
  primary key (unitId, level, quarter, revision, actor, cause)
) strict, without rowid;

-- Private: why a revision was made or withdrawn, and who approved it. Erasable, and in no event.
create table board_note (
  unitId text not null,
  level text not null,
  quarter text not null,
  revision integer not null,
  kind text not null check (kind in ('revision-reason', 'withdrawal-reason', 'approver-name', 'approver-office')),
  text text not null,
  primary key (unitId, level, quarter, revision, kind)
) strict, without rowid;
