create table deputy_group (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  id text not null unique,
  name text not null,
  leaderId text references mandate (id),
  dissolvedOn text,
  primary key (unitId, level, id)
) strict, without rowid;

-- A mandate is in one group of a unit at most; the command sees to it. A row a stay: untilOn is its last day, null while
-- it runs, so that past activities know who was in the group.
create table deputy_group_member (
  groupId text not null references deputy_group (id),
  mandateId text not null references mandate (id),
  sinceOn text not null,
  untilOn text check (untilOn >= sinceOn),
  primary key (groupId, mandateId, sinceOn)
) strict, without rowid;

-- The group that held an activity, if one did.
alter table activity add column groupId text;
