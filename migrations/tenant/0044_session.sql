-- How many days ahead a body's sessions are called. No row: the product's own default.
create table session_notice (
  body text primary key check (body in ('congress', 'standing_committee', 'chairpersons_meeting', 'presidium',
    'street_office')),
  noticeDays integer not null check (noticeDays between 0 and 60),
  article text not null
) strict, without rowid;

-- How a township's congress meets from a year on. No row: what the law asks for at least.
create table session_pattern (
  unitId text not null references unit (id),
  fromYear text not null,
  pattern text not null check (pattern in ('statutory', 'annual_midyear', 'quarterly')),
  primary key (unitId, fromYear)
) strict, without rowid;

create table session (
  id text primary key,
  -- 'district', or a unit.
  placeId text not null,
  body text not null check (body in ('congress', 'standing_committee', 'chairpersons_meeting', 'presidium',
    'street_office')),
  -- null: a street office, which has no terms.
  termOrdinal integer check ((termOrdinal is null) = (body = 'street_office')),
  -- 第几次: in the term, of a street office in the year.
  ordinal integer not null check (ordinal >= 1),
  kind text not null check (kind in ('annual', 'midyear', 'quarterly', 'regular', 'extraordinary')),
  calledOn text not null,
  firstOn text not null,
  lastOn text not null check (lastOn >= firstOn),
  -- What the call had to keep to when it was made.
  noticeDays integer not null,
  -- Of an extraordinary session: how many members proposed it, of how many.
  proposerCount integer,
  memberCount integer not null,
  status text not null check (status in ('called', 'held', 'cancelled')),
  -- How many were there, of how many who belong to the body on its first day.
  presentCount integer check ((presentCount is null) = (status <> 'held')),
  dueCount integer check ((dueCount is null) = (presentCount is null))
) strict, without rowid;

-- A year of all places is one range of it.
create index session_calendar on session (body, firstOn, placeId);

create index session_of_place on session (placeId, body, firstOn);

-- Private: where it meets, and why it was moved or called off. Erasable, and in no event.
create table session_note (
  sessionId text not null,
  kind text not null check (kind in ('venue', 'moved-reason', 'cancelled-reason')),
  text text not null,
  primary key (sessionId, kind)
) strict, without rowid;
