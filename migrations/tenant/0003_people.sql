create table district (
  id text primary key,
  name text not null,
  areaCode text not null
) strict, without rowid;

-- In the order in which they were registered.
create table unit (
  position integer primary key,
  id text not null unique,
  kind text not null check (kind in ('street', 'town', 'township')),
  name text not null unique
) strict;

create table electoral_district (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  id text not null,
  name text not null,
  seats integer not null check (seats between 1 and 3),
  primary key (unitId, level, id),
  unique (unitId, level, name)
) strict, without rowid;

-- Private: names are here and in no event. Erasable, so nothing refers to it by foreign key.
create table person (
  id text primary key,
  name text not null
) strict, without rowid;

create table mandate (
  id text primary key,
  personId text not null,
  level text not null check (level in ('district', 'township')),
  electoralDistrictId text not null,
  startOn text not null,
  endOn text not null,
  ground text not null check (ground in ('general_election', 'by_election')),
  check (startOn < endOn)
) strict, without rowid;

-- Where a mandate sat from when until when. Unit and level first: a unit's deputies are one range.
create table mandate_unit (
  unitId text not null references unit (id),
  level text not null,
  mandateId text not null references mandate (id),
  fromOn text not null,
  untilOn text not null,
  personId text not null,
  primary key (unitId, level, mandateId, fromOn)
) strict, without rowid;
