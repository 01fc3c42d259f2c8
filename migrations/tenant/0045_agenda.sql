-- What a session deals with, in the order of `position`.
create table agenda_item (
  sessionId text not null references session (id),
  id text not null unique,
  position integer not null check (position >= 1),
  type text not null,
  -- Of a special work report: what it is about.
  field text,
  minutes integer not null check (minutes between 1 and 600),
  isPublic integer not null check (isPublic in (0, 1)),
  primary key (sessionId, id)
) strict, without rowid;

-- An agenda that was adopted: since then it is changed by a decision only.
create table agenda_adoption (
  sessionId text primary key references session (id),
  adoptedOn text not null
) strict, without rowid;

-- A step of the way of an item's paper, done: to a committee, to the standing committee, to the members.
create table paper_step (
  itemId text not null,
  step text not null check (step in ('to_committee', 'to_body', 'to_members')),
  doneOn text not null,
  primary key (itemId, step)
) strict, without rowid;

-- Private: what an item is called and who speaks. Erasable, and in no event.
create table agenda_item_text (
  itemId text primary key,
  title text not null,
  speaker text not null
) strict, without rowid;

-- Private: by whose decision an adopted agenda was changed. Erasable, and in no event.
create table agenda_note (
  commandId text primary key,
  decision text not null
) strict, without rowid;
