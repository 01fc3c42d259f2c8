create table period_close (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  closedOn text not null,
  closedBy text not null,
  ruleVersion integer not null references rule_set (version),
  primary key (unitId, level, quarter)
) strict, without rowid;

create table board_revision (
  unitId text not null,
  level text not null,
  quarter text not null,
  revision integer not null check (revision >= 1),
  publishedOn text not null,
  objectionsUntilOn text not null,
  publicUntilOn text not null,
  ruleVersion integer not null,
  seq integer not null,
  root text not null,
  deputyCount integer not null,
  primary key (unitId, level, quarter, revision),
  foreign key (unitId, level, quarter) references period_close (unitId, level, quarter)
) strict, without rowid;

create index board_revision_by_quarter on board_revision (quarter, unitId, level, revision);

-- Private: the names on a board. Rows can be erased, their leaves stay and keep the root valid.
create table board_content (
  unitId text not null,
  level text not null,
  quarter text not null,
  revision integer not null,
  rows text not null check (json_valid(rows)),
  primary key (unitId, level, quarter, revision)
) strict, without rowid;
