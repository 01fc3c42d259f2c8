-- A year of the whole district as it was frozen; `publishedOn` is null until another person has published it. What was
-- frozen and not published yet is replaced when it is frozen anew.
create table annual_board (
  level text not null check (level in ('district', 'township')),
  year text not null,
  revision integer not null check (revision >= 1),
  preparedOn text not null,
  preparedBy text not null,
  plannedOn text not null,
  ruleVersion integer not null references rule_set (version),
  seq integer not null,
  root text not null,
  deputyCount integer not null,
  publishedOn text,
  publishedBy text,
  objectionsUntilOn text,
  publicUntilOn text,
  withdrawnOn text,
  primary key (level, year, revision)
) strict, without rowid;

-- Private: the names on it, a row a unit in the order of the units. Rows can be erased, their leaves stay and keep the root
-- valid.
create table annual_board_content (
  level text not null,
  year text not null,
  revision integer not null,
  position integer not null,
  rows text not null check (json_valid(rows)),
  primary key (level, year, revision, position)
) strict, without rowid;

-- Private: why a revision was made or withdrawn, and who approved it. Erasable, and in no event.
create table annual_board_note (
  level text not null,
  year text not null,
  revision integer not null,
  kind text not null check (kind in ('revision-reason', 'withdrawal-reason', 'approver-name', 'approver-office')),
  text text not null,
  primary key (level, year, revision, kind)
) strict, without rowid;
