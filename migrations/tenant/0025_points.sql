-- What a year is judged by: points everybody starts with, and the line under which somebody is listed (null: no line).
alter table rule_set add column baseHundredths integer not null default 0;
alter table rule_set add column lineHundredths integer;

-- Its points come on top of what the caps of the total leave: bonuses and deductions.
alter table rule_category add column aboveTotal integer not null default 0 check (aboveTotal in (0, 1));

-- Grades of a year, the highest first.
create table rule_grade (
  version integer not null references rule_set (version),
  position integer not null,
  name text not null,
  fromHundredths integer not null,
  primary key (version, position),
  unique (version, name)
) strict, without rowid;

-- What everybody owes, whatever their points.
create table rule_minimum (
  version integer not null,
  itemCode text not null,
  per text not null check (per in ('quarter', 'year')),
  times integer not null check (times >= 1),
  article text not null,
  primary key (version, itemCode, per),
  foreign key (version, itemCode) references rule_item (version, code)
) strict, without rowid;
