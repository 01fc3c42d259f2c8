-- Calendars of sessions that programs subscribe to: a deputy's own, or a place's of all its bodies. One each at a time.
create table feed (
  id text primary key,
  ownerKind text not null check (ownerKind in ('person', 'place')),
  -- A person, or 'district' or a unit.
  ownerId text not null,
  madeOn text not null,
  endedOn text
) strict, without rowid;

create unique index feed_running on feed (ownerKind, ownerId) where endedOn is null;

-- Private: by what a calendar program is known. The address itself is kept nowhere.
create table feed_secret (
  feedId text primary key,
  tokenHash text not null unique
) strict, without rowid;
